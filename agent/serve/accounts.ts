import { isLicenseLabError } from '../../core/errors.ts';
import { readRegistry, readSnapshot } from '../accounts/index.ts';
import { logFailure } from './contract.ts';
import type { RoundWorld } from './contract.ts';

/** What a round retrieved. */
export interface Synced {
  readonly ok: readonly string[];
  readonly failed: readonly string[];
}

/** Goes on with associations, transfers and synchronizations that a dead process left open, to their ends. */
export async function resumeLicensing({ licensing, actor, log }: RoundWorld): Promise<void> {
  if ((await licensing.cssm()) === null) return;
  const machines = await licensing.machines(actor);
  const ended = await machines.resume();
  for (const { id, kind } of ended) log.write('info', 'machine.resumed', { machine: id, kind });
}

/** Retrieves every account, one after the other: they share a client and its limiter. Then its alarms. An outage of CSSM is a failed run. */
export async function syncAccounts(world: RoundWorld): Promise<Synced> {
  const { licensing, session, log, signal } = world;
  const { documents } = licensing;
  const { accounts } = await readRegistry(documents, session.inventory);
  const ok: string[] = [];
  const failed: string[] = [];
  if ((await licensing.cssm()) === null) return { ok, failed };
  const machines = await licensing.machines(world.actor);
  for (const { name } of accounts) {
    if (signal.aborted) break;
    try {
      const { failure, pulled } = (await machines.sync(name, 1)).state;
      const durationMs = Math.round((pulled?.endedMs ?? 0) - (pulled?.startedMs ?? 0));
      if (failure === null) {
        ok.push(name);
        const { pools = 0, instances = 0 } = pulled ?? {};
        log.write('info', 'account.synchronized', { account: name, durationMs, pools, instances });
        await raise(world, name);
      } else {
        failed.push(name);
        const { code, message: reason } = failure;
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
    await alarms({ snapshot, licensing, session, log });
  } catch (error) {
    if (!isLicenseLabError(error)) throw error;
    logFailure(log, 'alarms.failed', error, { account });
  }
}
