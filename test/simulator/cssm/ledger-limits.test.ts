import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import * as book from '../../../simulator/cssm/ledger/index.ts';
import { LIMITS } from '../../../simulator/cssm/ledger/limits.ts';
import { ledgerOf } from '../../../simulator/cssm/world.ts';
import { ACCOUNTS, NA24 } from './lab.ts';

const DOMAIN = 'campus.example';
const at = Date.UTC(2026, 0, 5, 8);
const random = createRandom(7);
const device = (serial: string) => ({ hostname: serial, release: '', udis: [{ pid: 'C9300-24T', serial }] });

/** A ledger with one switch. */
function fresh() {
  const ledger = ledgerOf(ACCOUNTS, 'error', at, random);
  const { state } = ledger;
  const tell = (decision: book.LedgerChange | book.Refusal) => ledger.record(decision, at);
  const admitted = tell(book.decideFirstContact(state, DOMAIN, 'DEFAULT', device('S1'), random));
  const account = () => book.findAccount(state, DOMAIN)!;
  return { state, tell, account, uuid: 'uuid' in admitted ? admitted.uuid : '' };
}

describe('a book does not grow for ever', () => {
  test('of an account’s alerts, users and Virtual Accounts there is a last one', () => {
    const { state, tell, account } = fresh();
    const alert = () => book.decideAlert(state, DOMAIN, 'Updated Smart License Agreement', 'x');
    for (let number = 0; number < LIMITS.alerts; number++) tell(alert());
    expect(alert()).toMatchObject({ refusal: 'too-many' });
    const role = { role: 'Smart Account User', virtualAccount: null } as const;
    const user = (name: string) => book.decideRoles(state, DOMAIN, name, [role]);
    for (let number = 0; number < LIMITS.users; number++) tell(user(`u${number}`));
    expect(user('one-more')).toMatchObject({ refusal: 'too-many' });
    expect(user('u0')).toMatchObject({ type: 'roles-set' });
    const open = (name: string) => book.decideVirtualAccount(state, DOMAIN, { name });
    for (let number = account().virtualAccounts.size; number < LIMITS.virtualAccounts; number++) {
      tell(open(`V${number}`));
    }
    expect(open('one more')).toMatchObject({ refusal: 'too-many' });
  });

  test('of reports that wait the last 300 are kept', () => {
    const { state, tell, uuid } = fresh();
    for (let number = 0; number < 305; number++) tell(book.decideReport(state, DOMAIN, device('S1'), []));
    expect(state.instances.get(uuid)?.waiting).toHaveLength(LIMITS.waiting);
    expect(state.instances.get(uuid)?.waiting[0]?.report).toBe(6);
  });

  test('a full pool, and a full list of tokens, refuse one more', () => {
    const { state, tell } = fresh();
    const lot = { license: NA24, type: 'PERPETUAL', quantity: 1, start: null, end: null } as const;
    const deposit = () => book.decideDeposit(state, DOMAIN, 'Branch North', lot);
    for (let number = 1; number < LIMITS.lots; number++) tell(deposit());
    expect(deposit()).toMatchObject({ refusal: 'too-many' });
    const asked = { description: '', expiresAfterDays: 1, exportControlled: false };
    const token = () => book.decideToken(state, DOMAIN, 'DEFAULT', asked, at, random);
    const one = tell(token());
    if (!('token' in one) || one.token === null) throw new Error('no token');
    const made = state.tokens.get(one.token)!;
    for (let number = 1; number < LIMITS.tokens; number++) state.tokens.set(`t${number}`, made);
    expect(token()).toMatchObject({ refusal: 'too-many' });
  });
});
