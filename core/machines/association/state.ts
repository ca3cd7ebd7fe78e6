import type { Failure } from '../../machine.ts';
import type { InstanceName, TrustCounters, TrustTarget } from '../../ports/licensing.ts';
import type { Address } from '../../ports/network.ts';

/** Steps of an association: each has one effect outstanding. */
export type AssociationStep =
  | 'LOOKING'
  | 'TOKEN_INTENT'
  | 'TRUST_INTENT'
  | 'TRUST_LOOKING'
  | 'TARGET_LOOKING'
  | 'REPORTING_AS_IS'
  | 'REPORTING'
  | 'SEEN_LOOKING'
  | 'OLD_LOOKING'
  | 'REMOVE_INTENT';

/** Ends of an association with their classes. `INDETERMINATE`: a person has to look. */
export const ASSOCIATION_ENDS = {
  ASSOCIATED: 'OK',
  UNREPORTED: 'FAILED',
  NOT_SEEN: 'FAILED',
  NOT_TRUSTED: 'FAILED',
  UNCHANGED: 'FAILED',
  IDENTITY_MISMATCH: 'IDENTITY',
  INDETERMINATE: 'UNKNOWN',
} as const;

/** Name of an end. */
export type AssociationEnd = keyof typeof ASSOCIATION_ENDS;

/** Smart Account and Virtual Account that a switch belonged to. */
export interface OldPlace {
  readonly account: string;
  readonly virtualAccount: string;
}

/** State of one association: constant size, no connection, no token. */
export interface AssociationState {
  readonly at: 'NEW' | AssociationStep | AssociationEnd;
  readonly effectNumber: number;
  readonly failure: Failure | null;
  readonly address: Address;
  /** Domain of the Smart Account. */
  readonly account: string;
  readonly target: TrustTarget;
  /** Where its old product instance is removed; null: nowhere. */
  readonly old: OldPlace | null;
  /** Serials that must answer; empty: whoever answers. */
  readonly stated: readonly string[];
  /** Serials that answered. */
  readonly serials: readonly string[];
  /** Counters of the switch before our trust. */
  readonly before: TrustCounters | null;
  /** How often a trust may have been sent: 0 or 1. */
  readonly trustsSent: number;
  /** CSSM did not know the switch any more although it trusts the account: it is trusted anew, once. */
  readonly isAnew: boolean;
  /** Rows of the old account to remove. */
  readonly rows: readonly InstanceName[];
  readonly tries: { readonly look: number; readonly report: number; readonly remove: number };
}

/** An association that has not begun. */
export function initialAssociation(
  order: Pick<AssociationState, 'address' | 'account' | 'target' | 'old' | 'stated'>,
): AssociationState {
  return {
    at: 'NEW',
    effectNumber: 0,
    failure: null,
    ...order,
    serials: [],
    before: null,
    trustsSent: 0,
    isAnew: false,
    rows: [],
    tries: { look: 0, report: 0, remove: 0 },
  };
}
