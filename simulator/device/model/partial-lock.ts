import type { NamespaceScope } from '../../../core/wire/netconf/index.ts';

/** A lock of parts of running, RFC 5717. */
export interface PartialLock {
  readonly id: number;
  /** NETCONF session that holds it; it ends with the session. */
  readonly session: number;
  readonly user: string;
  readonly sinceMs: number;
  /** The expressions as they were given, each with what its prefixes mean. */
  readonly selects: readonly { readonly text: string; readonly scope: NamespaceScope | null }[];
  /** The nodes they selected then: names from `native` down, list keys in brackets. */
  readonly paths: readonly (readonly string[])[];
}

/** The lock of another session that protects one of these nodes, something in it, or something around it; null when there is none. */
export function foreignPartialLock(
  locks: readonly PartialLock[],
  session: number | null,
  paths: readonly (readonly string[])[],
): PartialLock | null {
  return (
    locks.find(
      (lock) =>
        lock.session !== session && lock.paths.some((own) => paths.some((path) => isRelated(own, path))),
    ) ?? null
  );
}

/** True when one path is the other, or leads to it. */
function isRelated(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.every((step, index) => step === long[index]);
}
