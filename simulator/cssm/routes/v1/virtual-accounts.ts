import { decideVirtualAccount, isRefusal } from '../../ledger/index.ts';
import { failure, success } from './envelope.ts';
import type { Operation } from '../operation.ts';

const PATH = '/v1/accounts/:domain/:accountType/virtual-accounts';

/** `isDefault` is a text here [C, S7, S13]. */
export const listVirtualAccounts: Operation = {
  name: 'listVirtualAccounts',
  dialect: 'v1',
  method: 'GET',
  path: PATH,
  about: 'account',
  run({ parts, path, rights }, account) {
    if (path['accountType']?.toUpperCase() !== account.type) return success({ virtualAccounts: [] });
    const { textBooleans } = parts.options.quirks;
    const seen = [...account.virtualAccounts.values()].filter(({ name }) => rights.sees(name));
    const virtualAccounts = seen.map((row) => ({
      isDefault: textBooleans ? String(row.isDefault) : row.isDefault,
      name: row.name,
      description: row.description,
      commerceAccessLevel: row.access,
    }));
    return success({ virtualAccounts }, virtualAccounts.length);
  },
};

/** Creates a Virtual Account [C, S13]. */
export const createVirtualAccount: Operation = {
  name: 'createVirtualAccount',
  dialect: 'v1',
  method: 'POST',
  path: PATH,
  isWrite: true,
  about: 'account',
  run({ parts, fields, at }, account) {
    const { name, description, isDefault, commerceAccessLevel } = fields;
    if (typeof name !== 'string') return failure('name is required.');
    const made = parts.ledger.record(
      decideVirtualAccount(parts.ledger.state, account.domain, {
        name,
        description: typeof description === 'string' ? description : '',
        isDefault: isDefault === true || isDefault === 'true',
        access: commerceAccessLevel === 'RESTRICTED' ? 'RESTRICTED' : 'PUBLIC',
      }),
      at,
    );
    return isRefusal(made) ? failure(made.message) : success({});
  },
};
