/** New entitlements are applied without intervention: compare, plan, and begin what the desired state approves. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '../../core/model/plan.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { DesiredState } from '../desired/index.ts';
import { writePlan } from '../planning/index.ts';
import { reconcile, reconcileWorld } from '../reconcile/index.ts';
import type { ReconcilePlan, Reconciliation } from '../reconcile/index.ts';
import type { RolloutSummary, RunningEngine } from '../rollouts/contract.ts';
import type { RoundWorld } from './contract.ts';
import type { Registrar } from './register.ts';
import { AUTO_APPLY } from './rollouts.ts';
import type { AutoApplied } from './rollouts.ts';

/** A switch that was seen as desired is read again after this long: somebody may have changed it by hand. */
const SEEN_MS = 24 * 3_600_000;

/** What a round did. */
export interface Applied {
  readonly waiting: number;
  readonly begun: readonly string[];
}

/** Compares and applies, round after round. */
export interface AutoApply {
  run(world: RoundWorld, state: DesiredState): Promise<Applied>;
  /** Files have changed, or a rollout has ended: everything is read again. */
  forget(): void;
}

/** Makes it. `registrar` associates. */
export function createAutoApply(clock: Clock, registrar: Registrar): AutoApply {
  const seen = new Map<string, number>();
  const isDue = (id: string): boolean => {
    const atMs = seen.get(id);
    return atMs === undefined || clock.monotonicMs() - atMs >= SEEN_MS;
  };
  const compare = async (world: RoundWorld, state: DesiredState): Promise<Reconciliation> => {
    const found = await comparison(world, state, isDue);
    for (const row of found.rows) {
      if (row.state === 'as-desired') seen.set(row.id, clock.monotonicMs());
      else seen.delete(row.id);
    }
    return found;
  };
  return {
    forget: () => seen.clear(),
    async run(world, state) {
      let found = await compare(world, state);
      const approved = found.associations.filter(({ desired }) => desired.autoApply);
      if ((await registrar.associate(world, approved)) > 0) found = await compare(world, state);
      const begun: string[] = [];
      for (const plan of found.plans) {
        if (!plan.desired.autoApply || world.signal.aborted) continue;
        const rollout = await beginPlan(world, state, plan);
        if (rollout !== null) begun.push(rollout);
      }
      sayWaiting(world, found);
      return { waiting: found.rows.filter((row) => row.state === 'waiting').length, begun };
    },
  };
}

async function comparison(
  { runtime, session, licensing, engine, digest, signal, storeClock }: RoundWorld,
  state: DesiredState,
  isDue: (id: string) => boolean,
): Promise<Reconciliation> {
  const devices = await runtime.openDevices(session);
  const cssm = await runtime.openCssm(session);
  try {
    const world = await reconcileWorld({
      documents: licensing.documents,
      rollouts: engine.rollouts,
      state,
      inventory: session.inventory,
      device: devices.port,
      pools: cssm?.pools ?? null,
      clock: session.clock,
      storeMs: () => storeClock.wallMs(),
      digest,
      config: session.config,
      isDue,
      withoutBalance: false,
      acceptFeatureLoss: false,
      signal,
    });
    return await reconcile(world);
  } finally {
    await cssm?.close();
    await devices.close();
  }
}

/** The reasons that say something new in a log: a count per code, not a line per switch and round. */
function sayWaiting({ log }: RoundWorld, { rows, plans }: Reconciliation): void {
  const counts: Record<string, number> = {};
  for (const { reason } of rows) if (reason !== null) counts[reason.code] = (counts[reason.code] ?? 0) + 1;
  const unapproved = plans.filter(({ desired }) => !desired.autoApply);
  const unapprovedSwitches = unapproved.reduce((sum, { plan }) => sum + plan.devices.length, 0);
  if (Object.keys(counts).length + unapprovedSwitches > 0)
    log.write('info', 'desired.waiting', { counts, unapprovedSwitches });
}

/** What a plan was made for, selection by selection; a stop of its rollout holds for each of them, whoever else is in the next plan. */
function wishesOf({ select, target, options }: Plan): readonly string[] {
  const windows = options.windows.map(({ text }) => text);
  return select.map((expression) => JSON.stringify([expression, target, windows]));
}

/** Writes the plan down and begins it; null when an earlier rollout of the same wish was stopped or paused. */
async function beginPlan(
  world: RoundWorld,
  { file }: DesiredState,
  { plan, lines }: ReconcilePlan,
): Promise<string | null> {
  const { licensing, engine, session, log, actor } = world;
  const wishes = wishesOf(plan);
  const stopped = await stoppedBefore(world, wishes);
  if (stopped !== null) {
    const { id, state, reason } = stopped;
    log.write('warn', 'auto-apply.suspended', { rollout: id, state, reason, lines });
    return null;
  }
  const folder = join(session.config.data, 'plans');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${plan.hash.slice(0, 16)}.json`);
  writePlan(path, plan);
  // The approval: who, by which lines of which file. The plan's hash is the rollout's own.
  const approver = `${actor} by autoApply of ${file}:${lines.join(',')}`;
  const { id } = await engine.rollouts.begin(plan, approver);
  const untilMs =
    plan.options.windows.length === 0 ? null : Math.max(...plan.options.windows.map(({ toMs }) => toMs));
  const body: AutoApplied = {
    rollout: id,
    wishes,
    atMs: session.clock.wallMs(),
    untilMs,
    isWindowOver: false,
  };
  await licensing.documents.put(AUTO_APPLY, plan.hash, body);
  log.write('info', 'auto-apply.begun', {
    rollout: id,
    plan: plan.hash,
    switches: plan.devices.length,
    lines,
  });
  return id;
}

/** What it stopped for was released or retried since, and nothing of it is in flight. */
async function isLookedAt({ rollouts }: RunningEngine, { id, ended }: RolloutSummary): Promise<boolean> {
  return ended && !(await rollouts.show(id)).devices.some(({ holds }) => holds);
}

/** The failure budget holds across rounds: what stopped once goes on when a person has looked. */
async function stoppedBefore(
  { licensing, engine }: RoundWorld,
  wishes: readonly string[],
): Promise<RolloutSummary | null> {
  const earlier = (await licensing.documents.list<AutoApplied>(AUTO_APPLY)).filter(({ body }) =>
    body.wishes.some((wish) => wishes.includes(wish)),
  );
  if (earlier.length === 0) return null;
  const summaries = new Map((await engine.rollouts.list()).map((summary) => [summary.id, summary]));
  for (const { body } of earlier) {
    const summary = summaries.get(body.rollout);
    if (summary === undefined || body.isWindowOver) continue;
    if (summary.state === 'stopped' && (await isLookedAt(engine, summary))) continue;
    if (['stopped', 'paused', 'aborted'].includes(summary.state)) return summary;
  }
  return null;
}
