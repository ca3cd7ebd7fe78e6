import { ConfigError } from '../../core/errors.ts';
import { ADDRESS_REFUSED, isInternalAddress, isLoopbackAddress } from './address-policy.ts';

/** What a URL is for, in messages and as the code of their error. */
export interface UrlUse {
  /** E.g. `base URL of CSSM`. */
  readonly what: string;
  readonly code: string;
  readonly hint: string;
}

const CSSM_HINT = 'For example https://swapi.cisco.com/services/api/smart-accounts-and-licensing';

/** A URL of CSSM or its token service. */
export const cssmUse = (what: string): UrlUse => ({ what, code: 'CSSM_URL', hint: CSSM_HINT });

/**
 * Checks a URL from local configuration and gives it without a slash at the end (safety T10): https
 * only, no user in it, no query. An address inside (an On-Prem SSM, the lab) needs `allowPrivate`; names are checked when they
 * are resolved. Throws the code of its use, `CSSM_ADDRESS_REFUSED`.
 */
export function checkedUrl(text: string, { what, code, hint }: UrlUse, allowPrivate: boolean): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const fail = (expected: string): ConfigError =>
    new ConfigError(code, `The ${what} must be ${expected}.`, { hint });
  if (url === null) throw fail('a URL');
  if (url.protocol !== 'https:') throw fail(`an https URL, not ${url.protocol.slice(0, -1)}`);
  if (url.username !== '' || url.password !== '') throw fail('a URL without user and password');
  if (url.search !== '' || url.hash !== '') throw fail('a URL without query and fragment');
  if (!allowPrivate && (isInternalAddress(hostOf(url)) || /(^|\.)localhost$/.test(url.hostname))) {
    throw new ConfigError(ADDRESS_REFUSED, `The ${what} names ${url.hostname}, an internal address.`, {
      hint: 'Write allowPrivate: true beside it if it is meant to be inside your network.',
    });
  }
  return url.href.replace(/\/+$/, '');
}

/** True when a checked URL can only mean this machine. */
export function isLoopbackUrl(url: string): boolean {
  const host = hostOf(new URL(url));
  return host === 'localhost' || isLoopbackAddress(host);
}

function hostOf(url: URL): string {
  return url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
}
