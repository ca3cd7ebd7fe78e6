import { lookup } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import type { LookupFunction } from 'node:net';

/** Addresses that are not CSSM's on the internet: loopback, private, link-local with the clouds' metadata service, unspecified. */
const INTERNAL: readonly (readonly [net: string, prefix: number, family: 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 128, 'ipv6'],
  ['::1', 128, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];

const internal = new BlockList();
for (const [net, prefix, family] of INTERNAL) internal.addSubnet(net, prefix, family);

/** True for an address inside, also when written as an IPv4 address mapped into IPv6. */
export function isInternalAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const mapped = family === 6 ? mappedIPv4(address) : null;
  return mapped === null
    ? internal.check(address, family === 6 ? 'ipv6' : 'ipv4')
    : internal.check(mapped, 'ipv4');
}

/** True for 127/8 and ::1. */
export function isLoopbackAddress(address: string): boolean {
  const plain = isIP(address) === 6 ? (mappedIPv4(address) ?? address) : address;
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'));
}

/** Code of the error for a name that resolves to an address inside. */
export const ADDRESS_REFUSED = 'CSSM_ADDRESS_REFUSED';

/**
 * Name resolution for connections to CSSM that hands out no internal address (safety T10): what a name meant when it was checked
 * is not what it means when it is used.
 */
export const outsideLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error !== null) {
      callback(error, []);
      return;
    }
    const [first] = found;
    if (first === undefined || found.some(({ address }) => isInternalAddress(address))) {
      callback(Object.assign(new Error('address refused'), { code: ADDRESS_REFUSED }), []);
    } else if (options.all === true) {
      callback(null, found);
    } else {
      callback(null, first.address, first.family);
    }
  });
};

/** `::ffff:10.0.0.1` or `::ffff:a00:1` as `10.0.0.1`; null when it is not mapped. */
function mappedIPv4(address: string): string | null {
  // The URL parser gives every IPv6 address its shortest form.
  const short = new URL(`http://[${address.split('%')[0] ?? ''}]`).hostname.slice(1, -1);
  const found = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(short);
  if (found === null) return null;
  const [high, low] = [Number.parseInt(found[1] ?? '0', 16), Number.parseInt(found[2] ?? '0', 16)];
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}
