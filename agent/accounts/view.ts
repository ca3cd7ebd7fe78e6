import { rfc3339 } from '../planning/index.ts';
import type { Documents } from './documents.ts';
import { readProgress } from './progress.ts';
import type { Account } from './registry.ts';
import { readRuns } from './runs.ts';
import { readSnapshot } from './snapshot.ts';
import type { Snapshot } from './snapshot.ts';

/** How what is shown of an account stands. */
export type AccountState = 'idle' | 'retrieving' | 'ok' | 'stale' | 'failed';

/** A Smart Account as `account ls` shows it. */
export interface AccountView {
  readonly name: string;
  readonly default: boolean;
  readonly source: Account['source'];
  readonly state: AccountState;
  /** When the data that is shown was complete; null: there is none. */
  readonly snapshotAt: string | null;
  readonly ageMs: number | null;
  readonly pagesDone: number;
  readonly pagesTotal: number | null;
  readonly etaMs: number | null;
  /** Why the state is stale or failed, or what is to be known besides. */
  readonly reason: string | null;
}

/** An account's view together with the data it speaks of. */
export interface ShownAccount {
  readonly view: AccountView;
  readonly snapshot: Snapshot | null;
}

/** A snapshot older than this says nothing any more about what may be used (design, reservations). */
export const STALE_MS = 24 * 3_600_000;

/** Now, on two clocks: the agent's, which ages are on, and the store's, which signs of life are on. */
export interface Now {
  readonly agentMs: number;
  readonly storeMs: number;
}

/** The account as it stands now, with its last good snapshot. */
export async function showAccount(documents: Documents, account: Account, now: Now): Promise<ShownAccount> {
  const { name, isDefault, source, gone } = account;
  const snapshot = await readSnapshot(documents, name);
  const progress = (await readProgress(documents, now.storeMs)).get(name) ?? null;
  const last = (await readRuns(documents, name)).at(-1) ?? null;
  const ageMs = snapshot === null ? null : Math.max(0, now.agentMs - snapshot.endedMs);
  const common = {
    name,
    default: isDefault,
    source,
    snapshotAt: snapshot === null ? null : rfc3339(snapshot.endedMs),
    ageMs,
    pagesDone: progress?.pagesDone ?? last?.pages ?? 0,
    pagesTotal: progress === null ? (last?.pages ?? null) : progress.pagesTotal,
    etaMs: progress?.etaMs ?? null,
  };
  const said = (state: AccountState, reason: string | null): ShownAccount => ({
    view: { ...common, state, reason },
    snapshot,
  });
  if (progress !== null) {
    return said('retrieving', snapshot === null ? null : 'what is shown is the snapshot before');
  }
  if (last !== null && last.result !== 'ok')
    return said('failed', `${last.level ?? 'client'}: ${last.reason ?? ''}`);
  if (gone !== null) return said('failed', gone.text);
  if (ageMs === null) return said('idle', 'never retrieved');
  return ageMs > STALE_MS ? said('stale', 'older than 24 hours') : said('ok', null);
}
