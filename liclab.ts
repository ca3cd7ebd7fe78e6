/** The program: the only one who knows everybody. It registers the verbs and passes streams, clocks and networks in. */
import { hostname, userInfo } from 'node:os';
import { Command } from 'commander';
import packageJson from './package.json' with { type: 'json' };
import {
  type CliContext,
  createAgentRuntime,
  createRealClock,
  processParts,
  registerAgent,
  runProgram,
  sha256,
} from './agent/index.ts';
import { registerLab, registerScenarios } from './scenarios/index.ts';
import { registerSimulator } from './simulator/index.ts';

/** Signals that ask a verb to stop. */
const INTERRUPTS = ['SIGINT', 'SIGTERM'] as const;

function onInterrupt(listener: () => void): () => void {
  for (const signal of INTERRUPTS) process.on(signal, listener);
  return () => {
    for (const signal of INTERRUPTS) process.off(signal, listener);
  };
}

function onReload(listener: () => void): () => void {
  process.on('SIGHUP', listener);
  return () => process.off('SIGHUP', listener);
}

function processContext(): CliContext {
  const { stdin, stdout, stderr, env } = process;
  return {
    stdin,
    stdout,
    stderr,
    env,
    cwd: process.cwd(),
    actor: `${userInfo().username}@${hostname()}`,
    digest: sha256,
    uiClock: createRealClock(),
    onInterrupt,
    onReload,
    runtime: createAgentRuntime(processParts()),
  };
}

/** Runs the program with these arguments and gives the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  // A reader that went away (head, less) ends the output, not with a stack trace.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  const context = processContext();
  const program = new Command('liclab')
    .description(
      'Plan, apply and verify license levels on Cisco Catalyst 9000 switches. Not affiliated with Cisco.',
    )
    .version(packageJson.version);
  return runProgram(program, argv, context, (root, exit) => {
    registerLab(root, context, exit);
    registerScenarios(root, context, exit);
    registerSimulator(root, context, exit);
    registerAgent(root, context, exit);
  });
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
