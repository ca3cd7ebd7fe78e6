import type { LicenseLabError } from '../../core/errors.ts';
import { keepHistory } from './history.ts';
import type { PullFailure } from './history.ts';
import { pullAccount, refuseWhileRetrieving } from './pull.ts';
import type { PullWorld } from './pull.ts';
import type { Run } from './runs.ts';
import { keepSnapshot } from './snapshot.ts';

/** What a retrieval works with. */
export type RetrievalWorld = PullWorld;

/**
 * Retrieves an account without a machine, for a caller that has no engine: the same pull, snapshot and history. Only a complete
 * snapshot is kept; after anything else the one before stays. Never rejects for what CSSM does: that is the run's result. Rejects
 * with `SYNC_IN_PROGRESS` when another process does it, and with the store's errors.
 */
export async function retrieveAccount(world: RetrievalWorld, account: string): Promise<Run> {
  const { documents, beatClock } = world;
  await refuseWhileRetrieving(documents, beatClock, account);
  const { run, snapshot, error, publisher } = await pullAccount(world, account);
  try {
    if (snapshot !== null) await keepSnapshot(documents, snapshot);
    return await keepHistory(documents, account, run, error === null ? null : pullFailure(error));
  } finally {
    await publisher.end();
  }
}

function pullFailure({ code, message, context }: LicenseLabError): PullFailure {
  const level = context['level'];
  return { code, level: typeof level === 'string' ? level : null, text: message };
}
