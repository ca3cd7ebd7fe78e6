import { listAccounts, searchAccounts } from './accounts.ts';
import { searchDevices } from './devices.ts';
import { searchLicenses } from './licenses.ts';
import type { Operation } from './operation.ts';
import { createToken, listTokens } from './tokens.ts';
import { transferLicenses } from './transfer.ts';
import { createVirtualAccount, listVirtualAccounts } from './virtual-accounts.ts';

/** The v1 family, as far as it is built. Other dialects get lists of their own. */
export const V1_OPERATIONS: readonly Operation[] = [
  listAccounts,
  searchAccounts,
  listVirtualAccounts,
  createVirtualAccount,
  searchLicenses,
  transferLicenses,
  searchDevices,
  listTokens,
  createToken,
];
