import { LicenseLabError } from '../../core/errors.ts';
import type { Plan } from '../../core/model/plan.ts';
import { EXIT, showApproval, showRollout } from '../output/index.ts';
import type { ExitCode, ProgressMode } from '../output/index.ts';
import type { RolloutView } from '../rollouts/contract.ts';
import { confirm, isSomebodyThere } from './ask-line.ts';
import type { Session } from './context.ts';
import { followRollout } from './follow.ts';
import { keepSeen } from './licensing/keep-seen.ts';
import type { Invocation } from './verb.ts';

/** Up to this many switches are all listed at the end; of more only those that did not end well. */
const ROWS_MAX = 50;

/**
 * Runs a plan that was approved and follows it to its end. `goOn` is the command that goes on with it. The first Ctrl-C stops
 * admitting (exit 5 once nobody is in flight), the second leaves at once (130).
 */
export async function runPlan(
  invocation: Invocation,
  session: Session,
  plan: Plan,
  goOn: (rollout: string) => string,
  mode: ProgressMode = 'people',
): Promise<ExitCode> {
  const { output, context } = invocation;
  const engine = await context.runtime.openEngine(session);
  try {
    const { id, resumed } = await engine.rollouts.begin(plan, context.actor);
    output.say(`Rollout ${id}${resumed ? ' goes on' : ''}`, 'strong');
    const end = await followRollout(context, output, engine, id, mode);
    if (end === 'left') {
      output.note(`Left. Who is in flight is followed when you call again: ${goOn(id)}`, 'warning');
      output.result({ id, resumed, planHash: plan.hash, state: 'running', left: true });
      return EXIT.interrupted;
    }
    const view = await engine.rollouts.show(id);
    const isShort = mode !== 'people' || view.devices.length > ROWS_MAX;
    showRollout(output, view, isShort ? 'not-ok' : 'all');
    const code = exitCodeFor(view);
    output.say(`Evidence: liclab rollout report ${id} --out report.html`);
    if (code === EXIT.incomplete) output.note(howToGoOn(view, goOn(id)), 'warning');
    if (code === EXIT.different && mode === 'people')
      output.note(`What is left: liclab rollout retry ${id}, or release ${id}`);
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
}

/** 0 only when every switch ended well; 5 while there is something to go on with. */
function exitCodeFor({ state, devices }: RolloutView): ExitCode {
  if (state === 'running' || state === 'paused') return EXIT.incomplete;
  return devices.every((device) => device.class === 'OK') ? EXIT.ok : EXIT.different;
}

function howToGoOn({ id, state }: RolloutView, goOn: string): string {
  const first = state === 'paused' ? `liclab rollout resume ${id}, then ` : '';
  return `Not complete. Go on with: ${first}${goOn}`;
}

/** A person approves exactly this plan; its hash is shown. Throws `APPROVAL_MISSING`, `APPROVAL_REFUSED`. */
export async function approve({ context, output }: Invocation, plan: Plan, isGiven: boolean): Promise<void> {
  showApproval(output, plan);
  await consent(context, isGiven, `Reload ${plan.devices.length === 1 ? 'this switch' : 'these switches'}?`);
}

/** A person says yes, by `--yes` or at the terminal. Throws `APPROVAL_MISSING`, `APPROVAL_REFUSED`. */
export async function consent(
  context: Invocation['context'],
  isGiven: boolean,
  question: string,
): Promise<void> {
  if (isGiven) return;
  if (!isSomebodyThere(context)) {
    throw new LicenseLabError('APPROVAL_MISSING', 'There is no terminal to ask for approval.', {
      definite: true,
      hint: 'Approve it with --yes.',
    });
  }
  if (await confirm(context, question)) return;
  throw new LicenseLabError('APPROVAL_REFUSED', 'It was not approved. Nothing was done.', {
    definite: true,
  });
}
