/** A verb of the agent as a process of its own: the program as a person starts it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BoundVerb, VerbEnd } from '../contract.ts';

/** Largest output of a verb that is kept: a plan of two thousand switches is a tenth of it. */
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024;

/** Environment variables that a child needs to run at all; everything else of this process stays here. */
const PASSED_ON = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'XDG_CACHE_HOME'];

/** A verb under way in a process. */
export interface ChildVerb extends BoundVerb {
  isRunning(): boolean;
  /** Kills it if it still runs, and waits until it is gone. */
  end(): Promise<void>;
}

/** Starts the program, sources or build alike, with this Node and its flags. */
export function startChild(args: readonly string[], cwd: string): ChildVerb {
  const program = fileURLToPath(import.meta.resolve('catalyst-license-lab'));
  const passed = PASSED_ON.flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]]],
  );
  const child = spawn(process.execPath, [...process.execArgv, program, ...args], {
    cwd,
    env: { ...(Object.fromEntries(passed) as Record<string, string>), NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const done = endOf(child);
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  const signal = (name: NodeJS.Signals): void => void (isRunning() && child.kill(name));
  return {
    done,
    isRunning,
    interrupt: () => signal('SIGINT'),
    kill: () => signal('SIGKILL'),
    async end() {
      signal('SIGKILL');
      await done.catch(() => undefined);
    },
  };
}

function endOf(child: ChildProcess): Promise<VerbEnd> {
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ exitCode: code, stdout: stdout(), stderr: stderr() }));
  });
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream?.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= OUTPUT_BYTES_MAX) chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString('utf8');
}
