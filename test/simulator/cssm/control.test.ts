import { describe, expect, test } from 'vitest';
import { DNA24, NA24, labOf } from './lab.ts';

const at = { account: 'campus.example', virtualAccount: 'DEFAULT' };
const pool = (lab: ReturnType<typeof labOf>, license: string, index = 0) =>
  lab.cssm.control.accounts()[0]?.virtualAccounts[index]?.pools.find((row) => row.license === license)
    ?.quantity;

describe('the control desk', () => {
  test('shows accounts with balances', () => {
    expect(labOf().cssm.control.accounts()).toMatchObject([
      {
        domain: 'campus.example',
        status: 'active',
        virtualAccounts: [{ name: 'DEFAULT', default: true }, { name: 'Branch North' }],
      },
      { domain: 'merged.example' },
    ]);
  });

  test('deletes by domain or by id', () => {
    const lab = labOf();
    const { id } = lab.cssm.control.accounts()[1] ?? { id: 0 };
    expect(lab.cssm.control.deleteAccount(String(id))).toMatchObject({
      domain: 'merged.example',
      status: 'deleted',
    });
    expect(lab.cssm.control.deleteAccount('CAMPUS.example').status).toBe('deleted');
  });

  test('deposits, expires and transfers', () => {
    const lab = labOf();
    lab.cssm.control.deposit({ ...at, license: NA24, quantity: 10 });
    expect(pool(lab, NA24)).toBe(40);
    lab.cssm.control.transfer({
      account: 'campus.example',
      from: 'DEFAULT',
      to: 'Branch North',
      license: NA24,
      quantity: 3,
    });
    expect([pool(lab, NA24), pool(lab, NA24, 1)]).toEqual([37, 8]);
    lab.cssm.control.expire({ ...at, license: DNA24 });
    expect(pool(lab, DNA24)).toBe(0);
  });

  test('a deposit of a term to come does not count yet', () => {
    const lab = labOf();
    lab.cssm.control.deposit({ ...at, license: DNA24, quantity: 10, start: '2026-02-01', end: '2027-01-31' });
    expect(pool(lab, DNA24)).toBe(20);
  });

  test.each([
    ['no quantity', 'deposit', { ...at, license: NA24 }, 'CSSM_CONTROL_REQUEST'],
    ['a negative quantity', 'deposit', { ...at, license: NA24, quantity: -1 }, 'CSSM_CONTROL_REQUEST'],
    ['an unknown key', 'deposit', { ...at, license: NA24, quantity: 1, x: 1 }, 'CSSM_CONTROL_REQUEST'],
    ['no body', 'expire', undefined, 'CSSM_CONTROL_REQUEST'],
    ['an unknown account', 'expire', { ...at, account: 'x', license: NA24 }, 'CSSM_CONTROL_REFUSED'],
    ['nothing to expire', 'expire', { ...at, license: NA24 }, 'CSSM_CONTROL_REFUSED'],
    [
      'a day that does not exist',
      'deposit',
      { ...at, license: NA24, quantity: 1, end: '2026-02-30' },
      'CSSM_CONTROL_REFUSED',
    ],
    [
      'too many',
      'transfer',
      { account: 'campus.example', from: 'DEFAULT', to: 'Branch North', license: NA24, quantity: 99 },
      'CSSM_CONTROL_REFUSED',
    ],
  ] as const)('refuses %s in %s', (_name, verb, body, code) => {
    const lab = labOf();
    const { seq } = lab.cssm.ledger.state;
    expect(() => lab.cssm.control[verb](body)).toThrow(expect.objectContaining({ code }));
    expect(lab.cssm.ledger.state.seq).toBe(seq);
  });

  test('a second deletion is refused', () => {
    const lab = labOf();
    lab.cssm.control.deleteAccount('campus.example');
    expect(() => lab.cssm.control.deleteAccount('campus.example')).toThrow(
      expect.objectContaining({ code: 'CSSM_CONTROL_REFUSED' }),
    );
  });

  test('its journal holds only what concerns CSSM', () => {
    const lab = labOf();
    lab.journal.note('sw-1', 'connect', 1, null, {});
    lab.call('GET', '/v2/accounts');
    expect(new Set(lab.cssm.control.journal().map((entry) => entry.device))).toEqual(new Set(['cssm']));
    expect(lab.cssm.control.journal(99)).toEqual([]);
  });
});
