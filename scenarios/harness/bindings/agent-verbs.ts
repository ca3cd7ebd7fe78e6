import { Command } from 'commander';
import { type CliContext, registerAgent } from 'catalyst-license-lab/agent';

/** Verbs that this version of the agent has, e.g. `rollout show`. Asked of the program itself, so that it is never out of date. */
export function agentVerbs(): ReadonlySet<string> {
  const program = new Command('liclab');
  // Registering only stores the context; nothing of it is used until a verb runs.
  registerAgent(program, {} as CliContext, () => undefined);
  return new Set(program.commands.flatMap((command) => verbsOf(command, [])));
}

function verbsOf(command: Command, before: readonly string[]): readonly string[] {
  const words = [...before, command.name()];
  return command.commands.length === 0
    ? [words.join(' ')]
    : command.commands.flatMap((inner) => verbsOf(inner, words));
}
