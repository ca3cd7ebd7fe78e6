/** The binding `memory`: simulator and agent in this process, no socket, virtual time. Same seed, same bytes. */
import { accessSync, constants, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createMemoryStore, MACHINE_KINDS, sha256 } from 'catalyst-license-lab/agent';
import { isLicenseLabError } from 'catalyst-license-lab/core';
import { createRandom, isVirtual, startLab } from 'catalyst-license-lab/simulator';
import { formatDuration } from '../../duration.ts';
import { ScenarioTimeout } from '../../runner/errors.ts';
import { agentVerbs } from '../agent-verbs.ts';
import type { AgentProgress, Binding, BoundLab, LabRequest } from '../contract.ts';
import { createRolloutNames } from '../rollout-names.ts';
import { labFileOf, simulatedWorld } from '../simulated-world.ts';
import { memoryInventory } from './inventory.ts';
import { type Process, startProcess } from './process.ts';

/** CSSM's client of a lab; public, as `interface.md` says. */
const CLIENT = { id: 'lab', secret: 'lab-only-secret' };

/** Makes the binding. */
export function memoryBinding(): Binding {
  const verbs = agentVerbs();
  return {
    name: 'memory',
    about: 'everything in this process, on virtual time',
    isDeterministic: true,
    jobs: 1,
    waitMsMax: null,
    cannot: () => null,
    start: (request) => startMemoryLab(request, verbs),
  };
}

async function startMemoryLab(
  { lab: spec, seed, id }: LabRequest,
  verbs: ReadonlySet<string>,
): Promise<BoundLab> {
  const defects: string[] = [];
  const lab = await startLab({
    lab: labFileOf(spec, seed, 'virtual'),
    env: {},
    cssm: { clients: [CLIENT] },
    onDefect: (error) =>
      void defects.push(`defect of the simulator: ${error instanceof Error ? error.message : String(error)}`),
  });
  const { clock } = lab;
  if (!isVirtual(clock)) throw new TypeError('A lab in memory runs on virtual time.');
  const folder = mkdtempSync(path.join(memoryFolder(), `liclab-${id}-`));
  mkdirSync(path.join(folder, 'data'), { mode: 0o700 });
  const { inventory, env } = memoryInventory(lab, CLIENT);
  const inventoryFile = path.join(folder, 'inventory.yaml');
  writeFileSync(inventoryFile, inventory, { mode: 0o600 });

  const world = simulatedWorld(lab);
  const store = createMemoryStore({ kinds: MACHINE_KINDS, digest: sha256, clock });
  const hidden = new Map([[folder, 'LAB'], ...secretsOf(env).map((secret) => [secret, '[secret]'] as const)]);
  const names = createRolloutNames(hidden);
  const random = names.steady(createRandom(seed).split('agent'));
  const processes: Process[] = [];
  let listener: (progress: AgentProgress) => void = () => undefined;

  return {
    ...world,
    hidden,
    hasVerb: (name) => verbs.has(name),
    write: async (name, text) => writeFileSync(path.join(folder, name), text),
    readInventory: async () => readFileSync(inventoryFile, 'utf8'),
    writeInventory: async (text) => writeFileSync(inventoryFile, text),
    onProgress(listen) {
      listener = listen;
    },
    async drive(work, limitMs) {
      try {
        return await clock.settle(work, { limitMs });
      } catch (error) {
        throw isTimeout(error)
          ? new ScenarioTimeout(
              `not over after ${formatDuration(limitMs)} of scenario time: ${error.message}`,
            )
          : error;
      }
    },
    verb(args) {
      const process = startProcess(
        {
          clock,
          random: random.split(`verb ${processes.length + 1}`),
          network: lab.network,
          http: lab.http,
          store,
          env,
          folder,
          progress: (progress) => listener(progress),
        },
        [
          ...args,
          '--inventory',
          'inventory.yaml',
          '--data',
          path.join(folder, 'data'),
          '--seed',
          String(seed),
          '--json',
          '--no-color',
        ],
      );
      processes.push(process);
      const done = process.done.then((end) => {
        names.notice(`${end.stdout}\n${end.stderr}`);
        return end;
      });
      return { ...process, done };
    },
    async stop() {
      // What verbs closed may still be on its way; a moment of virtual time lets it arrive.
      await clock.advance(60_000);
      const left = processes.flatMap((process) => process.leftovers());
      for (const process of processes) process.kill();
      await lab.stop();
      rmSync(folder, { recursive: true, force: true });
      return [...new Set(left), ...defects];
    },
  };
}

/** Where the few files of a lab go: into memory where the system offers that, because the agent replaces one each second. */
function memoryFolder(): string {
  const shared = '/dev/shm';
  try {
    accessSync(shared, constants.W_OK);
    return shared;
  } catch {
    return os.tmpdir();
  }
}

function secretsOf({ NO_COLOR: _flag, ...secrets }: Readonly<Record<string, string>>): readonly string[] {
  return [...new Set(Object.values(secrets))];
}

/** The clock's own limits: the time allowed is over, or nothing is left that could happen. */
function isTimeout(error: unknown): error is Error {
  return isLicenseLabError(error) && (error.code === 'VIRTUAL_LIMIT' || error.code === 'VIRTUAL_STUCK');
}
