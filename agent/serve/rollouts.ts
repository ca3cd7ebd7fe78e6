import { keepObservation } from '../accounts/index.ts';
import type { Documents } from '../accounts/index.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import { isLicenseLabError } from '../../core/errors.ts';
import type { RolloutView, RunningEngine } from '../rollouts/contract.ts';
import { logFailure } from './contract.ts';
import type { RoundWorld } from './contract.ts';

/** Follows rollouts to their ends, whoever began them. */
export interface Followed {
  /** Follows every open rollout that is not followed yet. */
  followOpen(): Promise<readonly string[]>;
  /** Ends those whose windows are over: who did not begin is planned again for the next window. */
  endOver(world: RoundWorld): Promise<void>;
  /** True while a switch of any rollout is between its admission and its end. */
  isAnyInFlight(): Promise<boolean>;
}

/** What following works with. */
interface Parts {
  readonly engine: RunningEngine;
  readonly documents: Documents;
  readonly clock: Clock;
  readonly log: Log;
  /** Called with each rollout that stands still. */
  readonly ended: (view: RolloutView) => void;
}

/** Makes it. */
export function createFollowed({ engine, documents, clock, log, ended }: Parts): Followed {
  const followed = new Set<string>();
  const settle = async (id: string): Promise<void> => {
    await engine.settled(id);
    const view = await engine.rollouts.show(id);
    followed.delete(id);
    const { state, reason, counts, planHash } = view;
    log.write(state === 'finished' ? 'info' : 'warn', 'rollout.still', {
      rollout: id,
      state,
      reason,
      counts,
      plan: planHash,
    });
    for (const { id: device, serials, runningLevel, bootLevel } of view.devices) {
      if (runningLevel === null) continue;
      await keepObservation(documents, device, {
        atMs: clock.wallMs(),
        serials,
        level: runningLevel,
        bootLevel,
      });
    }
    ended(view);
  };
  const follow = (id: string): void => {
    followed.add(id);
    settle(id).catch((error: unknown) => {
      followed.delete(id);
      // The store was closed under it, or is busy: the next round looks again.
      if (isLicenseLabError(error)) logFailure(log, 'rollout.not-followed', error, { rollout: id });
      else throw error;
    });
  };
  // Also those that another process began on this store.
  engine.listen(({ rollout }) => {
    if (!followed.has(rollout)) follow(rollout);
  });
  return {
    async followOpen() {
      const open = (await engine.rollouts.list()).filter(
        ({ ended: isOver, id }) => !isOver && !followed.has(id),
      );
      // A paused one waits for a person; it is followed once it runs again.
      const running = open.filter(({ state }) => state === 'running').map(({ id }) => id);
      running.forEach(follow);
      return running;
    },
    async endOver({ actor, session, licensing }) {
      const nowMs = session.clock.wallMs();
      for (const { key, body } of await licensing.documents.list<AutoApplied>(AUTO_APPLY)) {
        if (body.untilMs === null || body.untilMs > nowMs) continue;
        const summary = (await engine.rollouts.list()).find(({ id }) => id === body.rollout);
        if (summary === undefined || summary.ended || summary.state !== 'running') continue;
        await licensing.documents.put(AUTO_APPLY, key, { ...body, isWindowOver: true });
        await engine.rollouts.abort(body.rollout, `${actor} (its window is over)`);
        log.write('info', 'auto-apply.window-over', { rollout: body.rollout });
      }
    },
    async isAnyInFlight() {
      for (const { id, ended: isOver } of await engine.rollouts.list()) {
        if (isOver) continue;
        const { devices } = await engine.rollouts.show(id);
        if (devices.some((device) => device.change !== null && device.class === null)) return true;
      }
      return false;
    },
  };
}

/** Kind of the documents that say which rollouts were begun by a desired state, by plan hash. */
export const AUTO_APPLY = 'auto-apply';

/** A rollout that a desired state began. */
export interface AutoApplied {
  readonly rollout: string;
  /** The selections that it came from with what was wanted, so that a stop holds for them until they are changed. */
  readonly wishes: readonly string[];
  readonly atMs: number;
  /** When its last window closes; null: it has none. */
  readonly untilMs: number | null;
  readonly isWindowOver: boolean;
}
