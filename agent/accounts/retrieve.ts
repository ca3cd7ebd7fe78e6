/**
 * Retrieves everything CSSM shows of a Smart Account. A bounded task, not yet a machine: nothing at CSSM is changed by it, and a
 * process that dies leaves the last good snapshot as it was; repeating it is the way on.
 */
import { isLicenseLabError, LicenseLabError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { LicensePool, ProductInstance, VirtualAccount } from '../../core/wire/cssm/index.ts';
import type { CssmClient } from '../cssm/index.ts';
import { answered } from './answered.ts';
import { keepBalance } from './balance.ts';
import type { OpenChange } from './balance.ts';
import type { Documents } from './documents.ts';
import { keepPoint } from './points.ts';
import { publishProgress, readProgress } from './progress.ts';
import type { Progress } from './progress.ts';
import { noteGone } from './registry.ts';
import { keepRun, readRuns } from './runs.ts';
import type { Run } from './runs.ts';
import { keepSnapshot } from './snapshot.ts';

/** What a retrieval works with. */
export interface RetrievalWorld {
  readonly documents: Documents;
  readonly cssm: CssmClient;
  readonly clock: Clock;
  /** Unscaled: signs of life. */
  readonly beatClock: Clock;
  readonly onProgress?: (progress: Progress) => void;
  /** Changes that have begun and not ended. */
  readonly openChanges?: () => Promise<readonly OpenChange[]>;
}

/** Codes after which CSSM said that the account itself is gone. */
const GONE: ReadonlySet<string> = new Set(['CSSM_ACCOUNT_DELETED', 'CSSM_ACCOUNT_INACTIVE']);

/** Assumed for an account that was never retrieved: some pages of a second. */
const FIRST_ETA_MS = 10_000;

/**
 * Retrieves an account to its end and keeps the run in the history. Only a complete snapshot is kept; after anything else the
 * one before stays. Never rejects for what CSSM does: that is the run's result. Rejects with `SYNC_IN_PROGRESS` when another
 * process does it, and with the store's errors.
 */
export async function retrieveAccount(world: RetrievalWorld, account: string): Promise<Run> {
  const { documents, clock, beatClock } = world;
  if ((await readProgress(documents, beatClock.wallMs())).has(account)) {
    throw new LicenseLabError('SYNC_IN_PROGRESS', `Another process retrieves ${account} just now.`, {
      definite: true,
      hint: 'liclab account ls shows how far it is.',
    });
  }
  const startedMs = clock.wallMs();
  const storeMs = beatClock.wallMs();
  const open = (await world.openChanges?.()) ?? [];
  const earlier = (await readRuns(documents, account)).findLast(({ result }) => result === 'ok');
  const earlierMs = earlier === undefined ? FIRST_ETA_MS : earlier.endedMs - earlier.startedMs;
  const pages = createPages();
  const progress = () => ({
    startedMs,
    ...pages.now(),
    etaMs: pages.etaMs(clock.wallMs() - startedMs, earlierMs),
  });
  const publisher = await publishProgress(documents, beatClock, account, progress());
  pages.onChange(() => {
    publisher.set(progress());
    world.onProgress?.(progress());
  });
  try {
    const pulled = await pull(world.cssm, account, pages);
    const endedMs = clock.wallMs();
    if (isLicenseLabError(pulled))
      return await keepFailure(world, account, startedMs, pages.now().pagesDone, pulled);
    const [virtualAccounts, pools, instances] = pulled;
    const names = virtualAccounts.map(({ name, isDefault }) => ({ name, isDefault }));
    const snapshot = {
      account,
      begunMs: startedMs,
      endedMs,
      virtualAccounts: names,
      pools,
      instances,
    };
    await keepSnapshot(documents, snapshot);
    await keepBalance(world, snapshot, storeMs, open);
    await keepPoint(documents, account, endedMs, pools);
    await noteGone(documents, account, null);
    const counts = { pages: pages.now().pagesDone, pools: pools.length, instances: instances.length };
    const run: Run = { startedMs, endedMs, result: 'ok', ...counts, code: null, level: null, reason: null };
    await keepRun(documents, account, run);
    return run;
  } finally {
    await publisher.end();
  }
}

async function keepFailure(
  { documents, clock }: RetrievalWorld,
  account: string,
  startedMs: number,
  pages: number,
  error: LicenseLabError,
): Promise<Run> {
  const endedMs = clock.wallMs();
  const { code, message, context } = error;
  if (GONE.has(code)) await noteGone(documents, account, { atMs: endedMs, code, text: message });
  const level = typeof context['level'] === 'string' ? context['level'] : null;
  const counts = { pages, pools: 0, instances: 0 };
  const run: Run = { startedMs, endedMs, result: 'failed', ...counts, code, level, reason: message };
  await keepRun(documents, account, run);
  return run;
}

type Pulled = readonly [readonly VirtualAccount[], readonly LicensePool[], readonly ProductInstance[]];

/** All three lists, or why there is no complete set of them. Both long lists are read side by side; the client paces them. */
async function pull(cssm: CssmClient, account: string, pages: Pages): Promise<Pulled | LicenseLabError> {
  const virtualAccounts = await answered<readonly VirtualAccount[]>((done) =>
    cssm.virtualAccounts(account, done),
  );
  if (isLicenseLabError(virtualAccounts)) return virtualAccounts;
  pages.set('virtual accounts', 1, 1);
  const [pools, instances] = await Promise.all([
    answered<readonly LicensePool[]>((done) => cssm.pools(account, { progress: pages.of('pools') }, done)),
    answered<readonly ProductInstance[]>((done) =>
      cssm.instances(account, { progress: pages.of('instances') }, done),
    ),
  ]);
  if (isLicenseLabError(pools)) return pools;
  if (isLicenseLabError(instances)) return instances;
  return [virtualAccounts, pools, instances];
}

type List = 'virtual accounts' | 'pools' | 'instances';

/** Pages of the three lists together. */
interface Pages {
  set(list: List, pagesDone: number, pagesTotal: number | null): void;
  of(list: List): (progress: { readonly pagesDone: number; readonly pagesTotal: number | null }) => void;
  now(): { readonly pagesDone: number; readonly pagesTotal: number | null };
  /** Milliseconds to the end: from the pages, where their number is known; else as long as the last good run took. */
  etaMs(elapsedMs: number, earlierMs: number): number;
  onChange(listener: () => void): void;
}

function createPages(): Pages {
  const lists = new Map<List, { readonly done: number; readonly total: number | null }>();
  let changed = (): void => undefined;
  const now = () => {
    const seen = [...lists.values()];
    const totals = seen.map(({ total }) => total).filter((total) => total !== null);
    const pagesDone = seen.reduce((sum, { done }) => sum + done, 0);
    // The three lists are all known once each has had its first page.
    const pagesTotal = totals.length === 3 ? totals.reduce((sum, total) => sum + total, 0) : null;
    return { pagesDone, pagesTotal };
  };
  const set: Pages['set'] = (list, done, total) => {
    lists.set(list, { done, total });
    changed();
  };
  return {
    set,
    of:
      (list) =>
      ({ pagesDone, pagesTotal }) =>
        set(list, pagesDone, pagesTotal),
    now,
    etaMs(elapsedMs, earlierMs) {
      const { pagesDone, pagesTotal } = now();
      if (pagesTotal === null) return Math.max(0, earlierMs - elapsedMs);
      return Math.round((elapsedMs / Math.max(1, pagesDone)) * Math.max(0, pagesTotal - pagesDone));
    },
    onChange(listener) {
      changed = listener;
    },
  };
}
