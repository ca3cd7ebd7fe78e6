import { resolve } from 'node:path';
import { ConfigError } from '../../core/errors.ts';
import { formatLevel, isSameLevel } from '../../core/model/level.ts';
import type { Level } from '../../core/model/level.ts';
import type { Follows, Plan } from '../../core/model/plan.ts';
import { EXIT, showDraft } from '../output/index.ts';
import type { ExitCode } from '../output/index.ts';
import { listDevices, makeFollowUp, switches, writePlan } from '../planning/index.ts';
import {
  type Member,
  named,
  type Past,
  readPast,
  requireStill,
  toRetry,
  toRevert,
} from '../rollouts/again.ts';
import { followRequest } from './again-request.ts';
import type { Session } from './context.ts';
import { inPlanningWorld, showRefusals } from './plan.ts';
import { levelOf } from './plan-options.ts';
import { approve, consent, runPlan } from './run-plan.ts';
import { devicesById, openSession } from './session.ts';
import type { Invocation, VerbAction } from './verb.ts';

/** A new plan for the switches of a rollout that did not end well or were never reached, under new changes; run after approval. */
export const rolloutRetry: VerbAction = (invocation) => followUp(invocation, 'retry');

/** A new plan that brings back what a rollout changed to the level it had before; run after approval. */
export const rolloutRevert: VerbAction = (invocation) => followUp(invocation, 'revert');

async function followUp(invocation: Invocation, as: Follows['as']): Promise<ExitCode> {
  const { context, output, args } = invocation;
  const id = args[0] ?? '';
  const session = await openSession(invocation);
  const opened = await context.runtime.openRollouts(session.config);
  let past: Past;
  let begun: Plan | null;
  try {
    past = await readPast(opened.rollouts, id);
    requireStill(past, as);
    begun = past.open === null ? null : await opened.rollouts.plan(past.open.id);
  } finally {
    await opened.close();
  }
  const goOn = (): string => `liclab rollout ${as} ${id}`;
  if (begun !== null) {
    output.note(`Rollout ${past.open?.id ?? ''} was begun for this; it goes on.`);
    await approve(invocation, begun, invocation.options['yes'] === true);
    return runPlan(invocation, session, begun, goOn);
  }
  return beginFollowUp(invocation, session, past, as, goOn);
}

async function beginFollowUp(
  invocation: Invocation,
  session: Session,
  past: Past,
  as: Follows['as'],
  goOn: () => string,
): Promise<ExitCode> {
  const { context, output, options } = invocation;
  const { members, target } = meant(invocation, past, as);
  if (members.length === 0) {
    output.say(`Nothing to ${as}: no switch of rollout ${past.view.id} is left for it.`);
    output.result({ plan: null, follows: { rollout: past.view.id, as }, refusals: [] });
    return EXIT.ok;
  }
  const devices = devicesById(
    session.inventory,
    members.map(({ ended }) => ended.id),
  );
  const request = followRequest(options, past, members, { as, target, nowMs: session.clock.wallMs() });
  const draft = await inPlanningWorld(context, session, request, output, (world) => {
    const now = new Map(world.inventory.devices.map((device) => [device.address.deviceId, device]));
    const wanted = members.map(({ planned }, index) => {
      const device = now.get(planned.address.deviceId) ?? devices[index];
      return device === undefined ? [] : [{ device, planned }];
    });
    return makeFollowUp(request, world, wanted.flat());
  });
  showDraft(output, draft);
  showRefusals(output, draft);
  const { plan } = draft;
  if (plan === null) {
    output.result({ ...draft, follows: { rollout: past.view.id, as } });
    return draft.refusals.length === 0 ? EXIT.ok : EXIT.refused;
  }
  const out = typeof options['out'] === 'string' ? options['out'] : null;
  if (out !== null) {
    writePlan(resolve(context.cwd, out), plan);
    output.say(`Written to ${out}.`);
  }
  await consent(
    context,
    options['yes'] === true,
    `${as === 'retry' ? 'Retry' : 'Revert'} ${switches(plan.devices.length)}?`,
  );
  return runPlan(invocation, session, plan, out === null ? goOn : () => `liclab apply ${out}`);
}

/** Who is meant, and the level they are brought to. */
function meant(
  { args, options, output }: Invocation,
  past: Past,
  as: Follows['as'],
): { readonly members: readonly Member[]; readonly target: Level } {
  const wanted = named(past, as === 'retry' ? toRetry(past) : toRevert(past), args.slice(1));
  const members = wanted.filter(({ ended }) => !past.passedOn.has(ended.id));
  for (const rollout of new Set(wanted.map(({ ended }) => past.passedOn.get(ended.id)))) {
    if (rollout === undefined) continue;
    const ids = wanted
      .filter(({ ended }) => past.passedOn.get(ended.id) === rollout)
      .map(({ ended }) => ended.id);
    output.note(
      `${listDevices(ids)}: rollout ${rollout} went on with it. Look there: liclab rollout show ${rollout}`,
      'warning',
    );
  }
  if (as === 'retry') return { members, target: past.plan.target };
  const level = typeof options['level'] === 'string' ? levelOf(options['level'], options['addon']) : null;
  const levels = levelsBefore(members).filter((found) => level === null || isSameLevel(found, level));
  const [target, ...others] = levels;
  if (target === undefined) return { members: [], target: level ?? past.plan.target };
  if (others.length > 0) throw levelsDiffer(past.view.id, members, levels);
  return { members: members.filter(({ planned }) => isSameLevel(planned.from, target)), target };
}

function levelsBefore(members: readonly Member[]): readonly Level[] {
  const levels: Level[] = [];
  for (const { planned } of members)
    if (!levels.some((known) => isSameLevel(known, planned.from))) levels.push(planned.from);
  return levels;
}

/** A plan has one target: a person sees and approves each way back by itself. */
function levelsDiffer(id: string, members: readonly Member[], levels: readonly Level[]): ConfigError {
  const lines = levels.map((level) => {
    const count = members.filter(({ planned }) => isSameLevel(planned.from, level)).length;
    return `${switches(count)} had ${formatLevel(level)}`;
  });
  const [first] = levels;
  const addon = first?.addon === null || first === undefined ? '' : ` --addon ${first.addon}`;
  return new ConfigError('REVERT_LEVELS_DIFFER', `Not all had the same level before: ${lines.join('; ')}.`, {
    hint: `Revert one level after the other: liclab rollout revert ${id} --level ${first?.network ?? ''}${addon}`,
  });
}
