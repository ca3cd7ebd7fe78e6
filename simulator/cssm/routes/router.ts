import type { Operation } from './v1/operation.ts';

/** An operation with the parts of the path that its pattern names. */
export interface Matched {
  readonly operation: Operation;
  readonly path: Readonly<Record<string, string>>;
}

/** Prefixes of the northbound API: both gateways, and the doubled one under which the newer calls are published (`reference/cssm.md` 1.2). */
const PREFIXES: readonly string[] = [
  '/services/api/services/api/smart-accounts-and-licensing',
  '/services/api/smart-accounts-and-licensing',
];

/** The path without double slashes, which clients send too, and without a known prefix. */
export function plainPath(path: string): string {
  const single = path.replace(/\/{2,}/g, '/');
  const prefix = PREFIXES.find((known) => single.startsWith(`${known}/`));
  return prefix === undefined ? single : single.slice(prefix.length);
}

/** Finds the operation of a {@link plainPath}; null when there is none. */
export function match(operations: readonly Operation[], method: string, path: string): Matched | null {
  const parts = decodedParts(path);
  if (parts === null) return null;
  for (const operation of operations) {
    if (operation.method !== method) continue;
    const named = namedParts(operation.path.split('/').slice(1), parts);
    if (named !== null) return { operation, path: named };
  }
  return null;
}

function decodedParts(path: string): readonly string[] | null {
  try {
    return path.split('/').slice(1).map(decodeURIComponent);
  } catch {
    return null;
  }
}

function namedParts(
  pattern: readonly string[],
  parts: readonly string[],
): Readonly<Record<string, string>> | null {
  if (pattern.length !== parts.length) return null;
  const named: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const part = parts[index] ?? '';
    if (expected.startsWith(':')) named[expected.slice(1)] = part;
    else if (expected !== part) return null;
  }
  return named;
}
