/** Why the ledger does not do what was asked. An expected outcome, not an exception; the ledger is as before. */
export type RefusalCode =
  | 'account-exists'
  | 'account-unknown'
  | 'account-unavailable'
  | 'virtual-account-exists'
  | 'virtual-account-unknown'
  | 'virtual-account-default'
  | 'virtual-account-not-empty'
  | 'name'
  | 'quantity'
  | 'day'
  | 'license-unknown'
  | 'too-few'
  | 'too-many'
  | 'token-days'
  | 'token-unknown'
  | 'token-revoked'
  | 'token-expired'
  | 'token-used-up'
  | 'instance-unknown'
  | 'instance-removed'
  | 'instance-holds-restricted'
  | 'report-duplicate'
  | 'role'
  | 'policy'
  | 'alert-unknown'
  | 'on-prem-unknown';

/** A refusal with a sentence for the caller. */
export interface Refusal {
  readonly refusal: RefusalCode;
  readonly message: string;
}

export function refuse(refusal: RefusalCode, message: string): Refusal {
  return { refusal, message };
}

/** True for a refusal, false for what was decided instead. */
export function isRefusal(decision: object): decision is Refusal {
  return 'refusal' in decision;
}
