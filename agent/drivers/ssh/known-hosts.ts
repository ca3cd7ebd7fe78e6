/**
 * OpenSSH's known_hosts as data: lines in, answers out (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"; OpenSSH `hostfile.c`). Lines that
 * cannot be read are passed over, as OpenSSH does, and counted. Pure; files are read in `known-hosts-file.ts`.
 */
import { fingerprintOf, keyType } from './host-key.ts';
import type { OfferedKey } from './host-key.ts';
import { knownHostsName, matchesHostField, parseHostField, SSH_PORT } from './host-name.ts';
import type { HostField } from './host-name.ts';

/** What a line says about its key. */
export type KnownHostMark = 'key' | 'cert-authority' | 'revoked';

/** One usable line. */
export interface KnownHost {
  readonly mark: KnownHostMark;
  readonly hosts: HostField;
  readonly type: string;
  /** Standard base64 of the key blob. */
  readonly base64: string;
  /** File it came from, and its line there, 1 and up. */
  readonly file: string;
  readonly line: number;
}

/** Longest line that is read: an RSA key of 16,384 bits with its names fits. */
const LINE_CHARACTERS_MAX = 16_384;

/** Reads a file's text. `skipped` holds the numbers of lines that are neither empty, comment nor usable. */
export function parseKnownHosts(
  text: string,
  file: string,
): { readonly entries: KnownHost[]; readonly skipped: number[] } {
  const entries: KnownHost[] = [];
  const skipped: number[] = [];
  let number = 0;
  for (const raw of text.split('\n')) {
    number += 1;
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const entry = line.length > LINE_CHARACTERS_MAX ? null : parseKnownHostLine(line, file, number);
    if (entry === null) skipped.push(number);
    else entries.push(entry);
  }
  return { entries, skipped };
}

/** Reads one line; null when it is not usable. */
export function parseKnownHostLine(line: string, file: string, number: number): KnownHost | null {
  const words = line.trim().split(/[ \t]+/);
  const mark = markOf(words[0] ?? '');
  if (mark === null) return null;
  const [hostsText, type, keyText] = mark === 'key' ? words : words.slice(1);
  if (hostsText === undefined || type === undefined || keyText === undefined) return null;
  const hosts = parseHostField(hostsText);
  const blob = Buffer.from(keyText, 'base64');
  if (hosts === null || !/^[A-Za-z0-9+/]+=*$/.test(keyText) || keyType(blob) !== type) return null;
  return { mark, hosts, type, base64: blob.toString('base64'), file, line: number };
}

function markOf(word: string): KnownHostMark | null {
  if (!word.startsWith('@')) return 'key';
  if (word === '@cert-authority') return 'cert-authority';
  return word === '@revoked' ? 'revoked' : null;
}

/** How the lines of a host judge an offered key. */
export type KnownHostAnswer =
  | { readonly status: 'known'; readonly entry: KnownHost }
  /** Other keys are on record for the host: `entry` is one, of the same type where there is one. */
  | { readonly status: 'changed'; readonly entry: KnownHost }
  | { readonly status: 'revoked'; readonly entry: KnownHost }
  /** Nothing on record but, when not null, a certificate authority, which needs host certificates. */
  | { readonly status: 'unknown'; readonly authority: KnownHost | null };

/** Finds the lines for a name. */
export type FindKnownHosts = (name: string) => readonly KnownHost[];

/**
 * Judges a key as OpenSSH's ssh(1) does: a revoked key is refused whatever else is said; any equal key is good; any other key
 * means *changed*, of whatever type; a host on another port that is not on record is good under its plain name too.
 */
export function judgeHostKey(
  find: FindKnownHosts,
  host: string,
  port: number,
  key: OfferedKey,
): KnownHostAnswer {
  const answer = judge(find(knownHostsName(host, port)), key);
  if (answer.status !== 'unknown' || port === SSH_PORT) return answer;
  const plain = judge(find(knownHostsName(host, SSH_PORT)), key);
  if (plain.status === 'known' || plain.status === 'revoked') return plain;
  return plain.status === 'unknown' && answer.authority === null ? plain : answer;
}

function judge(entries: readonly KnownHost[], key: OfferedKey): KnownHostAnswer {
  const equal = (entry: KnownHost): boolean => entry.base64 === key.base64;
  const revoked = entries.find((entry) => entry.mark === 'revoked' && equal(entry));
  if (revoked !== undefined) return { status: 'revoked', entry: revoked };
  const keys = entries.filter((entry) => entry.mark === 'key');
  const known = keys.find(equal);
  if (known !== undefined) return { status: 'known', entry: known };
  const other = keys.find((entry) => entry.type === key.type) ?? keys[0];
  if (other !== undefined) return { status: 'changed', entry: other };
  return { status: 'unknown', authority: entries.find((entry) => entry.mark === 'cert-authority') ?? null };
}

/** Key types on record for a host, in the order of the lines; what {@link judgeHostKey} would find good comes first. */
export function knownKeyTypes(find: FindKnownHosts, host: string, port: number): readonly string[] {
  const usable = (name: string): string[] =>
    find(name)
      .filter((entry) => entry.mark === 'key')
      .map((entry) => entry.type);
  const own = usable(knownHostsName(host, port));
  return [...new Set(own.length > 0 ? own : usable(knownHostsName(host, SSH_PORT)))];
}

/** Fingerprint of a line's key. */
export function entryFingerprint(entry: KnownHost): string {
  return fingerprintOf(Buffer.from(entry.base64, 'base64'));
}

/** The line that puts a key on record, without line end. */
export function formatKnownHost(host: string, port: number, key: OfferedKey): string {
  return `${knownHostsName(host, port)} ${key.type} ${key.base64}`;
}

/**
 * Lines by name. Exact names are found at once; wildcards and hashed names are tried one by one, and the answer for a name is
 * kept, so that a fleet with hashed names pays once per host.
 */
export function createKnownHostsIndex(): { add(entries: readonly KnownHost[]): void; find: FindKnownHosts } {
  const exact = new Map<string, KnownHost[]>();
  const others: KnownHost[] = [];
  const answers = new Map<string, readonly KnownHost[]>();
  return {
    add(entries) {
      answers.clear();
      for (const entry of entries) {
        const names = exactNames(entry.hosts);
        if (names === null) others.push(entry);
        else for (const name of names) exact.set(name, [...(exact.get(name) ?? []), entry]);
      }
    },
    find(name) {
      const kept = answers.get(name);
      if (kept !== undefined) return kept;
      const found = [
        ...(exact.get(name) ?? []),
        ...others.filter((entry) => matchesHostField(entry.hosts, name)),
      ];
      if (answers.size >= ANSWERS_MAX) answers.clear();
      answers.set(name, found);
      return found;
    },
  };
}

/** Answers kept: twice the largest fleet (NETCONF and CLI port of 10,000 devices). */
const ANSWERS_MAX = 20_000;

function exactNames(hosts: HostField): readonly string[] | null {
  if (hosts.kind === 'hashed') return null;
  const names: string[] = [];
  for (const pattern of hosts.patterns) {
    if (pattern.negated || pattern.exact === null) return null;
    if (!names.includes(pattern.exact)) names.push(pattern.exact);
  }
  return names;
}
