/**
 * The closed list of what is asked of CSSM, dialect v1 (`reference/cssm.md` 1.5). Paths are below the base URL. `scope` is the
 * Smart Account the call is about, or null.
 */
import { SEARCH_ROWS_MAX } from './limits.ts';

/** One call, as data. */
export interface CssmOperation {
  readonly name: string;
  /** `change` is never repeated unless it certainly did nothing. */
  readonly kind: 'read' | 'change';
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: string | null;
  readonly scope: string | null;
}

/** Part of a complete list. An empty list of Virtual Accounts means all that are visible. */
export interface PageRequest {
  readonly virtualAccounts: readonly string[];
  readonly limit: number;
  readonly offset: number;
}

/** What a new registration token is for. */
export interface TokenRequest {
  readonly description: string;
  /** 1 to 365. */
  readonly expiresAfterDays: number;
  readonly exportControlled: boolean;
}

const account = (domain: string): string => `/v1/accounts/${encodeURIComponent(domain)}`;

/** Smart Accounts on which this client has a role. */
export function listAccounts(): CssmOperation {
  return {
    name: 'list accounts',
    kind: 'read',
    method: 'GET',
    path: '/v2/accounts',
    body: null,
    scope: null,
  };
}

/** All Smart Accounts whose domain contains `domain`. */
export function searchAccounts(domain: string): CssmOperation {
  const query = `domain=${encodeURIComponent(domain)}&type=CUSTOMER&limit=${SEARCH_ROWS_MAX}&offset=0`;
  const path = `/v1/accounts/search?${query}`;
  return { name: 'search accounts', kind: 'read', method: 'GET', path, body: null, scope: null };
}

/** Virtual Accounts of a Smart Account. */
export function listVirtualAccounts(domain: string): CssmOperation {
  const path = `${account(domain)}/CUSTOMER/virtual-accounts`;
  return { name: 'list virtual accounts', kind: 'read', method: 'GET', path, body: null, scope: domain };
}

/** A page of the licenses of a Smart Account, with balances. */
export function searchLicenses(domain: string, page: PageRequest): CssmOperation {
  return post('search licenses', 'read', `${account(domain)}/licenses`, page, domain);
}

/** A page of the product instances of a Smart Account. */
export function searchInstances(domain: string, page: PageRequest): CssmOperation {
  return post('search devices', 'read', `${account(domain)}/devices`, page, domain);
}

/** Makes a registration token. Not harmless to repeat: each call makes one more. */
export function createToken(domain: string, virtualAccount: string, token: TokenRequest): CssmOperation {
  const path = `${account(domain)}/virtual-accounts/${encodeURIComponent(virtualAccount)}/tokens`;
  const { description, expiresAfterDays, exportControlled } = token;
  const body = {
    description,
    expiresAfterDays,
    exportControlled: exportControlled ? 'Allowed' : 'Not Allowed',
  };
  return post('create token', 'change', path, body, domain);
}

/** Licenses of one name and type that go to another Virtual Account: those that end last first. */
export interface TransferRequest {
  readonly license: string;
  readonly type: string;
  /** 1 to 999. */
  readonly quantity: number;
  readonly to: string;
}

/** Moves licenses out of a Virtual Account. Never repeated: each call moves once more. */
export function transferLicenses(domain: string, from: string, asked: TransferRequest): CssmOperation {
  const path = `${account(domain)}/virtual-accounts/${encodeURIComponent(from)}/licenses/transfer`;
  const { license, type: licenseType, quantity, to: targetVirtualAccount } = asked;
  const item = { license, licenseType, quantity, targetVirtualAccount, precedence: 'LONGEST_TERM_FIRST' };
  return post('transfer licenses', 'change', path, { licenses: [item] }, domain);
}

/** Removes product instances; the key is misspelt in the service (`reference/cssm.md` 1.5). */
export function removeInstances(
  domain: string,
  virtualAccount: string,
  instances: readonly { readonly serial: string; readonly pid: string; readonly productTag: string }[],
): CssmOperation {
  const path = `/v2/accounts/${encodeURIComponent(domain)}/virtual-accounts/${encodeURIComponent(virtualAccount)}/devices/remove`;
  const productInstacesRemoveRequests = instances.map(({ serial, pid, productTag }) => ({
    sudi: { udiPid: pid, udiSerialNumber: serial },
    productTagName: productTag,
    returnCode: '',
  }));
  return post('remove devices', 'change', path, { productInstacesRemoveRequests }, domain);
}

function post(
  name: string,
  kind: CssmOperation['kind'],
  path: string,
  body: object,
  scope: string,
): CssmOperation {
  return { name, kind, method: 'POST', path, body: JSON.stringify(body), scope };
}
