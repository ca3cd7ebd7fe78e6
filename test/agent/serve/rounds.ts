/** The rounds of `serve` over a CSSM that answers from memory: no lab, so that a month costs seconds. */
import { SILENT_LOG } from '../../../agent/runtime/ports/log.ts';
import { CssmError } from '../../../core/errors.ts';
import { failureOf } from '../../../core/machine.ts';
import type { Log } from '../../../core/ports/log.ts';
import { createRandom } from '../../../core/random.ts';
import { parseYaml } from '../../../agent/config/index.ts';
import { readInventory } from '../../../agent/inventory/index.ts';
import { startServe } from '../../../agent/serve/index.ts';
import type { AgentRuntime, Session } from '../../../agent/cli/index.ts';
import { createVirtualClock } from '../../../simulator/time/virtual-clock.ts';
import { memoryDocuments } from '../accounts/documents.ts';
import { createScriptedEngine } from '../cli/support.ts';
import { digest } from '../planning/support.ts';

/** A quarter of an hour in a thousand hours CSSM is away: this many of its calls fail in a row, every hundred. */
const CALLS_PER_CYCLE = 100;
const CALLS_FAILED = 20;

export async function createSilentRounds() {
  const clock = createVirtualClock({ seed: 3 });
  // Signs of life are on a clock of their own, which stands still here.
  const storeClock = { ...createVirtualClock(), setTimer: settingOnce() };
  const documents = memoryDocuments();
  const counts = new Map<string, number>();
  const log: Log = {
    ...SILENT_LOG,
    write: (_level, event) => void counts.set(event, (counts.get(event) ?? 0) + 1),
  };
  let calls = 0;
  /** Retrievals of a CSSM that is away now and then. */
  const machines = {
    resume: async () => [],
    sync: () =>
      new Promise((resolve) => {
        const isAway = ++calls % CALLS_PER_CYCLE < CALLS_FAILED;
        const failure = isAway
          ? failureOf(new CssmError('CSSM_UNAVAILABLE', 'away', { definite: true }))
          : null;
        clock.setTimer('cssm', 100, () => resolve({ state: { failure, pulled: null }, isResumed: false }));
      }),
  };
  const engine = createScriptedEngine();
  const rollouts = { ...engine.rollouts, list: async () => [] };
  const runtime = {
    openLicensing: async () => ({
      documents,
      storeClock,
      cssm: async () => ({}),
      machines: async () => machines,
      endCssm: async () => undefined,
      endDevices: () => undefined,
      close: async () => undefined,
    }),
    openEngine: async () => ({ ...engine, rollouts }),
  } as unknown as AgentRuntime;
  const inventory = readInventory(
    parseYaml(
      'devices: []\ncssm: {url: "https://c.example", tokenUrl: "https://c.example", clientId: a, clientSecret: "env:S", accounts: [{name: a.example}]}\n',
      'i.yaml',
    ),
  );
  const serve = await startServe(
    {
      session: { clock, inventory } as unknown as Session,
      runtime,
      settings: { everyMs: 900_000, register: null },
      log,
      random: createRandom(1),
      digest,
      actor: 'tester@here',
      alarms: async () => undefined,
      desired: () => null,
    },
    { id: 'S1', host: 'here', pid: 1, isAlive: () => true },
  );
  return {
    clock,
    said: (event: string): number => counts.get(event) ?? 0,
    async end() {
      serve.stop();
      return clock.settle(serve.ended);
    },
  };
}

/** Fires what is asked first, the moment in which two starts are told apart, and nothing later. */
function settingOnce() {
  let isFirst = true;
  return (_name: string, _delayMs: number, fire: () => void) => {
    if (isFirst) queueMicrotask(fire);
    isFirst = false;
    return { cancel: () => undefined };
  };
}
