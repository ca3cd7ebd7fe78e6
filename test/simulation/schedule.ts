/** One fault schedule: everything random about it comes from its seed, tied to protocol points or journal positions. */
import { createRandom } from '../../core/random.ts';
import type { Random } from '../../core/ports/random.ts';
import type { ChangeState } from '../../core/machines/level-change/index.ts';
import { createJudge, type Violation } from './invariants.ts';
import { dealStories } from './stories.ts';
import { type Commit, createWorld, type World } from './world.ts';

interface FaultChoice {
  readonly fault: string;
  readonly after?: { readonly rpc: string };
  readonly params?: (random: Random) => Record<string, unknown>;
}

const RPCS = ['get', 'lock', 'edit-config', 'get-config', 'save-config', 'reload'];
const pick = <T>(random: Random, list: readonly T[]): T => list[random.below(list.length)] as T;

/** Faults a device may get, with what makes them bite at a protocol point. */
const CHOICES: readonly FaultChoice[] = [
  { fault: 'netconf.lying-ok' },
  { fault: 'netconf.edit-refused' },
  { fault: 'netconf.edit-applied-but-error' },
  {
    fault: 'netconf.lock-held',
    params: (random) => ({
      durationMs: random.below(200_000),
      holder: pick(random, ['yang_mgmt_infra', 'operator']),
    }),
  },
  ...RPCS.flatMap((rpc) =>
    [true, false].map((executed) => ({
      fault: 'netconf.drop-after',
      after: { rpc },
      params: () => ({ executed }),
    })),
  ),
  { fault: 'netconf.not-ready', params: (random) => ({ delayMs: random.below(900_000) }) },
  { fault: 'device.save-fails' },
  { fault: 'device.never-returns' },
  { fault: 'device.old-level' },
  { fault: 'device.other-serial' },
  { fault: 'device.other-host-key', after: { rpc: 'reload' } },
  { fault: 'device.unreachable' },
  { fault: 'device.auth-refused' },
  { fault: 'device.reload-ignored' },
  { fault: 'device.reload-refused' },
  {
    fault: 'device.crash-loop',
    params: (random) => ({ boots: 1 + random.below(2), uptimeMs: random.below(120_000) }),
  },
  { fault: 'device.slow-boot', params: (random) => ({ delayMs: random.below(1_500_000) }) },
  {
    fault: 'stack.member-missing',
    params: (random) => (random.below(2) === 0 ? { slot: 2 } : { slot: 2, returnsMs: random.below(900_000) }),
  },
];

function scatterFaults(world: World, random: Random, most: number): string[] {
  const told: string[] = [];
  for (const spec of world.specs) {
    const count = random.below(most + 1);
    for (let index = 0; index < count; index += 1) {
      const choice = pick(random, CHOICES);
      const request = {
        fault: choice.fault,
        target: spec.id,
        times: 1 + random.below(2),
        ...(choice.after === undefined ? {} : { after: choice.after }),
        ...(choice.params === undefined ? {} : { params: choice.params(random) }),
      };
      world.faults.add(request);
      told.push(JSON.stringify(request));
    }
  }
  return told;
}

export interface ScheduleResult {
  readonly violations: readonly Violation[];
  readonly counts: Readonly<Record<string, number>>;
  readonly told: readonly string[];
  /** Text of everything that happened, for comparing two runs of one seed. */
  readonly trace: string;
}

/** Settings of a schedule; the rest comes from the seed. */
export interface ScheduleOptions {
  readonly seed: number;
  readonly devices: number;
  /** Most faults of one device. */
  readonly faults?: number;
  readonly crashes?: boolean;
  readonly operator?: boolean;
  readonly bytes?: boolean;
}

/** Runs one schedule to its end. */
export function runSchedule({
  seed,
  devices,
  faults = 2,
  crashes = true,
  operator = true,
  bytes = false,
}: ScheduleOptions): ScheduleResult {
  const random = createRandom(seed).split('schedule');
  const exposure = 1 + random.below(devices);
  const world = createWorld({
    seed,
    devices,
    bytes,
    exposure,
    failureBudget: 1 + random.below(devices),
    options: { onAbort: random.below(2) === 0 ? 'revert' : 'keep', cliReload: random.below(2) === 0 },
  });
  const told = scatterFaults(world, random, faults);
  const judge = createJudge(world);
  let isOver = false;
  let isPaused = false;
  let isAborted = false;
  let commits = 0;
  const crashAt = new Set(
    crashes && random.below(2) === 0
      ? Array.from({ length: 1 + random.below(4) }, () => random.below(devices * 15))
      : [],
  );
  const operatorAt = operator && random.below(3) === 0 ? random.below(devices * 12) : -1;
  const operatorDoes = pick(random, ['paused', 'aborted'] as const);
  const foreignAt = random.below(2) === 0 ? random.below(devices * 10) : -1;
  let mustCrash = false;
  let restartInMs = 0;
  const stories = dealStories(world, random.split('stories'), {
    crash(downMs) {
      mustCrash = true;
      restartInMs = Math.max(restartInMs, downMs);
    },
  });
  told.push(...stories.told);

  const onCommit = (committed: Commit): void => {
    judge.onCommit(committed);
    if (committed.row.kind === 'rollout') {
      isOver = committed.row.ended;
      const { at } = committed.row.state as { at: string };
      isPaused = at === 'paused' || (at === 'stopped' && !isOver);
    }
    if (committed.row.kind === 'level-change') {
      const { device } = committed.row.state as ChangeState;
      stories.passed(device.address.deviceId, committed.boundaries);
    }
    if (crashAt.has(commits)) mustCrash = true;
    if (commits === operatorAt) {
      told.push(`operator: ${operatorDoes}`);
      world.store.setGate('R1', operatorDoes, 'operator', () => undefined);
      // The memory store has committed it by now; answers only come later.
      isAborted = operatorDoes === 'aborted';
      if (isAborted) judge.aborted();
    }
    if (commits === foreignAt) {
      const spec = pick(random, world.specs);
      told.push(`foreign edit on ${spec.id}`);
      editAsAnother(world, spec.id, random);
    }
    commits += 1;
  };

  world.observe(onCommit);
  world.begin();
  let engine = world.engine(judge.watch(world.devicePort));
  for (let guard = 0; !isOver; guard += 1) {
    if (guard > 500) throw new Error(`schedule ${seed} does not end`);
    world.run(() => isOver || mustCrash || isPaused);
    if (mustCrash) {
      mustCrash = false;
      crashAt.clear();
      engine.stop();
      let isDue = false;
      world.clock.setTimer('restart', restartInMs, () => {
        isDue = true;
      });
      restartInMs = 0;
      world.run(() => isDue);
      engine = world.engine(judge.watch(world.devicePort));
    } else if (isPaused) {
      // A person looks after ten minutes and lets it go on.
      isPaused = false;
      const resumeAtMs = world.clock.monotonicMs() + 600_000;
      world.run(() => isOver || world.clock.monotonicMs() >= resumeAtMs);
      if (!isOver && !isAborted)
        world.read<void>((done) => world.store.setGate('R1', 'open', 'operator', done as never));
    }
  }
  world.settleInstant();
  engine.stop();
  const trace = [
    ...world.events().map((event) => event.hash),
    ...world.journal.from(0).map((entry) => JSON.stringify(entry)),
  ].join('\n');
  return { violations: judge.finish(), counts: world.rollout().counts, told, trace };
}

/** Another operator types a line on the console, saved or not. */
function editAsAnother(world: World, id: string, random: Random): void {
  const chassis = world.chassis.get(id);
  if (chassis === undefined || chassis.state.phase !== 'ready' || chassis.lock !== null) return;
  const { running } = chassis.state;
  const config = Object.freeze({ ...running, others: [...running.others, `vlan ${2 + random.below(4000)}`] });
  chassis.dispatch({ type: 'edited', atMs: chassis.now(), config, user: 'alice' });
  chassis.note('edit', null, 'alice', { via: 'control', applied: true, changed: true });
}
