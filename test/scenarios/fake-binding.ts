/** A binding without simulator and agent: a virtual clock, switches as plain objects, verbs as functions. */
import type { Binding, BoundLab, VerbEnd } from '../../scenarios/harness/bindings/contract.ts';
import type { FaultSpec } from '../../scenarios/harness/lab/lab.ts';
import { switchesOf } from '../../scenarios/harness/lab/spec.ts';
import type { DeviceTruth, GroundEntry, GroundOp } from '../../scenarios/harness/lab/truth.ts';
import { ScenarioTimeout } from '../../scenarios/harness/runner/errors.ts';
import { isLicenseLabError } from '../../core/errors.ts';
import { createVirtualClock } from '../../simulator/time/virtual-clock.ts';

/** What a verb of the fake agent may do. */
export interface FakeWorld {
  readonly args: readonly string[];
  readonly faults: readonly FaultSpec[];
  readonly devices: { -readonly [Key in keyof DeviceTruth]: DeviceTruth[Key] }[];
  readonly wait: (ms: number) => Promise<void>;
  readonly note: (device: string, op: GroundOp, detail?: GroundEntry['detail']) => void;
}

export type FakeVerb = (world: FakeWorld) => Promise<Partial<VerbEnd>> | Partial<VerbEnd>;

export interface FakeOptions {
  /** Verbs by their first word; others print `{}` and end with 0. */
  readonly verbs?: Readonly<Record<string, FakeVerb>>;
  readonly cannot?: Binding['cannot'];
  readonly waitMsMax?: number;
  readonly missingVerbs?: readonly string[];
  readonly leaks?: readonly string[];
  readonly hidden?: ReadonlyMap<string, string>;
  readonly startError?: Error;
  readonly isDeterministic?: boolean;
}

/** Makes the binding. `labs` counts those running now and those ever started. */
export function fakeBinding(
  options: FakeOptions = {},
): Binding & { readonly labs: { running: number; most: number; started: number } } {
  const labs = { running: 0, most: 0, started: 0 };
  return {
    name: 'memory',
    about: 'a fake',
    isDeterministic: options.isDeterministic ?? true,
    jobs: 2,
    waitMsMax: options.waitMsMax ?? null,
    cannot: options.cannot ?? (() => null),
    labs,
    start({ lab, seed }) {
      if (options.startError !== undefined) return Promise.reject(options.startError);
      labs.running += 1;
      labs.started += 1;
      labs.most = Math.max(labs.most, labs.running);
      return Promise.resolve(fakeLab(switchesOf(lab), seed, options, () => (labs.running -= 1)));
    },
  };
}

function fakeLab(count: number, seed: number, options: FakeOptions, stopped: () => void): BoundLab {
  const clock = createVirtualClock({ seed });
  const ids = Array.from({ length: count }, (_, index) => `sw-${String(index + 1).padStart(4, '0')}`);
  const devices = ids.map(deviceOf);
  const journal: GroundEntry[] = [];
  const faults: FaultSpec[] = [];
  let inventory = 'devices: [{ id: sw-0001 }]\n';
  const wait = (ms: number): Promise<void> =>
    new Promise((resolve) => void clock.setTimer('wait', ms, resolve));
  const note = (device: string, op: GroundOp, detail: GroundEntry['detail'] = {}): void => {
    journal.push({
      seq: journal.length + 1,
      at: clock.monotonicMs(),
      device,
      op,
      session: null,
      user: null,
      detail,
    });
  };
  return {
    ids,
    hidden: options.hidden ?? new Map(),
    nowMs: () => clock.monotonicMs(),
    async drive(work, limitMs) {
      try {
        return await clock.settle(work, { limitMs });
      } catch (error) {
        const isLimit =
          isLicenseLabError(error) && (error.code === 'VIRTUAL_LIMIT' || error.code === 'VIRTUAL_STUCK');
        throw isLimit ? new ScenarioTimeout(`timed out: ${error.message}`) : error;
      }
    },
    advance: wait,
    devices: () => Promise.resolve(devices.map((device) => ({ ...device }))),
    device: (id) => Promise.resolve({ ...devices[ids.indexOf(id)]! }),
    journal: () => Promise.resolve([...journal]),
    fault: (spec) => Promise.resolve(void faults.push(spec)),
    configure: () => Promise.resolve(),
    power: () => Promise.resolve(),
    accounts: () => Promise.resolve([]),
    deleteAccount: () => Promise.resolve(),
    instances: () => Promise.resolve([]),
    actAtCssm: () => Promise.reject(new Error('no CSSM')),
    write: () => Promise.resolve(),
    readInventory: () => Promise.resolve(inventory),
    writeInventory: async (text) => void (inventory = text),
    onProgress: () => undefined,
    hasVerb: (name) => !(options.missingVerbs ?? []).includes(name),
    verb(args) {
      const killed = Promise.withResolvers<VerbEnd>();
      const interrupted = Promise.withResolvers<VerbEnd>();
      const act = options.verbs?.[args[0] ?? ''];
      const ended = Promise.resolve(act?.({ args, faults, devices, wait, note })).then((end) => ({
        exitCode: 0,
        stdout: '{}\n',
        stderr: '',
        ...end,
      }));
      return {
        done: Promise.race([ended, killed.promise, interrupted.promise]),
        kill: () => killed.resolve({ exitCode: null, stdout: '', stderr: '' }),
        interrupt: () => interrupted.resolve({ exitCode: 5, stdout: '{}\n', stderr: 'interrupted\n' }),
      };
    },
    stop() {
      stopped();
      return Promise.resolve(options.leaks ?? []);
    },
  };
}

function deviceOf(id: string): FakeWorld['devices'][number] {
  const config = 'license boot level network-essentials';
  return {
    id,
    site: 'lab',
    serials: [`FOC${id.slice(-4)}AAAA`],
    running: config,
    startup: config,
    bootLevel: 'network-essentials',
    runningLevel: 'network-essentials',
    bootCount: 1,
    bootTime: '2026-01-05T08:00:00Z',
    members: [],
    trust: { installed: true, account: 'example.com', virtualAccount: 'Campus' },
    power: 'on',
  };
}
