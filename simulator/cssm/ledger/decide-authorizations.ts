import { balanceOf } from './balances.ts';
import { usableVirtualAccount } from './decide-accounts.ts';
import type { ChangeOf } from './events.ts';
import { isRefusal, refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { LedgerState, Used } from './state.ts';

/** Licenses that one device may hold at once. */
const ROWS_MAX = 64;

/** Authorizes licenses to a device for good: they are reserved for it, beside what it holds. Refused when there are too few. */
export function decideAuthorization(
  state: LedgerState,
  uuid: string,
  asked: readonly Used[],
  today: string,
): ChangeOf<'authorized'> | Refusal {
  const instance = state.instances.get(uuid);
  if (instance === undefined) return refuse('instance-unknown', 'The instance is not known.');
  const holder = usableVirtualAccount(state, instance.domain, instance.virtualAccount);
  if (isRefusal(holder)) return holder;
  const sums = new Map(instance.authorized.map(({ license, quantity }) => [license, quantity]));
  for (const { license, quantity } of asked) {
    if (!Number.isInteger(quantity) || quantity < 1) {
      return refuse('quantity', 'Quantities are whole numbers above 0.');
    }
    const { available } = balanceOf(holder, license, today);
    const added = asked.reduce((sum, row) => sum + (row.license === license ? row.quantity : 0), 0);
    if (added > available) {
      return refuse(
        'too-few',
        `'${instance.virtualAccount}' has ${Math.max(0, available)} of '${license}' to give.`,
      );
    }
    sums.set(license, (sums.get(license) ?? 0) + quantity);
  }
  if (sums.size > ROWS_MAX) return refuse('quantity', `A device holds at most ${ROWS_MAX} licenses.`);
  return {
    type: 'authorized',
    uuid,
    authorized: [...sums].map(([license, quantity]) => ({ license, quantity })),
  };
}

/** Takes back everything that is authorized to a device. */
export function decideReturn(state: LedgerState, uuid: string): ChangeOf<'authorized'> | Refusal {
  const instance = state.instances.get(uuid);
  if (instance === undefined) return refuse('instance-unknown', 'The instance is not known.');
  if (instance.authorized.length === 0)
    return refuse('license-unknown', 'Nothing is authorized to the instance.');
  return { type: 'authorized', uuid, authorized: [] };
}

/** Moves a device with its usage and reservations to another Virtual Account of its Smart Account [D, S26]. */
export function decideMove(
  state: LedgerState,
  uuid: string,
  to: string,
): ChangeOf<'instance-moved'> | Refusal {
  const instance = state.instances.get(uuid);
  if (instance === undefined) return refuse('instance-unknown', 'The instance is not known.');
  const taker = usableVirtualAccount(state, instance.domain, to);
  if (isRefusal(taker)) return taker;
  if (instance.virtualAccount === to)
    return refuse('virtual-account-unknown', `The instance is in '${to}' already.`);
  return { type: 'instance-moved', uuid, to };
}
