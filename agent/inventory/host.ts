import { isIPv4, isIPv6, SocketAddress } from 'node:net';

/** One spelling per address: lower case, no final dot, IPv6 shortened, IPv4 inside IPv6 taken out. */
export function canonicalHost(host: string): string {
  const text = host.toLowerCase().replace(/\.$/, '');
  if (!isIPv6(text)) return text;
  const short = new SocketAddress({ address: text, family: 'ipv6' }).address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(short)?.[1];
  return mapped !== undefined && isIPv4(mapped) ? mapped : short;
}

/** True for 127/8, ::1 and `localhost`: what cannot leave this machine. Other names may resolve to anything. */
export function isLoopback(host: string): boolean {
  const canonical = canonicalHost(host);
  if (isIPv4(canonical)) return canonical.startsWith('127.');
  return canonical === '::1' || canonical === 'localhost';
}
