import type { Clock } from '../../../core/ports/clock.ts';
import type { Credentials } from '../credentials.ts';
import { AUTH_FAILURES_MAX, AUTH_RETRY_AFTER_MS } from './limits.ts';

/**
 * Remembers refused logins, so that no secret is sent to the same device again within {@link AUTH_RETRY_AFTER_MS}: AAA servers
 * lock accounts. A secret that has changed since may be tried at once.
 */
export interface AuthMemory {
  /** Milliseconds until this set may be tried on this device again; 0 when it may be tried now. */
  waitMs(name: string, device: string, credentials: Credentials): number;
  refused(name: string, device: string, credentials: Credentials): void;
  accepted(name: string, device: string): void;
}

/** Makes an empty memory. */
export function createAuthMemory(clock: Clock): AuthMemory {
  const failures = new Map<string, { readonly atMs: number; readonly credentials: Credentials }>();
  const keyOf = (name: string, device: string): string => JSON.stringify([name, device]);
  return {
    waitMs(name, device, credentials) {
      const failure = failures.get(keyOf(name, device));
      if (failure === undefined || !isSame(failure.credentials, credentials)) return 0;
      return Math.max(0, failure.atMs + AUTH_RETRY_AFTER_MS - clock.monotonicMs());
    },
    refused(name, device, credentials) {
      const key = keyOf(name, device);
      failures.delete(key);
      if (failures.size >= AUTH_FAILURES_MAX) {
        for (const oldest of failures.keys()) {
          failures.delete(oldest);
          break;
        }
      }
      failures.set(key, { atMs: clock.monotonicMs(), credentials });
    },
    accepted: (name, device) => void failures.delete(keyOf(name, device)),
  };
}

function isSame(a: Credentials, b: Credentials): boolean {
  const same = (x: Credentials['password'], y: Credentials['password']): boolean =>
    x === undefined || y === undefined ? x === y : x.equals(y);
  return (
    a.username === b.username &&
    same(a.password, b.password) &&
    same(a.privateKey, b.privateKey) &&
    same(a.passphrase, b.passphrase)
  );
}
