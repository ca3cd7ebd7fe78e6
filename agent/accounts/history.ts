/** What is kept of a retrieval besides its snapshot: the run, the day's points, and whether the account is gone. */
import type { Pulled } from '../../core/ports/licensing.ts';
import type { Documents } from './documents.ts';
import { keepPoint } from './points.ts';
import { noteGone } from './registry.ts';
import { keepRun, readRuns } from './runs.ts';
import type { Run } from './runs.ts';
import type { Snapshot } from './snapshot.ts';

/** Why a pull failed. */
export interface PullFailure {
  readonly code: string;
  /** How far the failed call came, or null. */
  readonly level: string | null;
  readonly text: string;
}

/** Codes after which CSSM said that the account itself is gone. */
const GONE: ReadonlySet<string> = new Set(['CSSM_ACCOUNT_DELETED', 'CSSM_ACCOUNT_INACTIVE']);

/** Keeps a run; `owned` are the pools of the snapshot that it put in place, after a good one. The same run again adds nothing. */
export async function keepHistory(
  documents: Documents,
  account: string,
  pulled: Pulled,
  failure: PullFailure | null,
  owned: Snapshot['pools'],
): Promise<Run> {
  const { startedMs, endedMs, pages, pools, instances } = pulled;
  const result = failure === null ? 'ok' : 'failed';
  const { code = null, level = null, text: reason = null } = failure ?? {};
  const run: Run = { startedMs, endedMs, result, pages, pools, instances, code, level, reason };
  if (code !== null && GONE.has(code))
    await noteGone(documents, account, { atMs: endedMs, code, text: reason ?? '' });
  if (failure === null) {
    await keepPoint(documents, account, endedMs, owned);
    await noteGone(documents, account, null);
  }
  const known = await readRuns(documents, account);
  const isKept = known.some((other) => other.startedMs === startedMs && other.endedMs === endedMs);
  if (!isKept) await keepRun(documents, account, run);
  return run;
}
