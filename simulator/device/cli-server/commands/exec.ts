import { cliLockMessage } from '../../actions/lock.ts';
import type { Licensing } from '../../platforms/release.ts';
import type { CliContext, ExecHandler } from '../context.ts';
import { type Command, compile, type Grammar } from '../grammar.ts';
import { lines, type Outcome } from '../outcome.ts';
import { LEGACY_LICENSE_COMMANDS, POLICY_LICENSE_COMMANDS } from './license.ts';
import { RELOAD_COMMANDS } from './reload.ts';
import { SAVE_COMMANDS } from './save.ts';
import { PRIVILEGED_SHOW_COMMANDS, SHOW_COMMANDS } from './show.ts';
import { TERMINAL_COMMANDS } from './terminal.ts';

const USER_COMMANDS: readonly Command<ExecHandler>[] = [...SHOW_COMMANDS, ...TERMINAL_COMMANDS];

const PRIVILEGED_COMMANDS: readonly Command<ExecHandler>[] = [
  ...USER_COMMANDS.filter(({ spec }) => spec !== 'enable'),
  // Who is privileged already is asked nothing.
  { spec: 'enable', handler: () => ({ kind: 'mode', mode: { name: 'privileged' } }) },
  ...PRIVILEGED_SHOW_COMMANDS,
  ...SAVE_COMMANDS,
  ...RELOAD_COMMANDS,
  { spec: 'configure terminal', handler: configureTerminal },
];

const GRAMMARS: Readonly<Record<Licensing, Grammar<ExecHandler>>> = {
  policy: compile([...PRIVILEGED_COMMANDS, ...POLICY_LICENSE_COMMANDS]),
  legacy: compile([...PRIVILEGED_COMMANDS, ...LEGACY_LICENSE_COMMANDS]),
};

const USER_GRAMMAR = compile(USER_COMMANDS);

/** The commands of an exec mode; licensing's differ by era. */
export function execGrammar(mode: 'user' | 'privileged', licensing: Licensing): Grammar<ExecHandler> {
  return mode === 'user' ? USER_GRAMMAR : GRAMMARS[licensing];
}

function configureTerminal({ chassis }: CliContext): Outcome {
  const { lock } = chassis;
  if (lock !== null) return lines(cliLockMessage(lock), '');
  return {
    kind: 'mode',
    mode: { name: 'config' },
    before: ['Enter configuration commands, one per line.  End with CNTL/Z.'],
  };
}
