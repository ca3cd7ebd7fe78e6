import { isLicenseLabError } from '../../core/errors.ts';
import { readRegistry, readSnapshot, retrieveAccount } from '../accounts/index.ts';
import { logFailure } from './contract.ts';
import type { RoundWorld } from './contract.ts';

/** What a round retrieved. */
export interface Synced {
  readonly ok: readonly string[];
  readonly failed: readonly string[];
}

/** Retrieves every account, one after the other: they share a client and its limiter. Then its alarms. An outage of CSSM is a failed run. */
export async function syncAccounts(world: RoundWorld): Promise<Synced> {
  const { licensing, session, log, signal, storeClock } = world;
  const { documents } = licensing;
  const { accounts } = await readRegistry(documents, session.inventory);
  const ok: string[] = [];
  const failed: string[] = [];
  const cssm = await licensing.cssm();
  if (cssm === null) return { ok, failed };
  for (const { name } of accounts) {
    if (signal.aborted) break;
    try {
      const run = await retrieveAccount(
        {
          documents,
          cssm,
          clock: session.clock,
          beatClock: storeClock,
          openChanges: () => world.engine.rollouts.openChanges(),
        },
        name,
      );
      const { result, startedMs, endedMs, pools, instances, code, reason } = run;
      const durationMs = Math.round(endedMs - startedMs);
      if (result === 'ok') {
        ok.push(name);
        log.write('info', 'account.synchronized', { account: name, durationMs, pools, instances });
        await raise(world, name);
      } else {
        failed.push(name);
        log.write('warn', 'account.failed', { account: name, durationMs, code, reason });
      }
    } catch (error) {
      if (!isLicenseLabError(error)) throw error;
      failed.push(name);
      logFailure(log, 'account.failed', error, { account: name });
    }
  }
  return { ok, failed };
}

async function raise({ licensing, session, log, alarms }: RoundWorld, account: string): Promise<void> {
  const snapshot = await readSnapshot(licensing.documents, account);
  if (snapshot === null) return;
  try {
    await alarms({ account, snapshot, nowMs: session.clock.wallMs(), log });
  } catch (error) {
    if (!isLicenseLabError(error)) throw error;
    logFailure(log, 'alarms.failed', error, { account });
  }
}
