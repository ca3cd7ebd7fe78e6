import type { Operation } from '../operation.ts';
import { listAccounts, searchAccounts } from './accounts.ts';
import { searchDevices } from './devices.ts';
import { searchLicenses } from './licenses.ts';
import { removeDevices, removeDevicesNew } from './remove-devices.ts';
import { RESERVE_OPERATIONS } from './reserve.ts';
import { searchLicenseSubscriptions, subscriptionSearch } from './subscriptions.ts';
import { createToken, listTokens } from './tokens.ts';
import { transferLicenses } from './transfer.ts';
import { createVirtualAccount, listVirtualAccounts } from './virtual-accounts.ts';

/** The v1 family: those that On-Prem serves too (assumed: reads and tokens, `reference/cssm.md` 8). */
export const ON_PREM_OPERATIONS: readonly Operation[] = [
  listVirtualAccounts,
  searchLicenses,
  searchDevices,
  listTokens,
  createToken,
];

/** All of the v1 family, and those of the Software APIs in its envelope. */
export const V1_OPERATIONS: readonly Operation[] = [
  ...ON_PREM_OPERATIONS,
  listAccounts,
  searchAccounts,
  createVirtualAccount,
  searchLicenseSubscriptions,
  subscriptionSearch,
  transferLicenses,
  removeDevices,
  removeDevicesNew,
  ...RESERVE_OPERATIONS,
];
