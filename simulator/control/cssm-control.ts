/** What the control API asks of the simulated CSSM; `simulator/cssm` fulfils it. Bodies are checked there. */
export interface CssmControl {
  /** Every account with its balances, deleted ones too: of today, or of a past moment in milliseconds. */
  accounts(at?: number): readonly unknown[];
  /** Deletes the account of a domain or numeric id; the body may say how calls about it are answered. */
  deleteAccount(id: string, body?: unknown): unknown;
  /** Does an action by its name: deposit, expire, transfer, and all others. */
  act(name: string, body: unknown): unknown;
  /** Alerts of an account. */
  alerts(id: string): readonly unknown[];
  /** Product instances, of one account or all. */
  instances(id?: string): readonly unknown[];
  /** CSSM's lines of the ground truth from `seq` on. */
  journal(from?: number): readonly unknown[];
  /** Events of the ledger from `seq` on. */
  events(from?: number): readonly unknown[];
}
