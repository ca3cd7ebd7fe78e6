/** Who holds the configuration lock. `untilMs` is set for daemons of the box, which let go by themselves. */
export interface Lock {
  /** NETCONF session-id; 0 for a holder that is no NETCONF session. */
  readonly session: number;
  /** As error messages name it, e.g. `session 12 admin netconf (ssh from 192.0.2.1)`. */
  readonly holder: string;
  readonly sinceMs: number;
  readonly untilMs: number | null;
}
