import { childrenOf, isElement, leafOf } from '../../netconf/index.ts';
import type { RpcErrorData } from '../../netconf/index.ts';
import { CISCO_IA_NAMESPACE } from '../namespaces.ts';
import { parseLockHolder } from './lock-holder.ts';
import type { LockHolder } from './lock-holder.ts';
import { plainText, plainTextOrNull } from './text.ts';

/** A line of configuration that IOS refused: `bad-cli` of cisco-ia. */
export interface RefusedCommand {
  readonly command: string;
  /** What the parser said; null where it said nothing, which is common. */
  readonly response: string | null;
}

/** What an error means for us. */
export type ErrorCause =
  | 'locked'
  | 'syncing'
  | 'command-refused'
  | 'access-denied'
  | 'not-supported'
  | 'other';

/** What the rpc-errors of one reply mean. */
export interface ErrorTriage {
  readonly cause: ErrorCause;
  /**
   * `wait`: it passes by itself (a daemon's lock, a sync). `once`: seen in passing for input in order too, so one more try is
   * worth it. `never`: somebody must act. Whatever it says, an edit may have been applied all the same: read back first.
   */
  readonly retry: 'wait' | 'once' | 'never';
  /** Who holds the lock, where the error names one. */
  readonly holder: LockHolder | null;
  readonly refused: readonly RefusedCommand[];
  /** The device's words, fit to be shown. */
  readonly text: string;
}

const SEVERITY = ['never', 'once', 'wait'] as const;

/**
 * Says what the errors of a reply mean; null when there are none. Of several errors the one that leaves least hope counts;
 * refused commands are collected from all.
 */
export function triageErrors(errors: readonly RpcErrorData[]): ErrorTriage | null {
  const triages = errors.map(triageError);
  for (const retry of SEVERITY) {
    const found = triages.find((triage) => triage.retry === retry);
    if (found !== undefined) return { ...found, refused: triages.flatMap((triage) => triage.refused) };
  }
  return null;
}

function triageError(error: RpcErrorData): ErrorTriage {
  const message = error.message ?? '';
  const holder = parseLockHolder(message, error.sessionId);
  const refused = error.info
    .filter((item) => isElement(item, CISCO_IA_NAMESPACE, 'detail'))
    .flatMap(refusedIn);
  const about = { holder, refused, text: plainText(message) || error.tag };
  if (message.includes('Sync is in progress')) return { ...about, cause: 'syncing', retry: 'wait' };
  if (error.tag === 'lock-denied' || (error.tag === 'in-use' && !isRefusal(message)) || holder !== null) {
    // A person's lock is theirs to give back; of a holder without a name we know nothing.
    return { ...about, cause: 'locked', retry: holder?.kind === 'daemon' ? 'wait' : 'never' };
  }
  if (refused.length > 0 || isRefusal(message)) return { ...about, cause: 'command-refused', retry: 'once' };
  if (error.tag === 'access-denied') return { ...about, cause: 'access-denied', retry: 'never' };
  return { ...about, cause: isNotSupported(error) ? 'not-supported' : 'other', retry: 'never' };
}

function isRefusal(message: string): boolean {
  return message.includes('Device refused one or more commands');
}

function isNotSupported(error: RpcErrorData): boolean {
  const tags = ['operation-not-supported', 'unknown-element', 'unknown-namespace'];
  return tags.includes(error.tag) || (error.message ?? '').includes('Unsupported capability');
}

function refusedIn(detail: RpcErrorData['info'][number]): readonly RefusedCommand[] {
  return childrenOf(detail, CISCO_IA_NAMESPACE, 'bad-cli').map((item) => ({
    command: plainText(leafOf(item, CISCO_IA_NAMESPACE, 'bad-command') ?? ''),
    response: plainTextOrNull(leafOf(item, CISCO_IA_NAMESPACE, 'parser-response')),
  }));
}
