import type { CliContext, ExecHandler } from '../context.ts';
import type { Command } from '../grammar.ts';
import { lines, type Outcome, SILENT } from '../outcome.ts';

/** Commands about the terminal line and the session, in both exec modes. */
export const TERMINAL_COMMANDS: readonly Command<ExecHandler>[] = [
  { spec: 'terminal length <word>', handler: setting('length') },
  { spec: 'terminal width <word>', handler: setting('width') },
  { spec: 'terminal monitor', handler: () => SILENT },
  { spec: 'terminal no monitor', handler: () => SILENT },
  { spec: 'exit', handler: () => ({ kind: 'end' }) },
  { spec: 'logout', handler: () => ({ kind: 'end' }) },
  { spec: 'quit', handler: () => ({ kind: 'end' }) },
  { spec: 'enable', handler: enable },
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
