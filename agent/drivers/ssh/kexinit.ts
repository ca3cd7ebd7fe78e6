/**
 * Reads what a server offers from the first bytes it sent, to explain why no algorithm fits: ssh2's own error names neither
 * side's list. RFC 4253 sections 4.2 (identification), 6 (packet), 7.1 (KEXINIT). Pure.
 */
import type { Algorithms } from './algorithms.ts';

const KEXINIT = 20;
const COOKIE_BYTES = 16;

/** A server's offer; each list in the server's order. */
export interface ServerOffer {
  readonly kex: readonly string[];
  readonly serverHostKey: readonly string[];
  readonly cipher: readonly string[];
  readonly hmac: readonly string[];
}

/** Finds the KEXINIT in the first bytes of a connection; null when it is not there (yet). */
export function readServerOffer(bytes: Uint8Array): ServerOffer | null {
  const start = afterIdentification(bytes);
  if (start === null || bytes.length < start + 6) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[start + 5] !== KEXINIT) return null;
  let at = start + 6 + COOKIE_BYTES;
  const list = (): readonly string[] | null => {
    if (bytes.length < at + 4) return null;
    const length = view.getUint32(at);
    if (bytes.length < at + 4 + length) return null;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + at + 4, length).toString('latin1');
    at += 4 + length;
    return text === '' ? [] : text.split(',');
  };
  const [kex, serverHostKey, , cipher, , hmac] = [list(), list(), list(), list(), list(), list()];
  if (!kex || !serverHostKey || !cipher || !hmac) return null;
  return { kex, serverHostKey, cipher, hmac };
}

/** Index after the line that starts with `SSH-`; null when there is none. */
export function afterIdentification(bytes: Uint8Array): number | null {
  let line = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] !== 0x0a) continue;
    if (
      bytes[line] === 0x53 &&
      bytes[line + 1] === 0x53 &&
      bytes[line + 2] === 0x48 &&
      bytes[line + 3] === 0x2d
    )
      return at + 1;
    line = at + 1;
  }
  return null;
}

const KINDS = [
  ['kex', 'key exchange algorithm'],
  ['serverHostKey', 'host key algorithm'],
  ['cipher', 'cipher'],
  ['hmac', 'MAC'],
] as const;

/** Marks in a kex list that are no algorithms (RFC 8308, OpenSSH's strict key exchange). */
const NO_ALGORITHM = /^(ext-info-|kex-strict-)/;

/** Says in words which kind of algorithm has nothing in common; null when each kind has. */
export function explainMismatch(ours: Algorithms, theirs: ServerOffer): string | null {
  for (const [kind, name] of KINDS) {
    const offered = theirs[kind].filter((algorithm) => !NO_ALGORITHM.test(algorithm));
    if (offered.some((algorithm) => ours[kind].includes(algorithm))) continue;
    return `no common ${name}: the device offers ${printable(offered)}; accepted are ${ours[kind].join(', ')}`;
  }
  return null;
}

/** The device's list for a message: only plain characters, and not more than a few lines of them. */
function printable(names: readonly string[]): string {
  const text = names.map((name) => name.replace(/[^!-~]/g, '?')).join(', ');
  return text === '' ? 'none' : text.slice(0, 400);
}
