/** Effects of a synchronization: read and stage, and keep what is said of the run. */
import { stagedKind } from '../../../core/machines/sync/index.ts';
import { failureOf, type Outcome } from '../../../core/machine.ts';
import { keepBalance } from '../balance.ts';
import { keepHistory } from '../history.ts';
import { pullAccount } from '../pull.ts';
import { readSnapshot } from '../snapshot.ts';
import { outcomeOf } from './outcomes.ts';
import type { Performer, Performing } from './world.ts';

export const pull: Performer<'pull'> = (world, { account, run }, _mayWrite, done) => {
  void staged(world, account, run).then(done);
};

/** A failed pull is *refused* and tells its times: whatever came of it was thrown away. */
async function staged(world: Performing, account: string, id: string): Promise<Outcome> {
  const { documents, digest, onProgress, publishers } = world;
  let failed: Outcome | null = null;
  const outcome = await outcomeOf(async () => {
    const asked = {
      ...world,
      onProgress: (progress: Parameters<typeof onProgress>[1]) => onProgress(account, progress),
    };
    const { run, snapshot, error, publisher } = await pullAccount(asked, account);
    if (error !== null || snapshot === null) {
      await publisher.end();
      if (error !== null) failed = { result: 'refused', failure: failureOf(error), value: run };
      return run;
    }
    // Views say *retrieving* until the run is in the history.
    publishers.set(account, publisher);
    await documents.put(stagedKind(account), id, snapshot);
    return { ...run, hash: digest(JSON.stringify(snapshot)) };
  });
  return failed ?? outcome;
}

export const keepRun: Performer<'keep-run'> = (world, { account, run, failure }, _mayWrite, done) => {
  const { documents, clock, publishers, openChanges } = world;
  void outcomeOf(async () => {
    const nowMs = clock.wallMs();
    const times = run.startedMs === 0 ? { startedMs: nowMs, endedMs: nowMs } : {};
    const snapshot = failure === null ? await readSnapshot(documents, account) : null;
    if (snapshot !== null) await keepBalance(world, snapshot, run.storeMs, await openChanges());
    await keepHistory(documents, account, { ...run, ...times }, failure, snapshot?.pools ?? []);
    await publishers.get(account)?.end();
    publishers.delete(account);
    return {};
  }).then(done);
};
