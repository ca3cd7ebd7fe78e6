import type { Documents } from './documents.ts';

/** One retrieval, as the history keeps it. */
export interface Run {
  readonly startedMs: number;
  readonly endedMs: number;
  readonly result: 'ok' | 'failed';
  readonly pages: number;
  readonly pools: number;
  readonly instances: number;
  /** Null after a good run. */
  readonly code: string | null;
  /** How far the failed call came: transport, http, body, envelope, item, pages; null where none failed. */
  readonly level: string | null;
  readonly reason: string | null;
}

/** Runs that are kept per account: with one each 15 minutes, ten days. */
const RUNS_MAX = 1_000;

const RUNS = 'account-runs';

/** Runs of an account, the oldest first. */
export async function readRuns(documents: Documents, account: string): Promise<readonly Run[]> {
  return (await documents.get<{ runs: readonly Run[] }>(RUNS, account))?.body.runs ?? [];
}

/** Accounts that have a history, also those that are removed. */
export async function accountsWithRuns(documents: Documents): Promise<readonly string[]> {
  return (await documents.list(RUNS)).map(({ key }) => key);
}

/** Adds a run. */
export async function keepRun(documents: Documents, account: string, run: Run): Promise<void> {
  const runs = await readRuns(documents, account);
  await documents.put(RUNS, account, { runs: [...runs, run].slice(-RUNS_MAX) });
}

/** Deletes the history of an account. */
export function forgetRuns(documents: Documents, account: string): Promise<void> {
  return documents.remove(RUNS, account);
}
