import { resolve } from 'node:path';
import { ConfigError, LicenseLabError } from '../../core/errors.ts';
import type { Plan } from '../../core/model/plan.ts';
import { EXIT, showApproval, showRollout } from '../output/index.ts';
import type { ExitCode, ProgressMode } from '../output/index.ts';
import { checkAgainstInventory, readPlan } from '../planning/index.ts';
import type { RolloutView } from '../rollouts/contract.ts';
import { isProcessAlive, thisProcess } from '../runtime/ports/process.ts';
import { runningServe } from '../serve/index.ts';
import { confirm, isSomebodyThere } from './ask-line.ts';
import { followRollout } from './follow.ts';
import { keepSeen } from './licensing/keep-seen.ts';
import type { Session } from './context.ts';
import { openSession } from './session.ts';
import type { Invocation, VerbAction } from './verb.ts';

/** Up to this many switches are all listed at the end; of more only those that did not end well. */
const ROWS_MAX = 50;

/**
 * Applies a plan after approval and follows it to its end. The same plan again continues the rollout it began. The first
 * Ctrl-C stops admitting (exit 5 once nobody is in flight), the second leaves at once (130).
 */
export const apply: VerbAction = async (invocation) => {
  const { args, options, output, context } = invocation;
  const path = args[0] ?? '';
  modeOf(options);
  const plan = readPlan(resolve(context.cwd, path), context.digest);
  const session = await openSession(invocation);
  if (options['detach'] === true) await requireServe(invocation, session);
  checkAgainstInventory(plan, session.inventory);
  await approve(invocation, plan, options['yes'] === true);
  if (options['detach'] === true) return detach(invocation, session, plan);
  const engine = await context.runtime.openEngine(session);
  try {
    const { id, resumed } = await engine.rollouts.begin(plan, context.actor);
    output.say(`Rollout ${id}${resumed ? ' goes on' : ''}`, 'strong');
    const end = await followRollout(context, output, engine, id, modeOf(options));
    if (end === 'left') {
      output.note(`Left. Who is in flight is followed when you apply ${path} again.`, 'warning');
      output.result({ id, resumed, planHash: plan.hash, state: 'running', left: true });
      return EXIT.interrupted;
    }
    const view = await engine.rollouts.show(id);
    const isShort = modeOf(options) !== 'people' || view.devices.length > ROWS_MAX;
    showRollout(output, view, isShort ? 'not-ok' : 'all');
    const code = exitCodeFor(view);
    output.say(`Evidence: liclab rollout report ${id} --out report.html`);
    if (code === EXIT.incomplete) output.note(howToGoOn(view, path), 'warning');
    const verified = view.devices.filter(({ runningLevel }) => runningLevel !== null);
    await keepSeen(
      invocation,
      session,
      verified.map((device) => ({ ...device, level: device.runningLevel })),
    );
    output.result({ ...view, resumed });
    return code;
  } finally {
    await engine.stop();
  }
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

/** 0 only when every switch ended well; 5 while there is something to go on with. */
function exitCodeFor({ state, devices }: RolloutView): ExitCode {
  if (state === 'running' || state === 'paused') return EXIT.incomplete;
  return devices.every((device) => device.class === 'OK') ? EXIT.ok : EXIT.different;
}

function howToGoOn({ id, state }: RolloutView, path: string): string {
  const first = state === 'paused' ? `liclab rollout resume ${id}, then ` : '';
  return `Not complete. Go on with: ${first}liclab apply ${path}`;
}

/** A person approves exactly this plan; its hash is shown. Throws `APPROVAL_MISSING`, `APPROVAL_REFUSED`. */
async function approve({ context, output }: Invocation, plan: Plan, isGiven: boolean): Promise<void> {
  showApproval(output, plan);
  if (isGiven) return;
  if (!isSomebodyThere(context)) {
    throw new LicenseLabError('APPROVAL_MISSING', 'There is no terminal to ask for approval.', {
      definite: true,
      hint: 'Approve this plan with --yes.',
    });
  }
  if (await confirm(context, `Reload ${plan.devices.length === 1 ? 'this switch' : 'these switches'}?`))
    return;
  throw new LicenseLabError('APPROVAL_REFUSED', 'The plan was not approved. Nothing was done.', {
    definite: true,
  });
}

function noWorker(): LicenseLabError {
  return new LicenseLabError('DETACH_NO_WORKER', 'No serve runs on this store that could perform the plan.', {
    definite: true,
    hint: 'Start one (liclab serve), or apply without --detach.',
  });
}
