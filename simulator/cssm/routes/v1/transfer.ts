import { decideTransfer, isRefusal } from '../../ledger/index.ts';
import type { Transfer } from '../../ledger/index.ts';
import { assumedSuccess, failure } from './envelope.ts';
import { isFields } from '../fields.ts';
import type { Call, Operation } from '../operation.ts';

/** Licenses of one call; a vendor's tool splits at 998 (`reference/cssm.md` 1.5). */
const QUANTITY_MAX = 999;

/**
 * Moves licenses to other Virtual Accounts [C, S3, S13]. Each item is done or refused by itself; ERROR stands at the top when
 * any was refused. That, and the list of items in the answer, is assumed.
 */
export const transferLicenses: Operation = {
  name: 'transferLicenses',
  dialect: 'v1',
  method: 'POST',
  path: '/v1/accounts/:domain/virtual-accounts/:virtualAccount/licenses/transfer',
  isWrite: true,
  about: 'account',
  run(call, account) {
    const from = call.path['virtualAccount'] ?? '';
    if (!account.virtualAccounts.has(from)) return failure(`Virtual Account '${from}' was not found.`);
    const items = call.fields['licenses'];
    if (!Array.isArray(items) || items.length === 0) return failure('licenses must be a list.');
    const results = items.map((item: unknown) => transferItem(call, account.domain, from, item));
    const refused = results.find((result) => result.status === 'ERROR');
    const licenses = { licenses: results };
    return refused === undefined ? assumedSuccess(licenses) : failure(refused.statusMessage, licenses);
  },
};

function transferItem({ parts, at, today }: Call, domain: string, from: string, item: unknown) {
  if (!isFields(item)) return { status: 'ERROR', statusMessage: 'A license to transfer must be an object.' };
  const { license, licenseType, quantity, targetVirtualAccount: to } = item;
  const said = { license, licenseType, quantity, targetVirtualAccount: to };
  const problem = (statusMessage: string) => ({ ...said, status: 'ERROR', statusMessage });
  if (typeof license !== 'string' || typeof to !== 'string') {
    return problem('license and targetVirtualAccount are required.');
  }
  if (licenseType !== 'PERPETUAL' && licenseType !== 'TERM') {
    return problem('licenseType must be PERPETUAL or TERM.');
  }
  if (typeof quantity !== 'number' || quantity > QUANTITY_MAX) {
    return problem(`quantity must be a number of at most ${QUANTITY_MAX}.`);
  }
  const asked: Transfer = { from, to, license, type: licenseType, quantity };
  const moved = parts.ledger.record(decideTransfer(parts.ledger.state, domain, asked, today), at);
  return isRefusal(moved) ? problem(moved.message) : { ...said, status: 'SUCCESS', statusMessage: '' };
}
