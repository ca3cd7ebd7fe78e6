import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LabInput } from 'catalyst-license-lab/simulator';

/** CPU time and memory of a process. */
export interface Spent {
  readonly cpuMs: number;
  readonly rssBytes: number;
}

/** A simulator in its own process. */
export class BenchLab implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly folder: string;
  inventory = '';
  startMs = 0;

  private constructor(child: ChildProcess, folder: string) {
    this.#child = child;
    this.folder = folder;
  }

  static async start(lab: LabInput, time: string): Promise<BenchLab> {
    const folder = mkdtempSync(join(tmpdir(), 'liclab-bench-'));
    const child = fork(fileURLToPath(new URL('lab-process.ts', import.meta.url)), {
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    const bench = new BenchLab(child, folder);
    const started = (await bench.#ask({ ask: 'start', lab, dataDir: folder, time })) as {
      inventory: string;
      startMs: number;
    };
    bench.inventory = started.inventory;
    bench.startMs = started.startMs;
    return bench;
  }

  spent(): Promise<Spent> {
    return this.#ask({ ask: 'cpu' }) as Promise<Spent>;
  }

  #ask(request: object): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#child.once('message', resolve);
      this.#child.once('exit', (code) => reject(new Error(`the simulator ended with ${code}`)));
      this.#child.send(request);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.send({ ask: 'stop' });
    await gone;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A lab of one group of standalone switches with licenses enough. */
export function plainLab(count: number): LabInput {
  const pools = [{ license: 'C9300 Network Advantage', quantity: count }];
  return {
    seed: 1,
    accounts: [
      {
        name: 'Bench',
        domain: 'bench.example',
        default: true,
        virtualAccounts: [{ name: 'DEFAULT', pools }],
      },
    ],
    groups: [{ count, platform: 'C9300-24T', release: '17.9.4', level: 'network-essentials', site: 'bench' }],
  };
}

/** CPU time of this process since a mark. */
export function ownCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
