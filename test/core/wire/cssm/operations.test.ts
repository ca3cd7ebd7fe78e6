import { expect, test } from 'vitest';
import {
  createToken,
  listAccounts,
  listVirtualAccounts,
  searchAccounts,
  searchInstances,
  searchLicenses,
} from '../../../../core/wire/cssm/operations.ts';

const page = { virtualAccounts: ['DEFAULT'], limit: 500, offset: 0 };

// Paths and bodies as public clients send them.
test.each([
  [listAccounts(), 'GET /v2/accounts', null],
  [
    searchAccounts('a.example'),
    'GET /v1/accounts/search?domain=a.example&type=CUSTOMER&limit=1000&offset=0',
    null,
  ],
  [listVirtualAccounts('a.example'), 'GET /v1/accounts/a.example/CUSTOMER/virtual-accounts', null],
  [
    searchLicenses('a.example', page),
    'POST /v1/accounts/a.example/licenses',
    { virtualAccounts: ['DEFAULT'], limit: 500, offset: 0 },
  ],
  [
    searchInstances('a.example', { ...page, virtualAccounts: [], offset: 500 }),
    'POST /v1/accounts/a.example/devices',
    { virtualAccounts: [], limit: 500, offset: 500 },
  ],
  [
    createToken('a.example', 'Branch / North', {
      description: 'd',
      expiresAfterDays: 30,
      exportControlled: false,
    }),
    'POST /v1/accounts/a.example/virtual-accounts/Branch%20%2F%20North/tokens',
    { description: 'd', expiresAfterDays: 30, exportControlled: 'Not Allowed' },
  ],
])('%o', (operation, line, body) => {
  expect(`${operation.method} ${operation.path}`).toBe(line);
  expect(operation.body === null ? null : JSON.parse(operation.body)).toEqual(body);
});

test('a domain cannot leave its place in the path', () => {
  expect(searchLicenses('../../x?y#z', page).path).toBe('/v1/accounts/..%2F..%2Fx%3Fy%23z/licenses');
});
