export { decodeAccessToken } from './access-token.ts';
export { judgeAccount, mayBeGone } from './account-standing.ts';
export {
  accountOf,
  decodeAccounts,
  decodeFoundAccounts,
  type FoundAccount,
  type SmartAccount,
} from './accounts.ts';
export { cssmError, isTransient } from './errors.ts';
export { decodeInstances, instanceKey, type ProductInstance } from './instances.ts';
export { parseJsonObject, type JsonObject } from './json.ts';
export { ANSWER_BYTES_MAX, PAGE_ROWS } from './limits.ts';
export { onPremOperation } from './on-prem.ts';
export {
  createToken,
  listAccounts,
  listVirtualAccounts,
  removeInstances,
  searchAccounts,
  searchInstances,
  searchLicenses,
  transferLicenses,
  type CssmOperation,
  type TokenRequest,
  type TransferRequest,
} from './operations.ts';
export {
  isPageAnomaly,
  nextOffset,
  pagesTotal,
  startWalk,
  takePage,
  type Page,
} from './page-walk.ts';
export { decodePools, poolKey, type LicensePool, type PoolLot } from './pools.ts';
export { shownUsage } from './shown.ts';
export { decodeCreatedToken, decodeTokens } from './tokens.ts';
export { readV1 } from './triage.ts';
export { decodeVirtualAccounts, type VirtualAccount } from './virtual-accounts.ts';
