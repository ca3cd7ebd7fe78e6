import { X509Certificate, createPrivateKey } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigError } from '../../../core/errors.ts';
import { createAuthority } from './certificate.ts';
import type { KeyedCertificate } from './certificate.ts';

/** File of the authority's certificate, for clients. */
export const CA_FILE = 'cssm-ca.pem';
/** Key and certificate together in one file: it appears whole or not at all, also when two labs start at once. */
const AUTHORITY_FILE = 'cssm-ca-key.pem';
/** An authority with less life left is made anew. */
const LEFT_DAYS_MIN = 30;

/** The lab's authority and the file that clients are pointed to. */
export interface LabAuthority extends KeyedCertificate {
  readonly caFile: string;
}

/**
 * Loads the authority from `dir`, or makes it at the first start: files 0600 in a folder 0700. `nowMs` is real time. Throws
 * `LAB_CA_UNREADABLE` when the file is there and cannot be used.
 */
export function labAuthority(dir: string, nowMs: number): LabAuthority {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const file = path.join(dir, AUTHORITY_FILE);
  const caFile = path.join(dir, CA_FILE);
  let authority = read(file);
  if (authority === null || isEnding(authority, nowMs)) {
    const isReplaced = authority !== null;
    authority = store(file, createAuthority(nowMs), isReplaced);
  }
  writeFileSync(caFile, authority.certificate, { mode: 0o600 });
  return { ...authority, caFile };
}

/** Whoever comes first wins: a link never overwrites. */
function store(file: string, made: KeyedCertificate, isReplaced: boolean): KeyedCertificate {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, made.key + made.certificate, { mode: 0o600 });
  try {
    if (isReplaced) rmSync(file, { force: true });
    linkSync(draft, file);
    return made;
  } catch (cause) {
    const other = read(file);
    if (other !== null) return other;
    throw unreadable(file, cause);
  } finally {
    rmSync(draft, { force: true });
  }
}

function read(file: string): KeyedCertificate | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw unreadable(file, cause);
  }
  const [key, certificate] = ['PRIVATE KEY', 'CERTIFICATE'].map((label) => block(text, label));
  try {
    if (key === undefined || certificate === undefined) throw new Error('a part is missing');
    if (!new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))) {
      throw new Error('key and certificate do not belong together');
    }
    return { key, certificate };
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

function block(text: string, label: string): string | undefined {
  const found = new RegExp(`-----BEGIN ${label}-----[^-]+-----END ${label}-----\n`).exec(text);
  return found?.[0];
}

function isEnding({ certificate }: KeyedCertificate, nowMs: number): boolean {
  const endMs = Date.parse(new X509Certificate(certificate).validTo);
  return endMs - nowMs < LEFT_DAYS_MIN * 86_400_000;
}

function unreadable(file: string, cause: unknown): ConfigError {
  return new ConfigError('LAB_CA_UNREADABLE', `The lab's CA in ${file} cannot be used.`, {
    context: { file },
    hint: 'Remove the file: the next start makes a new CA.',
    cause,
  });
}
