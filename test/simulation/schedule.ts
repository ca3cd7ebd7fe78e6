/** One fault schedule: everything random about it comes from its seed, tied to protocol points or journal positions. */
import { type ChangeState, isBad } from '../../core/machines/level-change/index.ts';
import { VERDICTS } from '../../core/model/plan.ts';
import type { Random } from '../../core/ports/random.ts';
import { createRandom } from '../../core/random.ts';
import { pick, scatterFaults } from './choices.ts';
import { createJudge, type Violation } from './invariants.ts';
import { dealStories, typeAsAnother } from './stories.ts';
import { type Commit, createWorld, type World } from './world.ts';

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
  readonly bytes?: boolean;
}

/** Settings of the rollout, drawn from the seed. */
function drawWorld({ seed, devices, bytes = false }: ScheduleOptions, random: Random): World {
  const exposure = 1 + random.below(devices);
  const sites = random.split('domains');
  // Half of the schedules know no failure domain; in the others some switches have none either.
  const siteCount = sites.below(2) === 0 ? 0 : 1 + sites.below(6);
  const domains = Array.from({ length: devices }, () => {
    const site = sites.below(siteCount + 1);
    return siteCount === 0 || site === siteCount ? null : `site ${site}`;
  });
  return createWorld({
    seed,
    devices,
    bytes,
    exposure,
    domainOf: (index) => domains[index] ?? null,
    maxUnavailable: 1 + sites.below(3),
    ...(sites.below(2) === 0 ? { verdicts: VERDICTS } : {}),
    failureBudget: 1 + random.below(devices),
    options: {
      onAbort: random.below(2) === 0 ? 'revert' : 'keep',
      cliReload: random.below(2) === 0,
      // Without a report the CLI is not used, so that startup is known by the leaf alone.
      report: random.below(4) !== 0,
    },
  });
}

/** A person who pauses or aborts once: at any commit, or when the first switch has just ended badly. */
function createOperator(world: World, random: Random, devices: number, aborted: () => void) {
  const atCommit = random.below(2) === 0 ? random.below(devices * 12) : null;
  const does = pick(random, ['paused', 'aborted'] as const);
  let isDone = random.below(3) !== 0;
  let isAborted = false;
  return {
    isAborted: () => isAborted,
    onCommit({ row }: Commit, commits: number): string | null {
      const isBadEnd = isBad((row.state as Partial<ChangeState>).endClass ?? 'OK');
      if (isDone || !(atCommit === null ? isBadEnd : commits === atCommit)) return null;
      isDone = true;
      world.store.setGate('R1', does, 'operator', () => undefined);
      // The memory store has committed it by now; answers only come later.
      isAborted = does === 'aborted';
      if (isAborted) aborted();
      return `operator: ${does}`;
    },
  };
}

/** The engine, which may die at any commit and starts again after a while. */
function createLives(world: World, judge: ReturnType<typeof createJudge>) {
  let downMs: number | null = null;
  const start = () => world.engine(judge.watch(world.devicePort));
  let engine = start();
  return {
    crash(forMs: number): void {
      downMs = Math.max(downMs ?? 0, forMs);
    },
    isDying: () => downMs !== null,
    restart(): void {
      engine.stop();
      let isDue = false;
      world.clock.setTimer('restart', downMs ?? 0, () => {
        isDue = true;
      });
      downMs = null;
      world.run(() => isDue);
      engine = start();
    },
    stop: () => engine.stop(),
  };
}

/** Steps to the end of the rollout; a person lets it go on ten minutes after each pause. */
function runOut(
  world: World,
  lives: ReturnType<typeof createLives>,
  look: () => { readonly isOver: boolean; readonly isPaused: boolean; readonly isAborted: boolean },
): void {
  for (let guard = 0; !look().isOver; guard += 1) {
    if (guard > 500) throw new Error('the schedule does not end');
    world.run(() => look().isOver || look().isPaused || lives.isDying());
    if (lives.isDying()) lives.restart();
    else if (look().isPaused) {
      const resumeAtMs = world.clock.monotonicMs() + 600_000;
      world.run(() => look().isOver || world.clock.monotonicMs() >= resumeAtMs);
      if (!look().isOver && !look().isAborted)
        world.read<void>((done) => world.store.setGate('R1', 'open', 'operator', done as never));
    }
  }
}

/** Runs one schedule to its end. */
export function runSchedule(options: ScheduleOptions): ScheduleResult {
  const { seed, devices, faults = 2 } = options;
  const random = createRandom(seed).split('schedule');
  const world = drawWorld(options, random);
  const told = scatterFaults(world, random, faults);
  const judge = createJudge(world);
  const operator = createOperator(world, random.split('operator'), devices, judge.aborted);
  const crashAt = new Set(
    random.below(2) === 0
      ? Array.from({ length: 1 + random.below(4) }, () => random.below(devices * 15))
      : [],
  );
  const foreignAt = random.below(2) === 0 ? random.below(devices * 10) : -1;
  let isOver = false;
  let isPaused = false;
  let commits = 0;
  world.begin();
  const lives = createLives(world, judge);
  const stories = dealStories(world, random.split('stories'), lives);
  told.push(...stories.told);
  world.observe((committed) => {
    const { row, boundaries } = committed;
    judge.onCommit(committed);
    if (row.kind === 'rollout') {
      const { at } = row.state as { at: string };
      isOver = row.ended;
      isPaused = at === 'paused' || (at === 'stopped' && !isOver);
    } else stories.passed((row.state as ChangeState).device.address.deviceId, boundaries);
    if (crashAt.delete(commits)) lives.crash(0);
    const did = operator.onCommit(committed, commits);
    if (did !== null) told.push(did);
    if (commits === foreignAt) told.push(typeSomewhere(world, random));
    commits += 1;
  });
  runOut(world, lives, () => ({ isOver, isPaused, isAborted: operator.isAborted() }));
  world.settleInstant();
  lives.stop();
  const trace = [
    ...world.events().map((event) => event.hash),
    ...world.journal.from(0).map((entry) => JSON.stringify(entry)),
  ].join('\n');
  return { violations: judge.finish(), counts: world.rollout().counts, told, trace };
}

/** Another operator types a line on the console of some switch. */
function typeSomewhere(world: World, random: Random): string {
  const { id } = pick(random, world.specs);
  typeAsAnother(world, id, `vlan ${2 + random.below(4000)}`);
  return `foreign edit on ${id}`;
}
