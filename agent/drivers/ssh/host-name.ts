/** Names of hosts as known_hosts spells and matches them (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"). Pure. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Port that a plain name stands for. */
export const SSH_PORT = 22;

const HASH_MAGIC = '|1|';
const SHA1_BYTES = 20;

/** The name under which a host is looked up and stored: `host` for port 22, else `[host]:port`; lower case. */
export function knownHostsName(host: string, port: number): string {
  const name = host.toLowerCase();
  return port === SSH_PORT ? name : `[${name}]:${port}`;
}

/** What a line's host field matches: one hashed name, or a list of patterns. */
export type HostField =
  | { readonly kind: 'hashed'; readonly salt: Uint8Array; readonly hash: Uint8Array }
  | { readonly kind: 'patterns'; readonly patterns: readonly HostPattern[] };

/** One pattern of a list; `exact` is null when it holds a wildcard. */
export interface HostPattern {
  readonly negated: boolean;
  readonly exact: string | null;
  readonly pattern: string;
}

/** Reads the first field of a line; null when it is a hash that cannot be read. */
export function parseHostField(text: string): HostField | null {
  if (text.startsWith('|')) return parseHashed(text);
  const patterns = text
    .split(',')
    .map(parsePattern)
    .filter((pattern) => pattern.pattern !== '');
  return patterns.length === 0 ? null : { kind: 'patterns', patterns };
}

function parseHashed(text: string): HostField | null {
  if (!text.startsWith(HASH_MAGIC)) return null;
  const parts = text.slice(HASH_MAGIC.length).split('|');
  if (parts.length !== 2 || !parts.every((part) => /^[A-Za-z0-9+/]+=*$/.test(part))) return null;
  const [salt, hash] = [Buffer.from(parts[0] ?? '', 'base64'), Buffer.from(parts[1] ?? '', 'base64')];
  return salt.length === SHA1_BYTES && hash.length === SHA1_BYTES ? { kind: 'hashed', salt, hash } : null;
}

function parsePattern(text: string): HostPattern {
  const negated = text.startsWith('!');
  const pattern = (negated ? text.slice(1) : text).toLowerCase();
  return { negated, pattern, exact: /[*?]/.test(pattern) ? null : pattern };
}

/** True when the field names `name` (see {@link knownHostsName}). One matching negated pattern excludes it. */
export function matchesHostField(field: HostField, name: string): boolean {
  if (field.kind === 'hashed') {
    return timingSafeEqual(createHmac('sha1', field.salt).update(name).digest(), field.hash);
  }
  let found = false;
  for (const pattern of field.patterns) {
    if (pattern.exact === null ? !matchesWildcard(name, pattern.pattern) : pattern.exact !== name) continue;
    if (pattern.negated) return false;
    found = true;
  }
  return found;
}

/** Glob match with `*` (any run) and `?` (one character), without backtracking blow-up: two pointers, O(name * pattern). */
export function matchesWildcard(name: string, pattern: string): boolean {
  let at = 0;
  let next = 0;
  let star = -1;
  let resume = 0;
  while (at < name.length) {
    if (
      next < pattern.length &&
      (pattern[next] === '?' || (pattern[next] !== '*' && pattern[next] === name[at]))
    ) {
      at += 1;
      next += 1;
    } else if (pattern[next] === '*') {
      star = next;
      resume = at;
      next += 1;
    } else if (star !== -1) {
      resume += 1;
      at = resume;
      next = star + 1;
    } else {
      return false;
    }
  }
  while (pattern[next] === '*') next += 1;
  return next === pattern.length;
}
