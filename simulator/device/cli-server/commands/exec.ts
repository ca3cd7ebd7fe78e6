import { cliLockMessage } from '../../actions/lock.ts';
import type { Licensing } from '../../platforms/release.ts';
import type { CliContext, ExecHandler } from '../context.ts';
import { type Command, compile, type Grammar } from '../grammar.ts';
import { lines, type Outcome, SILENT } from '../outcome.ts';
import { FILE_COMMANDS } from './files.ts';
import { LEGACY_LICENSE_COMMANDS, POLICY_LICENSE_COMMANDS } from './license.ts';
import { RELOAD_COMMANDS } from './reload.ts';
import { SAVE_COMMANDS } from './save.ts';
import { POLICY_SHOW_COMMANDS, PRIVILEGED_SHOW_COMMANDS, SHOW_COMMANDS } from './show.ts';
import { TERMINAL_COMMANDS } from './terminal.ts';

const USER_COMMANDS: readonly Command<ExecHandler>[] = [...SHOW_COMMANDS, ...TERMINAL_COMMANDS];

const PRIVILEGED_COMMANDS: readonly Command<ExecHandler>[] = [
  ...USER_COMMANDS.filter(({ spec }) => spec !== 'enable' && spec !== 'show privilege'),
  { spec: 'show privilege', handler: () => lines('Current privilege level is 15') },
  // Who is privileged already is asked nothing.
  { spec: 'enable', handler: () => ({ kind: 'mode', mode: { name: 'privileged' } }) },
  ...PRIVILEGED_SHOW_COMMANDS,
  ...SAVE_COMMANDS,
  ...RELOAD_COMMANDS,
  ...FILE_COMMANDS,
  { spec: 'configure', handler: askWhence },
  { spec: 'clear logging', handler: clearLogging },
  { spec: 'configure terminal', handler: configureTerminal },
];

const GRAMMARS: Readonly<Record<Licensing, Grammar<ExecHandler>>> = {
  policy: compile([...PRIVILEGED_COMMANDS, ...POLICY_SHOW_COMMANDS, ...POLICY_LICENSE_COMMANDS]),
  legacy: compile([...PRIVILEGED_COMMANDS, ...LEGACY_LICENSE_COMMANDS]),
};

const USER_GRAMMARS: Readonly<Record<Licensing, Grammar<ExecHandler>>> = {
  policy: compile([...USER_COMMANDS, ...POLICY_SHOW_COMMANDS]),
  legacy: compile(USER_COMMANDS),
};

/** The commands of an exec mode; licensing's differ by era. */
export function execGrammar(mode: 'user' | 'privileged', licensing: Licensing): Grammar<ExecHandler> {
  return (mode === 'user' ? USER_GRAMMARS : GRAMMARS)[licensing];
}

function configureTerminal({ chassis }: CliContext): Outcome {
  const { lock } = chassis;
  if (lock !== null) return lines(cliLockMessage(lock), '');
  return {
    kind: 'mode',
    mode: { name: 'config', section: null },
    before: ['Enter configuration commands, one per line.  End with CNTL/Z.'],
  };
}

function askWhence(context: CliContext): Outcome {
  return {
    kind: 'ask',
    question: {
      text: 'Configuring from terminal, memory, or network [terminal]? ',
      reads: 'line',
      answer: (text) =>
        'terminal'.startsWith(text.trim()) ? configureTerminal(context) : lines('?Must be "terminal"', ''),
    },
  };
}

function clearLogging({ chassis }: CliContext): Outcome {
  return {
    kind: 'ask',
    question: {
      text: 'Clear logging buffer [confirm]',
      reads: 'key',
      answer: (key) => {
        if (key === '' || key.toLowerCase() === 'y') chassis.record.clearLog();
        return SILENT;
      },
    },
  };
}
