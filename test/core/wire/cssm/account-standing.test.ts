import { expect, test } from 'vitest';
import { judgeAccount, mayBeGone } from '../../../../core/wire/cssm/account-standing.ts';
import { cssmError } from '../../../../core/wire/cssm/errors.ts';

const failure = cssmError('CSSM_FORBIDDEN', 'no', { level: 'http' });
const found = (domain: string, status: string) => ({
  domain,
  name: 'A',
  id: '1',
  status,
  isUsable: status === 'Active',
});

test.each([
  ['nobody', [], 'CSSM_ACCOUNT_DELETED'],
  ['only a longer domain', [found('eu.acme.example', 'Active')], 'CSSM_ACCOUNT_DELETED'],
  ['a deactivated account', [found('acme.example', 'Deactivated')], 'CSSM_ACCOUNT_INACTIVE'],
  ['the account itself', [found('ACME.example', 'Active')], 'CSSM_FORBIDDEN'],
])('when the search finds %s', (_name, rows, code) => {
  expect(judgeAccount(failure, 'acme.example', rows).code).toBe(code);
});

test.each([
  ['CSSM_REFUSED', true],
  ['CSSM_FORBIDDEN', true],
  ['CSSM_NOT_FOUND', true],
  ['CSSM_UNAVAILABLE', false],
  ['CSSM_UNAUTHORIZED', false],
  ['CSSM_NOT_SUBSCRIBED', false],
])('%s puts the account in doubt: %s', (code, expected) => {
  expect(mayBeGone({ code })).toBe(expected);
});
