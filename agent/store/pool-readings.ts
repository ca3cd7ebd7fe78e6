/** Balances inside the transaction of an admission: the newest there is, and what it cannot know yet. */
import type { PlanRow, PoolReading } from '../../core/machine.ts';
import { poolKey } from '../../core/model/fit.ts';
import type { PoolName } from '../../core/model/fit.ts';
import type { BalanceRow, Plan, PlanDevice } from '../../core/model/plan.ts';
import type { HeldLicense, Tables } from './tables.ts';

/** Longest use of a balance; ended reservations are kept as long. */
export const BALANCE_MS_MAX = 24 * 3_600_000;

/** Kind of the documents that keep the balance of an account, by its domain in lower case. */
export const BALANCE_DOCUMENT = 'account-balance';

/** The balance of one account as a complete retrieval showed it. */
export interface BalanceDocument {
  /** When the retrieval began, on the store's clock. */
  readonly atMs: number;
  /** Open changes whose licenses it counts as in use. */
  readonly counted: readonly string[];
  readonly pools: readonly {
    readonly virtualAccount: string;
    readonly license: string;
    readonly quantity: number;
    readonly inUse: number;
    readonly reserved: number;
  }[];
}

interface Known extends PoolName {
  readonly atMs: number;
  readonly quantity: number;
  readonly inUse: number;
  readonly reserved: number;
  readonly counted: ReadonlySet<string>;
}

/** Pools that the devices of `rows` take licenses from; one whose balance neither the plan nor a retrieval knows is left out. */
export function poolReadings(tables: Tables, hash: string, rows: readonly PlanRow[]): readonly PoolReading[] {
  const wanted = new Map<string, PoolName>();
  for (const { body } of rows) {
    const { account, virtualAccount, added, licenses } = body as Partial<PlanDevice>;
    if (typeof account !== 'string' || typeof virtualAccount !== 'string') continue;
    for (const { license } of added ?? licenses ?? []) {
      const name = { account, virtualAccount, license };
      wanted.set(poolKey(name), name);
    }
  }
  if (wanted.size === 0) return [];
  const known = newest([...wanted.values()], tables, hash);
  const now = tables.wallMs();
  return [...wanted].flatMap(([key, name]): PoolReading[] => {
    const pool = known.get(key);
    if (pool === undefined) return [];
    const { quantity, inUse, reserved, atMs, counted } = pool;
    const held = tables
      .reservations(name.account.toLowerCase())
      .filter((row) => poolKey(row) === key && isUnknownTo(atMs, counted, row))
      .reduce((sum, row) => sum + row.quantity, 0);
    return [{ ...name, quantity, inUse, reserved, held, ageMs: Math.max(0, now - atMs) }];
  });
}

const NONE: ReadonlySet<string> = new Set();

/** True for a promise that a balance begun at `atMs` does not show as in use. */
function isUnknownTo(atMs: number, counted: ReadonlySet<string>, { machine, endedAt }: HeldLicense): boolean {
  return !counted.has(machine) && (endedAt === null || endedAt >= atMs);
}

/** The newer of what the plan and the last retrieval say, per pool. */
function newest(wanted: readonly PoolName[], tables: Tables, hash: string): ReadonlyMap<string, Known> {
  const known = new Map<string, Known>();
  const plan = tables.plan(hash) as Partial<Plan> | null;
  const planAtMs = plan?.balanceAtMs ?? Date.parse(plan?.madeAt ?? '');
  for (const row of plan?.balance ?? []) known.set(poolKey(row), ofPlan(row, planAtMs));
  for (const account of new Set(wanted.map((name) => name.account))) {
    const found = tables.document(BALANCE_DOCUMENT, account.toLowerCase()) as BalanceDocument | null;
    if (found === null || found.atMs <= planAtMs) continue;
    const counted = new Set(found.counted);
    // What a complete retrieval does not list is not owned any more.
    for (const name of wanted.filter((other) => other.account === account))
      known.set(poolKey(name), { ...name, atMs: found.atMs, counted, quantity: 0, inUse: 0, reserved: 0 });
    for (const pool of found.pools) {
      const key = poolKey({ account, ...pool });
      const same = known.get(key);
      if (same === undefined || same.atMs !== found.atMs) continue;
      const { quantity, inUse, reserved } = pool;
      known.set(key, {
        ...same,
        quantity: same.quantity + quantity,
        inUse: same.inUse + inUse,
        reserved: same.reserved + reserved,
      });
    }
  }
  return known;
}

function ofPlan(row: BalanceRow, atMs: number): Known {
  const { account, virtualAccount, license, quantity, inUseBefore, reserved, promised = 0 } = row;
  return {
    account,
    virtualAccount,
    license,
    atMs,
    quantity,
    inUse: inUseBefore,
    reserved: reserved - promised,
    counted: NONE,
  };
}
