import { resolve } from 'node:path';
import { ConfigError, LicenseLabError } from '../../core/errors.ts';
import type { Plan } from '../../core/model/plan.ts';
import { EXIT } from '../output/index.ts';
import type { ExitCode, ProgressMode } from '../output/index.ts';
import { checkAgainstInventory, readPlan } from '../planning/index.ts';
import { isProcessAlive, thisProcess } from '../runtime/ports/process.ts';
import { runningServe } from '../serve/index.ts';
import type { Session } from './context.ts';
import { approve, runPlan } from './run-plan.ts';
import { openSession } from './session.ts';
import type { Invocation, VerbAction } from './verb.ts';

/**
 * Applies a plan after approval and follows it to its end. The same plan again continues the rollout it began. The first
 * Ctrl-C stops admitting (exit 5 once nobody is in flight), the second leaves at once (130).
 */
export const apply: VerbAction = async (invocation) => {
  const { args, options, context } = invocation;
  const path = args[0] ?? '';
  modeOf(options);
  const plan = readPlan(resolve(context.cwd, path), context.digest);
  const session = await openSession(invocation);
  if (options['detach'] === true) await requireServe(invocation, session);
  checkAgainstInventory(plan, session.inventory);
  await approve(invocation, plan, options['yes'] === true);
  if (options['detach'] === true) return detach(invocation, session, plan);
  return runPlan(invocation, session, plan, () => `liclab apply ${path}`, modeOf(options));
};

/** How progress is shown. Throws `OPTION_INVALID` for both at once. */
function modeOf({ quiet, jsonLines }: Invocation['options']): ProgressMode {
  if (quiet === true && jsonLines === true)
    throw new ConfigError(
      'OPTION_INVALID',
      '--quiet and --json-lines contradict each other: give one of them.',
    );
  if (quiet === true) return 'none';
  return jsonLines === true ? 'lines' : 'people';
}

/** Throws `DETACH_NO_WORKER` where no `serve` runs on this store. */
async function requireServe({ context }: Invocation, session: Session): Promise<void> {
  const licensing = await context.runtime.openLicensing(session);
  try {
    const self = { host: thisProcess().host, isAlive: isProcessAlive };
    if ((await runningServe(licensing.documents, licensing.storeClock, self)) === null) throw noWorker();
  } finally {
    await licensing.close();
  }
}

/** Stores the rollout for the `serve` that runs on this store. */
async function detach({ context, output }: Invocation, session: Session, plan: Plan): Promise<ExitCode> {
  const opened = await context.runtime.openRollouts(session.config);
  try {
    const { id, resumed } = await opened.rollouts.begin(plan, context.actor);
    output.say(
      `Rollout ${id}${resumed ? ' goes on' : ''}. The running serve performs it: liclab rollout show ${id}`,
    );
    output.result({ ...(await opened.rollouts.show(id)), resumed, detached: true });
    return EXIT.ok;
  } finally {
    await opened.close();
  }
}

function noWorker(): LicenseLabError {
  return new LicenseLabError('DETACH_NO_WORKER', 'No serve runs on this store that could perform the plan.', {
    definite: true,
    hint: 'Start one (liclab serve), or apply without --detach.',
  });
}
