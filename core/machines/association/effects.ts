/** The effect of each step, with all that it needs. */
import type { CssmEffect } from '../../ports/cssm.ts';
import type { LicensingEffect } from '../../ports/licensing.ts';
import type { AssociationState, AssociationStep } from './state.ts';

/** Besides the quiet time of a look: reaching the switch, and reading. */
const TALK_MS = 300_000;

/**
 * After this long without a move of the counters a trust that was cut is taken as never sent: the switch asks at once and gives
 * up a request after 2 minutes at most (assumed; observed answers take seconds).
 */
export const TRUST_QUIET_MS = 150_000;

/** A report after a trust is waited for shorter than `device sync` does: being seen at CSSM is looked at anyway. */
const ACK_WITHIN_MS = 5 * 60_000;

/** Patience until CSSM lists the switch. */
const SEEN_MS = 120_000;

const report = ({ address, account, target }: AssociationState): LicensingEffect => ({
  op: 'usage-report',
  kind: 'mutation',
  address,
  account,
  virtualAccount: target.virtualAccount,
  ackWithinMs: ACK_WITHIN_MS,
});

/** Effects by step. */
export const EFFECTS: Readonly<
  Record<AssociationStep, (state: AssociationState) => LicensingEffect | CssmEffect>
> = {
  LOOKING: ({ address, target }) => ({
    op: 'trust-look',
    kind: 'read',
    address,
    target,
    before: null,
    quietMs: 0,
    deadlineMs: TALK_MS,
  }),
  TOKEN_INTENT: ({ account, target }) => ({
    op: 'token',
    kind: 'at-most-once',
    account,
    virtualAccount: target.virtualAccount,
  }),
  TRUST_INTENT: ({ address, account, target, isAnew }) => ({
    op: 'trust',
    kind: 'at-most-once',
    address,
    account,
    target,
    isAnew,
    deadlineMs: TALK_MS,
  }),
  TRUST_LOOKING: ({ address, target, before }) => ({
    op: 'trust-look',
    kind: 'read',
    address,
    target,
    before,
    quietMs: TRUST_QUIET_MS,
    deadlineMs: TALK_MS + TRUST_QUIET_MS,
  }),
  TARGET_LOOKING: ({ account, target, serials }) => ({
    op: 'instances',
    kind: 'read',
    account,
    virtualAccount: target.virtualAccount,
    serials,
  }),
  REPORTING_AS_IS: report,
  REPORTING: report,
  SEEN_LOOKING: ({ account, target, serials }) => ({
    op: 'cssm-look',
    kind: 'read',
    account,
    virtualAccount: target.virtualAccount,
    serials,
    licenses: [],
    deadlineMs: SEEN_MS,
  }),
  OLD_LOOKING: ({ account, target, old, serials }) => ({
    op: 'instances',
    kind: 'read',
    account: old?.account ?? account,
    virtualAccount: old?.virtualAccount ?? target.virtualAccount,
    serials,
  }),
  REMOVE_INTENT: ({ account, target, old, rows }) => ({
    op: 'remove-instances',
    kind: 'mutation',
    account: old?.account ?? account,
    virtualAccount: old?.virtualAccount ?? target.virtualAccount,
    instances: rows,
  }),
};
