import { decideToken, isRefusal } from '../../ledger/index.ts';
import { assumedSuccess, failure, success } from './envelope.ts';
import { wholeOf } from '../fields.ts';
import type { Operation } from '../operation.ts';

const PATH = '/v1/accounts/:domain/virtual-accounts/:virtualAccount/tokens';

/** Registration tokens that still let devices in [C, S6, S15]; the fields besides `token` are assumed. */
export const listTokens: Operation = {
  name: 'listTokens',
  dialect: 'v1',
  method: 'GET',
  path: PATH,
  about: 'account',
  run({ parts, path, at, client }, account) {
    const name = path['virtualAccount'] ?? '';
    if (!account.virtualAccounts.has(name)) return failure(`Virtual Account '${name}' was not found.`);
    const tokens = [...parts.ledger.state.tokens.values()]
      .filter((row) => row.domain === account.domain && row.virtualAccount === name)
      .filter((row) => !row.isRevoked && row.expiresAt > at)
      .map((row) => ({
        token: row.token,
        description: row.description,
        expirationDate: new Date(row.expiresAt).toISOString(),
        exportControlled: row.exportControlled ? 'Allowed' : 'Not Allowed',
        createdBy: client,
      }));
    return tokens.length === 0 ? success({ tokens }) : assumedSuccess({ tokens }, tokens.length);
  },
};

/** Makes a registration token [C, S6, S13, S15]. `expiresAfterDays` is a number, or a text at On-Prem. */
export const createToken: Operation = {
  name: 'createToken',
  dialect: 'v1',
  method: 'POST',
  path: PATH,
  isWrite: true,
  about: 'account',
  run({ parts, path, fields, at }, account) {
    const { description, expiresAfterDays, exportControlled } = fields;
    if (exportControlled !== 'Allowed' && exportControlled !== 'Not Allowed') {
      return failure("exportControlled must be 'Allowed' or 'Not Allowed'.");
    }
    const asked = {
      description: typeof description === 'string' ? description : '',
      expiresAfterDays: wholeOf(expiresAfterDays) ?? 0,
      exportControlled: exportControlled === 'Allowed',
    };
    const name = path['virtualAccount'] ?? '';
    const { ledger, random } = parts;
    const made = ledger.record(decideToken(ledger.state, account.domain, name, asked, at, random), at);
    return isRefusal(made) ? failure(made.message) : success({ tokenInfo: { token: made.token } });
  },
};
