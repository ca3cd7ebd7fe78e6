import type { CliSession } from '../cli/session.ts';

/**
 * CLI sessions that waiting for a reboot has left open, one per machine: the report uses it, so that a change costs one CLI session
 * and not two. A device that closes it (exec-timeout) takes it away; then a new one is opened.
 */
export interface SpareCli {
  put(owner: string, session: CliSession): void;
  /** The session, which is the caller's from now on; null when there is none. */
  take(owner: string): CliSession | null;
  /** Forgets a session that has ended. */
  forget(owner: string, session: CliSession): void;
  close(owner: string): void;
  destroy(owner: string): void;
}

/** Makes an empty store. */
export function createSpareCli(): SpareCli {
  const spares = new Map<string, CliSession>();
  const take = (owner: string): CliSession | null => {
    const session = spares.get(owner) ?? null;
    spares.delete(owner);
    return session;
  };
  return {
    put(owner, session) {
      take(owner)?.destroy();
      spares.set(owner, session);
    },
    take,
    forget(owner, session) {
      if (spares.get(owner) === session) spares.delete(owner);
    },
    close: (owner) => take(owner)?.close(),
    destroy: (owner) => take(owner)?.destroy(),
  };
}
