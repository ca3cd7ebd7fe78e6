import type { Operation } from '../operation.ts';
import { accountPolicy, searchSlrDetails } from './catalogue.ts';
import { findDevice, listDevicesNew } from './devices.ts';
import { searchUserAccounts } from './user-accounts.ts';

/** The Software APIs as far as they are documented, beside those that share an envelope with an older family. */
export const SOFTWARE_OPERATIONS: readonly Operation[] = [
  listDevicesNew,
  findDevice,
  searchSlrDetails,
  accountPolicy,
  searchUserAccounts,
];
