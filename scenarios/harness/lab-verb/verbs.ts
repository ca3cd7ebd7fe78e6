import { Command } from 'commander';
import {
  type CliContext,
  createAgentRuntime,
  type ExitCode,
  processParts,
  registerAgent,
  runProgram,
} from 'catalyst-license-lab/agent';
import type { Lab } from 'catalyst-license-lab/simulator';

/** What a verb gave. */
export interface VerbAnswer {
  readonly exitCode: ExitCode;
  /** The object of `--json`; null when the verb gave none. */
  readonly json: Readonly<Record<string, unknown>> | null;
}

/** Runs public verbs of the agent against the lab, in this process and on the lab's clock. */
export function agentOf(
  context: CliContext,
  lab: Lab,
  folder: string,
): (args: readonly string[]) => Promise<VerbAnswer> {
  const inventory = lab.files?.inventory ?? '';
  return async (args) => {
    let text = '';
    const inner: CliContext = {
      ...context,
      stdout: { write: (piece: string) => (text += piece) },
      runtime: createAgentRuntime(processParts({ clock: lab.clock })),
    };
    const argv = [...args, '--inventory', inventory, '--data', folder, '--json'];
    const exitCode = await runProgram(new Command('liclab'), argv, inner, (program, exit) =>
      registerAgent(program, inner, exit),
    );
    const last = text.trimEnd().split('\n').at(-1) ?? '';
    return { exitCode, json: last === '' ? null : (JSON.parse(last) as Record<string, unknown>) };
  };
}
