/** Reads everything CSSM shows of a Smart Account. Nothing at CSSM is changed by it, and nothing that is shown here. */
import { isLicenseLabError, LicenseLabError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Pulled } from '../../core/ports/licensing.ts';
import type { LicensePool, ProductInstance, VirtualAccount } from '../../core/wire/cssm/index.ts';
import type { CssmClient } from '../cssm/index.ts';
import { answered } from './answered.ts';
import type { Documents } from './documents.ts';
import { publishProgress, readProgress } from './progress.ts';
import type { Progress, Publisher } from './progress.ts';
import { readRuns } from './runs.ts';
import type { Snapshot } from './snapshot.ts';

/** What a pull works with. */
export interface PullWorld {
  readonly documents: Documents;
  readonly cssm: CssmClient;
  readonly clock: Clock;
  /** Unscaled: signs of life. */
  readonly beatClock: Clock;
  readonly onProgress?: (progress: Progress) => void;
}

/** How a pull ended: a complete snapshot, or why there is none. `publisher` says *retrieving* until it is ended. */
export interface PullEnd {
  readonly run: Pulled;
  readonly snapshot: Snapshot | null;
  readonly error: LicenseLabError | null;
  readonly publisher: Publisher;
}

/** Assumed for an account that was never retrieved: some pages of a second. */
const FIRST_ETA_MS = 10_000;

/** Throws `SYNC_IN_PROGRESS` when another process gives signs of life that it retrieves the account. */
export async function refuseWhileRetrieving(
  documents: Documents,
  beatClock: Clock,
  account: string,
): Promise<void> {
  if (!(await readProgress(documents, beatClock.wallMs())).has(account)) return;
  throw new LicenseLabError('SYNC_IN_PROGRESS', `Another process retrieves ${account} just now.`, {
    definite: true,
    hint: 'liclab account ls shows how far it is.',
  });
}

/** Pulls an account to its end. Never rejects for what CSSM does; with the store's errors it does. */
export async function pullAccount(world: PullWorld, account: string): Promise<PullEnd> {
  const { documents, clock, beatClock } = world;
  const startedMs = clock.wallMs();
  const storeMs = beatClock.wallMs();
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
  const pulled = await pull(world.cssm, account, pages);
  const endedMs = clock.wallMs();
  const times = { startedMs, endedMs, storeMs, pages: pages.now().pagesDone, hash: '' };
  if (isLicenseLabError(pulled)) {
    const run = { ...times, pools: 0, instances: 0 };
    return { run, snapshot: null, error: pulled, publisher };
  }
  const [rows, pools, instances] = pulled;
  const virtualAccounts = rows.map(({ name, isDefault }) => ({ name, isDefault }));
  const snapshot = { account, begunMs: startedMs, endedMs, virtualAccounts, pools, instances };
  const run = { ...times, pools: pools.length, instances: instances.length };
  return { run, snapshot, error: null, publisher };
}

type Lists = readonly [readonly VirtualAccount[], readonly LicensePool[], readonly ProductInstance[]];

/** All three lists, or why there is no complete set of them. Both long lists are read side by side; the client paces them. */
async function pull(cssm: CssmClient, account: string, pages: Pages): Promise<Lists | LicenseLabError> {
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
