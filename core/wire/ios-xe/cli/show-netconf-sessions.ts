/** A row of `show netconf-yang sessions`. */
export interface NetconfSessionRow {
  readonly session: number;
  /** E.g. `netconf-ssh`. */
  readonly transport: string;
  readonly user: string;
  readonly host: string;
  /** Datastores that it has locked: `R` running, `C` candidate, `S` startup; empty for `None`. */
  readonly locks: string;
}

/** Sessions that are read. */
const SESSIONS_MAX = 1_000;

/** Reads the table; null when there is none. `lines`: from `cleanOutput`. */
export function parseNetconfSessions(lines: readonly string[]): readonly NetconfSessionRow[] | null {
  if (lines.some((line) => /^There are no active sessions/i.test(line.trim()))) return [];
  if (!lines.some((line) => /^Number of sessions\s*:/i.test(line.trim()))) return null;
  return lines
    .flatMap((line) => {
      const match =
        /^([0-9]{1,10})\s+(\S{1,40})\s+(\S{1,128})\s+(\S{1,128})\s+(None|[RCS](?:[ ,/]?[RCS])*)$/i.exec(
          line.trim(),
        );
      if (match === null) return [];
      const [, session, transport = '', user = '', host = '', locks = ''] = match;
      const held = /^none$/i.test(locks) ? '' : locks.replace(/[^RCS]/gi, '').toUpperCase();
      return [{ session: Number(session), transport, user, host, locks: held }];
    })
    .slice(0, SESSIONS_MAX);
}
