import { ConfigError } from '../../core/errors.ts';
import type { Level } from '../../core/model/level.ts';
import type { Follows, PlanOptions } from '../../core/model/plan.ts';
import { DEFAULT_WAVES, resolveWindow } from '../planning/index.ts';
import type { PlanRequest } from '../planning/index.ts';
import type { Member, Past } from '../rollouts/again.ts';
import { numberOf, textsOf } from './plan-options.ts';

type Options = Readonly<Record<string, unknown>>;

/**
 * The request for a plan that follows a rollout: what the options do not say is as it was approved there, except that a revert
 * takes no consent from it. Throws `OPTION_INVALID`, `WINDOW_*`.
 */
export function followRequest(
  options: Options,
  { view, plan }: Past,
  members: readonly Member[],
  { as, target, nowMs }: { readonly as: Follows['as']; readonly target: Level; readonly nowMs: number },
): PlanRequest {
  const held = members.flatMap(({ ended }) =>
    ended.holds && ended.change !== null ? [[ended.id, ended.change] as const] : [],
  );
  const given = (name: string): boolean => options[name] === true;
  const isRetry = as === 'retry';
  return {
    select: plan.select,
    target,
    waves: typeof options['waves'] === 'string' ? options['waves'] : (plan.wavesText ?? DEFAULT_WAVES),
    exposure: numberOf(options['exposure'], '--exposure') ?? Math.min(plan.exposure, members.length),
    failureBudget:
      numberOf(options['failureBudget'], '--failure-budget') ?? Math.min(plan.failureBudget, members.length),
    maxUnavailable: plan.maxUnavailable ?? null,
    domainBy: plan.domainBy ?? 'inventory',
    skipUnreadable: given('skipUnreadable'),
    follows: { rollout: view.id, as, takesOver: new Map(held) },
    options: {
      ...plan.options,
      saveForeign: given('saveForeign') || (isRetry && plan.options.saveForeign),
      withoutBalance: given('withoutBalance') || plan.options.withoutBalance,
      allowOveruse: given('allowOveruse') || (isRetry && plan.options.allowOveruse),
      acceptFeatureLoss: given('acceptFeatureLoss') || (isRetry && plan.options.acceptFeatureLoss),
      windows: windowsOf(options, plan.options.windows, nowMs),
    },
  };
}

/** Windows given, or none on request, or those of the rollout that are still to come. */
function windowsOf(options: Options, before: PlanOptions['windows'], nowMs: number): PlanOptions['windows'] {
  if (options['window'] === false) return [];
  const given = textsOf(options['window']);
  if (given.length > 0) return given.map((text) => resolveWindow(text, nowMs));
  const left = before.filter(({ toMs }) => toMs > nowMs);
  if (left.length > 0 || before.length === 0) return left;
  throw new ConfigError(
    'WINDOW_PAST',
    `The windows of the rollout are over: ${before.map(({ text }) => text).join(', ')}.`,
    {
      hint: 'Name another one with --window, or --no-window for any time.',
    },
  );
}
