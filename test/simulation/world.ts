/** A lab without bytes: device model, CSSM, engine and memory store on one virtual clock, stepped without promises. */
import { createCssmClient, createCssmPort } from '../../agent/cssm/index.ts';
import { createRollouts } from '../../agent/rollouts/rollouts.ts';
import { type Engine, startEngine } from '../../agent/runtime/engine.ts';
import { sha256 } from '../../agent/runtime/ports/digest.ts';
import { Secret } from '../../agent/secrets/secret.ts';
import { MACHINE_KINDS } from '../../agent/open/kinds.ts';
import { createMemoryStore } from '../../agent/store/index.ts';
import { emptyState } from '../../agent/store/memory/state.ts';
import { LEVEL_CHANGE, type ChangeState } from '../../core/machines/level-change/index.ts';
import { initialRollout, ROLLOUT, type RolloutState } from '../../core/machines/rollout/index.ts';
import type { Plan, PlanOptions } from '../../core/model/plan.ts';
import type { CssmPort } from '../../core/ports/cssm.ts';
import type { DevicePort } from '../../core/ports/device.ts';
import type { MachineRow, Store, StoredEvent } from '../../core/ports/store.ts';
import { createRandom } from '../../core/random.ts';
import { createCssm, createMemoryHttp } from '../../simulator/cssm/index.ts';
import { createDeviceDriver } from '../../agent/drivers/device/driver.ts';
import { chassisOf, createDevice } from '../../simulator/device/device.ts';
import { createModelDevicePort } from '../../simulator/device-port/port.ts';
import { createFaults } from '../../simulator/faults/faults.ts';
import { createAddressBook } from '../../simulator/net/addresses.ts';
import { followConnections } from '../../simulator/net/connections.ts';
import { memoryHostKey } from '../../simulator/net/fingerprint.ts';
import { createMemoryNetwork } from '../../simulator/net/memory-network.ts';
import { createGroundJournal } from '../../simulator/journal/journal.ts';
import { createVirtualClock } from '../../simulator/time/virtual-clock.ts';
import { ADVANTAGE, OPTIONS } from '../core/machines/samples.ts';
import { ACCOUNT, endpointOf, planDeviceOf, specsOf, withMembers } from './fleet.ts';

/** A commit as it was made. */
export interface Commit {
  readonly row: MachineRow;
  readonly boundaries: readonly string[];
}

export interface WorldOptions {
  readonly seed: number;
  readonly devices: number;
  readonly waves?: readonly number[];
  readonly exposure?: number;
  readonly failureBudget?: number;
  /** Failure domain of each switch by its place in the plan; absent: none has one. */
  readonly domainOf?: (index: number) => string | null;
  readonly maxUnavailable?: number;
  readonly verdicts?: Plan['verdicts'];
  readonly options?: Partial<PlanOptions>;
  /** Release of all; absent: a mixture. */
  readonly release?: string;
  /** Models of each switch's members, where they are not the usual ones. */
  readonly members?: readonly (readonly string[] | undefined)[];
  /** True: NETCONF and CLI bytes over the memory network; absent: straight on the device model. */
  readonly bytes?: boolean;
}

/** Builds the world and its plan; nothing runs yet. */
export function createWorld(asked: WorldOptions) {
  const { seed, devices: count } = asked;
  const clock = createVirtualClock({ seed });
  const random = createRandom(seed);
  const journal = createGroundJournal(clock);
  const faults = createFaults(random.split('faults'));
  const specs = specsOf(count, asked.release).map((spec, index) => withMembers(spec, asked.members?.[index]));
  const virtualAccounts = [{ name: 'Default', pools: [] }];
  const cssm = createCssm({
    accounts: [{ name: 'Acme', domain: ACCOUNT, virtualAccounts }],
    clock,
    random,
    faults,
    journal,
  });
  const defects: unknown[] = [];
  const world = { clock, random, faults, journal, cssm: cssm.link };
  const built = specs.map((spec) =>
    createDevice(
      spec,
      { ...world, random: random.split(spec.id) },
      { defect: (defect) => defects.push(defect) },
    ),
  );
  const byId = new Map(built.map((one) => [one.spec.id, one]));
  const chassis = new Map(built.map((device) => [device.spec.id, chassisOf(device)]));
  const log = { write: () => {} };
  const devicePort = asked.bytes === true ? bytesPort() : createModelDevicePort((id) => byId.get(id) ?? null);
  function bytesPort(): DevicePort {
    const book = createAddressBook(specs.map((_spec, index) => endpointOf(index)));
    const connections = followConnections(journal, clock);
    const lab = { username: 'admin', password: 'x' };
    const device = (index: number) => built[index] as (typeof built)[number];
    const network = createMemoryNetwork({
      clock,
      random: random.split('network'),
      faults,
      journal,
      book,
      connections,
      device,
      credentials: () => lab,
      hostKey: (id, key) => memoryHostKey(id, key),
    });
    const credentials = { username: 'admin', password: new Secret('x'), enable: new Secret('x') };
    return createDeviceDriver({
      network,
      clock,
      random,
      log,
      credentials: (_name, done) => done(credentials),
    });
  }
  const http = createMemoryHttp(cssm.handle, clock);
  const urls = {
    baseUrl: 'https://127.0.0.1/services/api/smart-accounts-and-licensing',
    tokenUrl: 'https://127.0.0.1/oauth2/default/v1/token',
  };
  const client = createCssmClient({
    http,
    clock,
    random,
    log,
    ...urls,
    clientId: 'lab',
    clientSecret: new Secret('lab-only-secret'),
    allowPrivate: true,
  });
  const cssmPort = createCssmPort(client, clock, random);
  const kinds = MACHINE_KINDS;
  const state = emptyState();
  let wallShiftMs = 0;
  const storeClock = { ...clock, wallMs: () => clock.wallMs() + wallShiftMs };
  const memory = createMemoryStore({ kinds, digest: sha256, clock: storeClock }, state);
  const observers = new Set<(commit: Commit) => void>();
  const boundariesSince = (machine: string, seq: number): string[] =>
    (state.events.get(machine) ?? [])
      .slice(seq)
      .flatMap((event) => (JSON.parse(event.body) as { boundaries: string[] }).boundaries);
  // Commits are seen in the order in which they are made: answers of one instant may come in another.
  const store: Store = {
    ...memory,
    append(append, done) {
      const seqBefore = state.heads.get(append.machine)?.seq ?? 0;
      memory.append(append, done);
      const row = state.heads.get(append.machine);
      if (row === undefined || row.seq === seqBefore) return;
      const boundaries = boundariesSince(append.machine, seqBefore);
      for (const observer of observers) observer({ row, boundaries });
    },
  };
  let workers = 0;
  const plan: Plan = {
    schema: 'liclab.plan/1',
    target: ADVANTAGE,
    select: ['all'],
    options: { ...OPTIONS, ...asked.options },
    waves: asked.waves ?? [1, Math.min(5, count - 1), Math.max(0, count - 6)].filter((wave) => wave > 0),
    exposure: asked.exposure ?? count,
    failureBudget: asked.failureBudget ?? count + 1,
    ...(asked.maxUnavailable === undefined ? {} : { maxUnavailable: asked.maxUnavailable }),
    ...(asked.verdicts === undefined ? {} : { verdicts: asked.verdicts }),
    devices: specs.map((spec, index) =>
      planDeviceOf(spec, index, ADVANTAGE, asked.domainOf?.(index) ?? null),
    ),
    balance: [],
    messages: [],
    madeAt: '2026-01-05T08:00:00Z',
    hash: `plan-${seed}`,
  };

  const engine = (
    device: DevicePort = devicePort,
    onStore: Store = store,
    { cssm: onCssm = cssmPort }: { readonly cssm?: CssmPort } = {},
  ): Engine =>
    startEngine({
      store: onStore,
      device,
      cssm: onCssm,
      clock,
      leaseClock: clock,
      log,
      newWorkerId: () => `w${(workers += 1)}`,
      process: { host: 'here', pid: 1 },
      isProcessAlive: () => true,
      sweepMs: 20_000,
    });

  /** Steps the clock until `until` holds; fails after `limitMs` of virtual time. */
  const run = (until: () => boolean, limitMs = 6 * 3_600_000): void => {
    const endMs = clock.monotonicMs() + limitMs;
    while (!until()) {
      if (!clock.stepOnce()) throw new Error('nothing is left that could happen');
      if (clock.monotonicMs() > endMs) throw new Error(`not reached within ${limitMs} ms: ${describe()}`);
    }
  };
  /** Gives the answer of one call of the store. */
  const read = <Value>(
    call: (done: (answer: { ok: true; value: Value } | { ok: false; error: Error }) => void) => void,
  ): Value => {
    let answer: { ok: true; value: Value } | { ok: false; error: Error } | null = null;
    call((given) => {
      answer = given;
    });
    run(() => answer !== null, 1_000);
    const settled = answer as unknown as { ok: true; value: Value } | { ok: false; error: Error };
    if (!settled.ok) throw settled.error;
    return settled.value;
  };
  const rows = (kind: string): readonly MachineRow[] => read((done) => store.machines({ kind }, done));
  const memoryRows = () =>
    rows(ROLLOUT.kind).map((r) => [
      r.owner,
      r.fence,
      r.seq,
      r.ended,
      { ...(r.state as RolloutState), options: 0 },
    ]);
  const changes = (): ChangeState[] => rows(LEVEL_CHANGE.kind).map((row) => row.state as ChangeState);
  const describe = (): string =>
    JSON.stringify(memoryRows()) +
    changes()
      .map((change) => `${change.device.address.deviceId} ${change.at}`)
      .join(', ');

  return {
    device: (id: string) => byId.get(id) as (typeof built)[number],
    clock,
    random,
    journal,
    faults,
    specs,
    chassis,
    devicePort,
    cssmPort,
    store,
    plan,
    cssm,
    defects,
    kinds,
    engine,
    /** Lets everything happen that falls on this instant: answers of the store among them. */
    settleInstant: (): void => {
      const nowMs = clock.monotonicMs();
      run(() => clock.monotonicMs() > nowMs);
    },
    /** Somebody sets the wall clock of the agent's machine. */
    shiftWall: (byMs: number): void => {
      wallShiftMs += byMs;
    },
    observe: (observer: (commit: Commit) => void): void => void observers.add(observer),
    run,
    read,
    changes,
    rollouts: createRollouts(store, () => 'R1'),
    begin: (): string =>
      read<{ id: string; resumed: boolean }>((done) =>
        store.begin(
          {
            id: 'R1',
            planHash: plan.hash,
            plan: {},
            rows: plan.devices.map((body, index) => ({ index, body })),
            state: initialRollout('R1', plan),
            kind: ROLLOUT.kind,
            version: ROLLOUT.version,
            actor: 'test',
          },
          done,
        ),
      ).id,
    rollout: (): RolloutState => rows(ROLLOUT.kind)[0]?.state as RolloutState,
    isOver: (): boolean => rows(ROLLOUT.kind)[0]?.ended === true,
    events: (): readonly StoredEvent[] => read((done) => store.events(null, done)),
  };
}

export type World = ReturnType<typeof createWorld>;
