import { plainText } from './text.ts';

/** Who holds a datastore's lock. */
export interface LockHolder {
  /** A daemon of the box gives the lock back by itself; anybody else may keep it. */
  readonly kind: 'daemon' | 'other';
  /** User or daemon, e.g. `admin`, `syncfromdaemon`. */
  readonly name: string;
  /** Number in the message; not always that of a NETCONF session. */
  readonly session: number | null;
  /** The words of the device about it, e.g. `admin ssh (netconf from 10.0.0.5)`. */
  readonly who: string;
}

/** Daemons seen holding locks on IOS XE 17.9.5 and later (terraform-provider-iosxe#201). */
const DAEMONS: readonly string[] = ['yang_mgmt_infra', 'syncfromdaemon', 'system'];

const MARKER = 'locked by session ';

/**
 * Reads the holder out of an error message such as `the configuration database is locked by session 18 yang_mgmt_infra tcp
 * (system from 127.0.0.1) on since ...`. Null when it names none; then `sessionId` of the error's info, if not 0, is all
 * that is known. A user who calls himself `system` is no daemon: a daemon's context is `system` too.
 */
export function parseLockHolder(message: string, sessionId: number | null): LockHolder | null {
  const start = message.indexOf(MARKER);
  if (start === -1) {
    if (sessionId === null || sessionId === 0) return null;
    return { kind: 'other', name: '', session: sessionId, who: `NETCONF session ${sessionId}` };
  }
  const rest = plainText(message.slice(start + MARKER.length));
  const numbered = /^([0-9]{1,10}) /.exec(rest);
  const who = rest.slice(numbered?.[0].length ?? 0);
  const [name = ''] = who.split(' ', 1);
  const opened = who.indexOf('(');
  const closed = who.indexOf(')', opened);
  const end = opened === -1 || closed === -1 ? who.length : closed + 1;
  const isDaemon = DAEMONS.includes(name) && opened !== -1 && who.startsWith('(system from ', opened);
  return {
    kind: isDaemon ? 'daemon' : 'other',
    name,
    session: numbered === null ? null : Number(numbered[1]),
    who: who.slice(0, end),
  };
}
