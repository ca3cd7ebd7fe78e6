import type { Level } from '../../core/model/level.ts';
import type { PlanOptions } from '../../core/model/plan.ts';
import type { Wish } from '../desired/index.ts';
import { DEFAULT_WAVES, draftPlan } from '../planning/index.ts';
import type { PlanRequest, PoolReader, ReadDevice } from '../planning/index.ts';
import type { ReconcilePlan, ReconcileWorld } from './contract.ts';

/** A switch whose level may be changed now. */
export interface Granted {
  readonly wish: Wish;
  readonly read: ReadDevice;
  readonly level: Level;
  readonly windows: PlanOptions['windows'];
}

/** One plan for all switches that are to become the same under the same policy; waves, exposure and budget are the defaults. */
export async function plansFor(
  world: ReconcileWorld,
  pools: PoolReader | null,
  granted: readonly Granted[],
): Promise<readonly ReconcilePlan[]> {
  const groups = Map.groupBy(granted, ({ level, wish }) =>
    JSON.stringify([level.network, level.addon, wish.desired.windows, wish.desired.autoApply]),
  );
  const plans: ReconcilePlan[] = [];
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const request = requestOf(world, first, group);
    const { plan } = await draftPlan(
      request,
      { cssm: pools, clock: world.clock, storeMs: world.storeMs, digest: world.digest },
      group.map(({ read }) => read),
    );
    if (plan === null) continue;
    const lines = [...new Set(group.flatMap(({ wish }) => wish.entries.map(({ line }) => line)))];
    plans.push({ plan, desired: first.wish.desired, lines: lines.toSorted((a, b) => a - b) });
  }
  return plans;
}

function requestOf(world: ReconcileWorld, first: Granted, group: readonly Granted[]): PlanRequest {
  const entries = new Set(group.flatMap(({ wish }) => wish.entries));
  return {
    select: [...new Set([...entries].flatMap(({ select }) => select))],
    target: first.level,
    waves: DEFAULT_WAVES,
    exposure: null,
    failureBudget: null,
    maxUnavailable: null,
    domainBy: 'inventory',
    skipUnreadable: true,
    options: {
      deadlines: world.config.deadlines,
      saveForeign: false,
      onAbort: 'revert',
      verify: 'netconf',
      report: true,
      cliReload: false,
      withoutBalance: world.withoutBalance,
      allowOveruse: false,
      acceptFeatureLoss: world.acceptFeatureLoss,
      strict: false,
      windows: first.windows,
    },
  };
}
