/** Whom the licenses reach for: the pools are read once, and what one switch is given no other gets. */
import { isLicenseLabError } from '../../core/errors.ts';
import type { Waiting } from '../../core/model/desired.ts';
import { createRoom, poolKey } from '../../core/model/fit.ts';
import type { Need, Room } from '../../core/model/fit.ts';
import type { Pool } from '../../core/model/balance.ts';
import type { Level } from '../../core/model/level.ts';
import { addedLicenses } from '../planning/index.ts';
import type { PoolReader, ReadDevice } from '../planning/index.ts';
import type { EntitledRow } from './contract.ts';

/** What the balance says of one switch. */
export interface Entitlement {
  readonly entitled: readonly EntitledRow[];
  readonly waiting: Waiting | null;
}

/** Serves switches one after the other. */
export interface Balances {
  serve(read: ReadDevice, from: Level, target: Level): Promise<Entitlement>;
  /** The pools as they were read, for the plans. */
  readonly reader: PoolReader | null;
}

interface Place {
  readonly left: ReadonlyMap<string, number>;
  readonly room: Room;
}

/**
 * Balances over a reader; each Virtual Account is read at most once. `planned` is spoken for: open rollouts will need it.
 * `isCounted` false: nothing is counted.
 */
export function createBalances(
  reader: PoolReader | null,
  isCounted: boolean,
  planned: readonly Need[],
): Balances {
  const known = new Map<string, Promise<readonly Pool[]>>();
  const places = new Map<string, Promise<Place>>();
  const pools = (account: string, virtualAccount: string): Promise<readonly Pool[]> => {
    const key = JSON.stringify([account, virtualAccount]);
    const asked = known.get(key) ?? reader?.pools(account, virtualAccount) ?? Promise.resolve([]);
    known.set(key, asked);
    return asked;
  };
  const placeOf = (account: string, virtualAccount: string): Promise<Place> => {
    const key = JSON.stringify([account, virtualAccount]);
    const place =
      places.get(key) ??
      pools(account, virtualAccount).then((found) => room(account, virtualAccount, found, planned));
    places.set(key, place);
    return place;
  };
  return {
    reader: reader === null ? null : { pools },
    async serve(read, from, target) {
      const added = addedLicenses({ ...read, from }, target);
      if (!isCounted) return { entitled: (added ?? []).map(unknownLeft), waiting: null };
      if (added === null) {
        const models = [...new Set(read.identity.members.map(({ model }) => model))].join(', ');
        const text = `The licenses of ${models} are not known.`;
        return {
          entitled: [],
          waiting: waits('BALANCE_MODEL_UNKNOWN', text, 'Plan it with --without-balance.'),
        };
      }
      const { account, virtualAccount } = read.device;
      const missing = whyUncounted(reader, account, virtualAccount);
      if (missing !== null || account === null || virtualAccount === null)
        return { entitled: added.map(unknownLeft), waiting: missing };
      let place: Place;
      try {
        place = await placeOf(account, virtualAccount);
      } catch (error) {
        if (!isLicenseLabError(error)) throw error;
        const waiting = waits(
          error.code,
          error.message,
          error.hint ?? 'liclab account sync retrieves the balance.',
        );
        return { entitled: added.map(unknownLeft), waiting };
      }
      const needs = added.map((need) => ({ account, virtualAccount, ...need }));
      const short = place.room.take(needs);
      const entitled = needs.map((need) => ({
        license: need.license,
        needed: need.quantity,
        left: place.left.get(poolKey(need)) ?? 0,
      }));
      if (short === null) return { entitled, waiting: null };
      const { need, left } = short;
      const text = `${account} / ${virtualAccount} has ${left} of "${need.license}" left; it needs ${need.quantity}.`;
      return { entitled, waiting: waits('NO_LICENSE', text, 'Add licenses, or: liclab license reapply') };
    },
  };
}

function room(
  account: string,
  virtualAccount: string,
  pools: readonly Pool[],
  planned: readonly Need[],
): Place {
  const left = new Map<string, number>();
  for (const { name, quantity, inUse, reserved } of pools) {
    const key = poolKey({ account, virtualAccount, license: name });
    left.set(key, (left.get(key) ?? 0) + quantity - inUse - reserved);
  }
  for (const need of planned) {
    const key = poolKey(need);
    if (left.has(key)) left.set(key, (left.get(key) ?? 0) - need.quantity);
  }
  return { left, room: createRoom(left) };
}

function whyUncounted(
  reader: PoolReader | null,
  account: string | null,
  virtualAccount: string | null,
): Waiting | null {
  if (reader === null)
    return waits(
      'BALANCE_NO_CSSM',
      'The inventory names no CSSM, so licenses cannot be counted.',
      'Add it, or give --without-balance.',
    );
  if (account !== null && virtualAccount !== null) return null;
  const text = 'It is not known which Virtual Account it belongs to.';
  return waits(
    'BALANCE_NO_ACCOUNT',
    text,
    'Name account and virtualAccount in the desired state or the inventory.',
  );
}

function unknownLeft({
  license,
  quantity,
}: {
  readonly license: string;
  readonly quantity: number;
}): EntitledRow {
  return { license, needed: quantity, left: null };
}

function waits(code: string, text: string, next: string): Waiting {
  return { code, text, next };
}
