import type { CliContext, ExecHandler } from '../context.ts';
import type { Command } from '../grammar.ts';
import { lines, type Outcome, SILENT } from '../outcome.ts';

/** Commands about the terminal line and the session, in both exec modes. */
export const TERMINAL_COMMANDS: readonly Command<ExecHandler>[] = [
  { spec: 'terminal length <word>', handler: setting('length') },
  { spec: 'terminal width <word>', handler: setting('width') },
  { spec: 'terminal monitor', handler: monitor(true) },
  { spec: 'terminal no monitor', handler: monitor(false) },
  { spec: 'show history', handler: ({ history }) => lines(...history.lines.map((line) => `  ${line}`)) },
  { spec: 'show terminal', handler: showTerminal },
  { spec: 'show users', handler: showUsers },
  { spec: 'exit', handler: () => ({ kind: 'end' }) },
  { spec: 'logout', handler: () => ({ kind: 'end' }) },
  { spec: 'quit', handler: () => ({ kind: 'end' }) },
  { spec: 'enable', handler: enable },
  { spec: 'show privilege', handler: () => lines('Current privilege level is 1') },
  { spec: 'disable', handler: () => ({ kind: 'mode', mode: { name: 'user' } }) },
];

/** Wrong passwords taken before the command gives up. */
const TRIES = 3;

function setting(name: 'length' | 'width'): ExecHandler {
  return ({ terminal }, [value = '']) => {
    const number = Number(value);
    if (!/^[0-9]{1,3}$/.test(value) || number > 512) return lines(`% Invalid terminal ${name} "${value}"`);
    terminal[name] = number;
    return SILENT;
  };
}

function monitor(isOn: boolean): ExecHandler {
  return ({ terminal }) => {
    terminal.isMonitor = isOn;
    return SILENT;
  };
}

function showTerminal({ terminal }: CliContext): Outcome {
  return lines(
    'Line 1, Location: "", Type: "xterm"',
    `Length: ${terminal.length} lines, Width: ${terminal.width} columns`,
    `Monitor: ${terminal.isMonitor ? 'on' : 'off'}`,
  );
}

function showUsers({ chassis, session: own }: CliContext): Outcome {
  const rows = chassis
    .sessions()
    .filter(({ service }) => service === 'cli')
    .map((session, line) => {
      const mark = session.number === own ? '*' : ' ';
      const name = `vty ${line}`.padEnd(10);
      return `${mark} ${String(line + 1).padStart(2)} ${name}${(session.user ?? '').padEnd(11)}idle                 00:00:00 127.0.0.1`;
    });
  return lines('    Line       User       Host(s)              Idle       Location', ...rows, '');
}

function enable(context: CliContext): Outcome {
  return ask(context, TRIES);
}

function ask(context: CliContext, tries: number): Outcome {
  return {
    kind: 'ask',
    question: {
      text: 'Password: ',
      reads: 'secret',
      answer: (secret) => {
        if (secret === context.chassis.spec.enable) return { kind: 'mode', mode: { name: 'privileged' } };
        return tries > 1 ? ask(context, tries - 1) : lines('% Bad secrets', '');
      },
    },
  };
}
