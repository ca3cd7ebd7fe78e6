/** What a rollout leaves to do: whom a retry takes, whom a revert takes, and whom an ended change still holds. */
import { ConfigError, LicensingError } from '../../core/errors.ts';
import { isBad, isWait } from '../../core/machines/level-change/index.ts';
import { suggestWord } from '../../core/model/nearest.ts';
import type { Follows, Plan, PlanDevice } from '../../core/model/plan.ts';
import type { RolloutDevice, Rollouts, RolloutSummary, RolloutView } from './contract.ts';

/** A switch of a rollout as it was planned and as it ended. */
export interface Member {
  readonly planned: PlanDevice;
  readonly ended: RolloutDevice;
}

/** A rollout that is to be followed. */
export interface Past {
  readonly view: RolloutView;
  readonly plan: Plan;
  readonly members: readonly Member[];
  /** Switches that a rollout which followed it holds, with that rollout. */
  readonly passedOn: ReadonlyMap<string, string>;
  /** A rollout that follows it and has not ended, or null. */
  readonly open: RolloutSummary | null;
}

/** Reads a rollout with those that followed it. Rejects with `ROLLOUT_UNKNOWN`. */
export async function readPast(rollouts: Rollouts, id: string): Promise<Past> {
  const view = await rollouts.show(id);
  const plan = await rollouts.plan(id);
  const followers = followersOf(await rollouts.list(), id);
  const passedOn = new Map<string, string>();
  for (const follower of followers) {
    const { devices } = await rollouts.show(follower.id);
    for (const device of devices) if (device.holds) passedOn.set(device.id, follower.id);
  }
  const members = plan.devices.flatMap((planned, index): Member[] => {
    const ended = view.devices[index];
    return ended === undefined ? [] : [{ planned, ended }];
  });
  const open = followers.find(({ ended, follows }) => !ended && follows?.rollout === id) ?? null;
  return { view, plan, members, passedOn, open };
}

/** Rollouts that follow one, and those that follow these. */
function followersOf(all: readonly RolloutSummary[], id: string): readonly RolloutSummary[] {
  const found = all.filter(({ follows }) => follows?.rollout === id);
  return [...found, ...found.flatMap((follower) => followersOf(all, follower.id))];
}

/** Refuses while anybody of it may still act. Throws `ROLLOUT_IN_FLIGHT` (exit code 4). */
export function requireStill({ view, open }: Past, as: Follows['as']): void {
  const busy = view.devices.filter(
    (device) => device.change !== null && device.class === null && !isWait(device.state),
  );
  const isStill = view.ended || (view.state !== 'running' && busy.length === 0);
  if (!isStill) {
    throw new LicensingError(
      'ROLLOUT_IN_FLIGHT',
      `Rollout ${view.id} is still ${view.state}; it cannot be followed yet.`,
      {
        definite: true,
        hint: `Wait for its end, or stop it: liclab rollout abort ${view.id}`,
      },
    );
  }
  if (open === null || open.follows?.as === as) return;
  throw new LicensingError(
    'ROLLOUT_IN_FLIGHT',
    `Rollout ${open.id} is a ${open.follows?.as ?? 'follower'} of ${view.id} and has not ended.`,
    { definite: true, hint: `Let it end first, or stop it: liclab rollout abort ${open.id}` },
  );
}

/** Switches that did not end well, or were never reached. */
export function toRetry({ members }: Past): readonly Member[] {
  return members.filter(({ ended }) => ended.class !== null && ended.class !== 'OK');
}

/** Switches that the rollout changed, or may have changed. */
export function toRevert({ members, view }: Past): readonly Member[] {
  return members.filter(({ ended }) => isChanged(ended, view.target));
}

function isChanged({ state, class: end, reloadsSent, bootLevel }: RolloutDevice, target: string): boolean {
  if (state.startsWith('SUCCEEDED')) return true;
  if (end === null || !isBad(end) || state === 'FAILED_UNCHANGED' || state === 'FAILED_REVERTED')
    return false;
  // A stranger who answered at once was sent nothing.
  return end !== 'IDENTITY' || reloadsSent > 0 || bootLevel === target;
}

/** Those of the members that were named; none named means all. Throws `DEVICE_UNKNOWN` and `DEVICE_NOT_MEANT` (exit code 2). */
export function named(past: Past, members: readonly Member[], ids: readonly string[]): readonly Member[] {
  if (ids.length === 0) return members;
  const byId = new Map(members.map((member) => [member.ended.id, member]));
  return [...new Set(ids)].map((id) => {
    const member = byId.get(id);
    if (member !== undefined) return member;
    const known = past.view.devices.find((device) => device.id === id);
    if (known === undefined) {
      const near = past.view.devices.slice(0, 1_000).map((device) => device.id);
      throw new ConfigError('DEVICE_UNKNOWN', `Rollout ${past.view.id} has no switch "${id.slice(0, 80)}".`, {
        hint: suggestWord(id, near).slice(0, 200),
      });
    }
    throw new ConfigError(
      'DEVICE_NOT_MEANT',
      `${id} is ${known.state} in rollout ${past.view.id}: that leaves nothing to do here.`,
      {
        hint: `liclab rollout show ${past.view.id} tells every switch.`,
      },
    );
  });
}
