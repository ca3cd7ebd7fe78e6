/** What the control API asks of the simulated CSSM; `simulator/cssm` fulfils it. Bodies are checked there. */
export interface CssmControl {
  /** Every account with its balances of today, deleted ones too. */
  accounts(): readonly unknown[];
  /** Deletes the account of a domain or numeric id; the body may say how calls about it are answered. */
  deleteAccount(id: string, body?: unknown): unknown;
  expire(body: unknown): unknown;
  deposit(body: unknown): unknown;
  transfer(body: unknown): unknown;
  /** CSSM's lines of the ground truth from `seq` on. */
  journal(from?: number): readonly unknown[];
}
