/** The Nth call of a port fails in one way: SQLite's method, over one full change on the device model. */
import { LicenseLabError } from '../../core/errors.ts';
import type { CssmPort } from '../../core/ports/cssm.ts';
import type { DevicePort } from '../../core/ports/device.ts';
import type { RolloutState } from '../../core/machines/rollout/index.ts';
import type { Outcome } from '../../core/machine.ts';
import type { Store } from '../../core/ports/store.ts';
import { createJudge } from './invariants.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

export const PORTS = ['store', 'device', 'cssm'] as const;
export type PortName = (typeof PORTS)[number];

/**
 * What the call does instead. *hang*: its answer never comes, until somebody kills the agent. *lost answer*: it is done, and the
 * caller is told that it failed; of the store that is a commit whose acknowledgement was lost.
 */
export const TROUBLES = [
  'fails once',
  'fails for ever',
  'crash before',
  'crash after',
  'hangs',
  'is slow',
  'answer lost',
] as const;
export type CallTrouble = (typeof TROUBLES)[number];

/** One row of the loop: the `call`th call of a port, 1 and up. */
export interface CallAt {
  readonly port: PortName;
  readonly call: number;
  readonly trouble: CallTrouble;
}

export interface CallResult {
  readonly violations: readonly string[];
  /** Where each change ended; null while the rollout has not: only where the store fails for ever. */
  readonly ends: readonly string[] | null;
  /** Most reloads that one switch was asked for. */
  readonly reloads: number;
  /** Calls of each port in the whole run. */
  readonly calls: Readonly<Record<PortName, number>>;
  /** How often a person had to start the agent again. */
  readonly restarts: number;
  /** Mutations that a switch saw after the store stopped working. */
  readonly actsAfterStore: number;
}

/** Longer than every lease and every deadline of a single effect. */
const SLOW_MS = 45_000;

/** Longest life of a command (safety contract 3.1). */
const COMMAND_MS = 60_000;

/** A person restarts a hung agent after this long: longer than the deadlines of a whole change. */
const PATIENCE_MS = 2 * 3_600_000;

/** A person looks at what paused the rollout, and lets it go on. */
const RESUME_MS = 600_000;

const storeError = (): LicenseLabError =>
  new LicenseLabError('STORE_FULL', 'the disk is full', { definite: true });

/** What is changed while a call fails. */
export type Fleet = WorldOptions;

/** One switch alone: every call belongs to its change or to the rollout. */
const ONE_SWITCH: Fleet = { seed: 11, devices: 1, waves: [1], release: '17.9.4' };

/** Runs one change with one call in trouble; a person restarts what died or hung. */
export function runCall(at: CallAt | null, fleet: Fleet = ONE_SWITCH): CallResult {
  const world = createWorld(fleet);
  const judge = createJudge(world);
  const calls = { store: 0, device: 0, cssm: 0 };
  let isDown = false;
  let storeDiedMs: number | null = null;
  let isOver = false;
  let acts = 0;
  let restarts = 0;
  world.observe((committed) => {
    judge.onCommit(committed);
    if (committed.row.kind !== 'rollout') return;
    isOver = committed.row.ended;
    if ((committed.row.state as RolloutState).at !== 'paused') return;
    world.clock.setTimer('a person resumes', RESUME_MS, () =>
      world.store.setGate('R1', 'open', 'operator', () => undefined),
    );
  });
  world.journal.listen(({ op, session }) => {
    // What was committed before it died may still be on its way.
    const isLate = storeDiedMs !== null && world.clock.monotonicMs() > storeDiedMs + COMMAND_MS;
    if (isLate && session !== null && MUTATIONS.has(op)) acts += 1;
  });
  const crash = (): void => {
    isDown = true;
  };
  /** Counts a call and gives its trouble, if this is the one. */
  const troubleOf = (port: PortName): CallTrouble | null => {
    calls[port] += 1;
    if (at?.port !== port) return null;
    const isHit = at.trouble === 'fails for ever' ? calls[port] >= at.call : calls[port] === at.call;
    return isHit ? at.trouble : null;
  };
  const hands: Hands = {
    world,
    troubleOf,
    crash,
    storeDied: () => (storeDiedMs ??= world.clock.monotonicMs()),
  };
  const start = () =>
    world.engine(judge.watch(troubledDevice(world.devicePort, hands)), troubledStore(world.store, hands), {
      cssm: troubledCssm(world.cssmPort, hands),
    });
  world.begin();
  let engine = start();
  const isStoreGone = at?.port === 'store' && at.trouble === 'fails for ever';
  const endMs = world.clock.monotonicMs() + (isStoreGone ? PATIENCE_MS / 4 : 6 * PATIENCE_MS);
  const isStuck = (): boolean => world.clock.monotonicMs() > endMs;
  let restartAtMs = world.clock.monotonicMs() + PATIENCE_MS;
  while (!isOver && !isStuck()) {
    world.run(
      () => isOver || isDown || isStuck() || world.clock.monotonicMs() > restartAtMs,
      24 * PATIENCE_MS,
    );
    if (isOver || isStuck()) break;
    engine.stop();
    restarts += 1;
    isDown = false;
    restartAtMs = world.clock.monotonicMs() + PATIENCE_MS;
    engine = start();
  }
  world.settleInstant();
  engine.stop();
  const ends = isOver ? world.changes().map(({ at: end }) => end) : null;
  const received = world.journal.from(0).filter(({ op }) => op === 'reload-received');
  const reloads = Math.max(
    0,
    ...world.specs.map(({ id }) => received.filter((one) => one.device === id).length),
  );
  const violations = isOver ? judge.finish() : judge.violations;
  return { violations, ends, reloads, calls, restarts, actsAfterStore: acts };
}

/** After these nobody is left who could go on by itself, or the port broke its contract. */
const NEEDS_RESTART: ReadonlySet<CallTrouble> = new Set([
  'crash before',
  'crash after',
  'hangs',
  'fails for ever',
]);

const MUTATIONS: ReadonlySet<string> = new Set(['edit', 'save', 'reload-received']);

interface Hands {
  readonly world: World;
  readonly troubleOf: (port: PortName) => CallTrouble | null;
  readonly crash: () => void;
  readonly storeDied: () => void;
}

/** Appends are the calls that count: everything durable goes through them. */
function troubledStore(store: Store, { world, troubleOf, crash, storeDied }: Hands): Store {
  const later = (act: () => void, delayMs = 0): void => void world.clock.setTimer('trouble', delayMs, act);
  return {
    ...store,
    append(append, done) {
      const failed = (): void => later(() => done({ result: 'failed', error: storeError() }));
      switch (troubleOf('store')) {
        case null:
          return store.append(append, done);
        case 'fails once':
          return failed();
        case 'fails for ever':
          storeDied();
          return failed();
        case 'crash before':
          return crash();
        case 'crash after':
          return store.append(append, crash);
        case 'hangs':
          return;
        case 'is slow':
          return later(() => store.append(append, done), SLOW_MS);
        case 'answer lost':
          return store.append(append, failed);
      }
    },
  };
}

/** Wraps the callback of an effect that is data with an outcome. */
function troubledPerform<Asked>(
  port: PortName,
  { world, troubleOf, crash }: Hands,
  perform: (asked: Asked, done: (outcome: Outcome) => void) => void,
): (asked: Asked, done: (outcome: Outcome) => void) => void {
  const failure = { code: 'INJECTED', message: 'this call was made to fail', hint: null, context: {} };
  const later = (act: () => void, delayMs = 0): void => void world.clock.setTimer('trouble', delayMs, act);
  return (asked, done) => {
    switch (troubleOf(port)) {
      case null:
        return perform(asked, done);
      case 'fails once':
      case 'fails for ever':
        return later(() => done({ result: 'not-sent', failure }));
      case 'crash before':
        return crash();
      case 'crash after':
        return perform(asked, crash);
      case 'hangs':
        return;
      case 'is slow':
        return later(() => perform(asked, done), SLOW_MS);
      case 'answer lost':
        return perform(asked, () => done({ result: 'unknown', failure }));
    }
  };
}

function troubledDevice(port: DevicePort, hands: Hands): DevicePort {
  return { ...port, perform: troubledPerform('device', hands, (call, done) => port.perform(call, done)) };
}

function troubledCssm(port: CssmPort, hands: Hands): CssmPort {
  return { perform: troubledPerform('cssm', hands, (effect, done) => port.perform(effect, done)) };
}

/** Every row of the loop, from a run in which nothing fails. */
export function everyCall(fleet: Fleet = ONE_SWITCH): readonly CallAt[] {
  const { calls } = runCall(null, fleet);
  return PORTS.flatMap((port) =>
    Array.from({ length: calls[port] }, (_, index) => index + 1).flatMap((call) =>
      TROUBLES.map((trouble) => ({ port, call, trouble })),
    ),
  );
}

/** What is wrong with a run, in words; empty when nothing is. */
export function wrongWith({ port, call, trouble }: CallAt, result: CallResult): readonly string[] {
  const name = `call ${call} of the ${port} ${trouble}`;
  const isStoreGone = port === 'store' && trouble === 'fails for ever';
  return [
    ...result.violations,
    ...(result.reloads > 1 ? [`${result.reloads} reloads`] : []),
    ...(result.ends === null && !isStoreGone ? ['the change never ended'] : []),
    ...(result.restarts > 0 && !NEEDS_RESTART.has(trouble) ? ['it stood still until a person came'] : []),
    ...(isStoreGone && result.ends !== null ? ['it ended without a store'] : []),
    ...(result.actsAfterStore > 0 ? [`${result.actsAfterStore} mutations without a store (I10)`] : []),
  ].map((wrong) => `${name}: ${wrong}`);
}
