import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { bits, integer, oid, pem, sequence, set, tagged, utcTime, utf8 } from './der.ts';
import {
  alternativeNames,
  authorityKeyId,
  certificateAuthority,
  loopbackOnly,
  serverUse,
  subjectKeyId,
} from './extensions.ts';

const DAY_MS = 86_400_000;
const AUTHORITY_DAYS = 3650;
/** Public clients refuse server certificates of more than 398 days. */
const SERVER_DAYS = 397;
const AUTHORITY_NAME = 'Catalyst License Lab CA (simulated CSSM)';
/** ecdsa-with-SHA256, RFC 5758 3.2. */
const SIGNATURE = sequence(oid('1.2.840.10045.4.3.2'));

/** A certificate and its key, as PEM. */
export interface KeyedCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** Makes the lab's authority, EC P-256. `nowMs` is real time: clients compare certificates with their own clock. */
export function createAuthority(nowMs: number): KeyedCertificate {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = keyId(privateKey);
  const extensions = [subjectKeyId(id), ...certificateAuthority(), loopbackOnly()];
  const name = nameOf(AUTHORITY_NAME);
  return issue({
    key: privateKey,
    name,
    issuerKey: privateKey,
    issuerName: name,
    extensions,
    nowMs,
    days: AUTHORITY_DAYS,
  });
}

/** Makes a server's certificate for these DNS names and addresses, signed by the authority. */
export function createServerCertificate(
  authority: KeyedCertificate,
  names: readonly string[],
  nowMs: number,
): KeyedCertificate {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuerKey = createPrivateKey(authority.key);
  const extensions = [
    subjectKeyId(keyId(privateKey)),
    authorityKeyId(keyId(issuerKey)),
    ...serverUse(),
    alternativeNames(names),
  ];
  const issuerName = nameOf(AUTHORITY_NAME);
  const name = nameOf('Catalyst License Lab CSSM');
  return issue({ key: privateKey, name, issuerKey, issuerName, extensions, nowMs, days: SERVER_DAYS });
}

interface Wanted {
  readonly key: KeyObject;
  readonly name: Buffer;
  readonly issuerKey: KeyObject;
  readonly issuerName: Buffer;
  readonly extensions: readonly Buffer[];
  readonly nowMs: number;
  readonly days: number;
}

/** RFC 5280 4.1. It begins a day early, for clients whose clock is behind. */
function issue({ key, name, issuerKey, issuerName, extensions, nowMs, days }: Wanted): KeyedCertificate {
  const version3 = tagged(0, integer(Buffer.of(2)));
  const validity = sequence(utcTime(nowMs - DAY_MS), utcTime(nowMs + days * DAY_MS));
  const body = sequence(
    version3,
    serialNumber(key),
    SIGNATURE,
    issuerName,
    validity,
    name,
    publicInfo(key),
    tagged(3, sequence(...extensions)),
  );
  const certificate = sequence(body, SIGNATURE, bits(sign('sha256', body, issuerKey)));
  return {
    certificate: pem('CERTIFICATE', certificate),
    key: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** Unique like the key it is made from; positive and of 16 bytes. */
function serialNumber(key: KeyObject): Buffer {
  const digest = createHash('sha256').update('serial').update(publicInfo(key)).digest().subarray(0, 16);
  digest[0] = ((digest[0] ?? 0) & 0x7f) | 0x40;
  return integer(digest);
}

/** RFC 5280 4.2.1.2, method 1 with SHA-256 cut to 20 bytes (RFC 7093 2). */
function keyId(key: KeyObject): Buffer {
  return createHash('sha256').update(publicInfo(key)).digest().subarray(0, 20);
}

function publicInfo(key: KeyObject): Buffer {
  return createPublicKey(key).export({ type: 'spki', format: 'der' });
}

function nameOf(commonName: string): Buffer {
  return sequence(set(sequence(oid('2.5.4.3'), utf8(commonName))));
}
