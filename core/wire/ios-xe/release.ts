/** Longest text in which a release is looked for: the banner of `show version` and of `software-version` is shorter. */
const BANNER_LENGTH_MAX = 1024;

/**
 * The release in a banner, without leading zeros: `17.9.4a` from `Cisco IOS Software [Cupertino], Catalyst L3 Switch
 * Software (CAT9K_IOSXE), Version 17.9.4a, RELEASE SOFTWARE (fc3)` and from `17.09.04a`. Null when there is none.
 * Engineering builds keep their date (`17.6.20210302:012459`). Both `software-version` and `show version` hold such a banner.
 */
export function releaseOf(banner: string): string | null {
  const text = banner.slice(0, BANNER_LENGTH_MAX);
  const marker = text.indexOf('Version ');
  const word = (marker === -1 ? text : text.slice(marker + 'Version '.length)).trimStart().slice(0, 64);
  const match = /^([0-9]{1,3})\.([0-9]{1,3})(?:\.([0-9]{1,8})([0-9A-Za-z:_-]{0,32}))?/.exec(word);
  if (match === null) return null;
  const [, major = '', minor = '', patch, rest = ''] = match;
  const numbers = [major, minor, ...(patch === undefined ? [] : [patch])].map((part) => String(Number(part)));
  return numbers.join('.') + rest;
}
