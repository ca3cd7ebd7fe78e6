/** A verb of the agent as a process inside this one: its own streams, signals and life, on the lab's clock. */
import { Readable } from 'node:stream';
import { Command } from 'commander';
import {
  type CliContext,
  createAgentRuntime,
  registerAgent,
  runProgram,
  SILENT_LOG,
  sha256,
} from 'catalyst-license-lab/agent';
import type { Clock, Network, Random, Store } from 'catalyst-license-lab/core';
import type { AgentProgress, BoundVerb, VerbEnd } from '../contract.ts';
import { createMortal, type Mortal } from './mortal.ts';

/** What every verb of a lab is given. */
export interface ProcessWorld {
  readonly clock: Clock;
  readonly random: Random;
  readonly network: Network;
  readonly http: Parameters<Mortal['http']>[0];
  /** The disk: what is in it outlives a verb. */
  readonly store: Store;
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  progress(progress: AgentProgress): void;
}

/** A verb under way, and what it must not leave behind. */
export interface Process extends BoundVerb {
  /** What it has written so far. */
  stdout(): string;
  stderr(): string;
  /** After its end: names of what it left, empty after a kill. */
  leftovers(): readonly string[];
}

/** Milliseconds between two sweeps of an engine, as in a real process. */
const SWEEP_MS = 1_000;

/** Starts a verb. */
export function startProcess(world: ProcessWorld, args: readonly string[]): Process {
  const life = createMortal();
  const clock = life.clock(world.clock);
  const killed = Promise.withResolvers<VerbEnd>();
  const out: string[] = [];
  const err: string[] = [];
  const interrupts = new Set<() => void>();

  const runtime = createAgentRuntime({
    clock: () => clock,
    leaseClock: clock,
    random: () => world.random,
    log: () => SILENT_LOG,
    logFile: () => null,
    network: () => life.network(world.network),
    http: () => life.http(world.http),
    store: () => life.store(world.store),
    sweepMs: SWEEP_MS,
  });
  const context: CliContext = {
    stdin: Readable.from([]),
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
    env: world.env,
    cwd: world.folder,
    actor: 'scenario@lab',
    digest: sha256,
    uiClock: clock,
    onInterrupt(listener) {
      interrupts.add(listener);
      return () => interrupts.delete(listener);
    },
    runtime: {
      ...runtime,
      async openEngine(session) {
        const engine = await runtime.openEngine(session);
        engine.listen(({ device, state, class: ended }) => world.progress({ device, state, class: ended }));
        return engine;
      },
    },
  };
  const ended = runProgram(new Command('liclab'), args, context, (program, exit) =>
    registerAgent(program, context, exit),
  );
  const said = (exitCode: number | null): VerbEnd => ({
    exitCode,
    stdout: out.join(''),
    stderr: err.join(''),
  });
  return {
    done: Promise.race([ended.then(said), killed.promise]),
    interrupt() {
      for (const listener of interrupts) listener();
    },
    kill() {
      life.kill();
      killed.resolve(said(null));
    },
    stdout: () => out.join(''),
    stderr: () => err.join(''),
    leftovers: () => life.leftovers(),
  };
}
