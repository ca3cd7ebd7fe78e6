/** Extensions of the lab's certificates (RFC 5280 4.2). */
import { isIPv4, isIPv6 } from 'node:net';
import { bits, bool, integer, octets, oid, sequence, tagged, taggedBytes } from './der.ts';

const extension = (id: string, isCritical: boolean, value: Uint8Array): Buffer =>
  sequence(oid(id), ...(isCritical ? [bool(true)] : []), octets(value));

export const subjectKeyId = (id: Uint8Array): Buffer => extension('2.5.29.14', false, octets(id));
export const authorityKeyId = (id: Uint8Array): Buffer =>
  extension('2.5.29.35', false, sequence(taggedBytes(0, id)));

/** May sign certificates, but no further authority. */
export const certificateAuthority = (): readonly Buffer[] => [
  extension('2.5.29.19', true, sequence(bool(true), integer(Buffer.of(0)))),
  // keyCertSign and cRLSign.
  extension('2.5.29.15', true, bits(Buffer.of(0x06), 1)),
];

/** A server's certificate: signs handshakes, no authority. */
export const serverUse = (): readonly Buffer[] => [
  extension('2.5.29.19', true, sequence()),
  // digitalSignature.
  extension('2.5.29.15', true, bits(Buffer.of(0x80), 7)),
  extension('2.5.29.37', false, sequence(oid('1.3.6.1.5.5.7.3.1'))),
];

/** Names the server answers to: DNS names and addresses. */
export function alternativeNames(names: readonly string[]): Buffer {
  const general = names.map((name) => {
    const address = addressBytes(name);
    return address === null ? taggedBytes(2, Buffer.from(name)) : taggedBytes(7, address);
  });
  return extension('2.5.29.17', false, sequence(...general));
}

/**
 * The authority can vouch for loopback only (RFC 5280 4.2.1.10): who trusts the lab's CA on a laptop does not let its key
 * speak for any other host.
 */
export function loopbackOnly(): Buffer {
  const subtree = (name: Uint8Array): Buffer => sequence(name);
  const permitted = tagged(
    0,
    subtree(taggedBytes(2, Buffer.from('localhost'))),
    subtree(taggedBytes(7, Buffer.of(127, 0, 0, 0, 255, 0, 0, 0))),
    subtree(taggedBytes(7, Buffer.concat([Buffer.alloc(15), Buffer.of(1), Buffer.alloc(16, 0xff)]))),
  );
  return extension('2.5.29.30', true, sequence(permitted));
}

function addressBytes(name: string): Buffer | null {
  if (isIPv4(name)) return Buffer.from(name.split('.').map(Number));
  if (!isIPv6(name)) return null;
  const [head = '', tail] = name.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const middle = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return Buffer.from([...left, ...middle, ...right].map((group) => group.padStart(4, '0')).join(''), 'hex');
}
