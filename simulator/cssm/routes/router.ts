import type { Operation } from './operation.ts';

/** An operation with the parts of the path that its pattern names. */
export interface Matched {
  readonly operation: Operation;
  readonly path: Readonly<Record<string, string>>;
}

/** Bases of the northbound API: both gateways with the doubled prefix of the newer calls, the Software APIs (`reference/cssm.md` 1.2). */
const PREFIXES: readonly string[] = [
  '/services/api/services/api/smart-accounts-and-licensing',
  '/services/api/smart-accounts-and-licensing',
  '/v1/software/apis',
];
/** Base of SSM On-Prem (`reference/cssm.md` 1.7). */
const ON_PREM = '/backend/api';

/** Where a request is aimed: at the cloud or at an On-Prem, and the path below its base. */
export interface Aim {
  readonly isOnPrem: boolean;
  readonly path: string;
}

/** Reads a path, without double slashes, which clients send too. */
export function aimOf(path: string): Aim {
  const single = path.replace(/\/{2,}/g, '/');
  if (single.startsWith('/backend/')) {
    const below = single.startsWith(`${ON_PREM}/`) ? single.slice(ON_PREM.length) : single;
    return { isOnPrem: true, path: below };
  }
  const prefix = PREFIXES.find((known) => single.startsWith(`${known}/`));
  return { isOnPrem: false, path: prefix === undefined ? single : single.slice(prefix.length) };
}

/** Finds the operation of a path below the base; null when there is none. */
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
