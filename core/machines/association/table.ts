/**
 * The association as a table: a switch is made to trust a Smart Account and a Virtual Account, reports, is seen there, and its old
 * product instance is removed. Token and trust are at-most-once: after a crash the machine looks at the switch and at CSSM, and
 * never sends again. What the looks cannot decide is for a person.
 */
import type { Result } from '../../machine.ts';
import type { CssmLooked } from '../../ports/cssm.ts';
import type { LicensingOp, LicensingValues } from '../../ports/licensing.ts';
import { type Bad, type Cell, finding, type MachineTable, type Next, type Step } from '../table-machine.ts';
import { EFFECTS } from './effects.ts';
import { looked, lookedAgain, reported, reportedAsIs, trusted } from './decisions.ts';
import { ASSOCIATION_ENDS, type AssociationState, type AssociationStep } from './state.ts';

type State = AssociationState;
type At = State['at'];
type Value<Op> = Op extends LicensingOp ? LicensingValues[Op] : CssmLooked;
type CellsOf<Op> = { readonly [R in Result]: Cell<State, R extends 'ok' ? Value<Op> : Bad> };

/** How often an effect is tried that may be repeated. */
const TRIES_MAX = 3;

function step<Op extends LicensingOp | 'cssm-look'>(
  name: AssociationStep,
  op: Op,
  cells: CellsOf<Op>,
): Step<State> {
  return { op, effect: EFFECTS[name], cell: (result) => cells[result] };
}

/** Ends there with the failure that came. */
const ends = (to: At): Cell<State, Bad> => ({ to: [to], decide: (_state, { failure }) => ({ to, failure }) });

/** Tries again, at most {@link TRIES_MAX} times in all, then goes on to `otherwise`. */
function again(count: keyof State['tries'], to: At, otherwise: At): Cell<State, Bad> {
  return {
    to: [to, otherwise],
    decide(state, { failure }): Next<State> {
      const tries = state.tries[count] + 1;
      if (tries >= TRIES_MAX) return { to: otherwise, failure };
      return { to, set: { tries: { ...state.tries, [count]: tries } }, failure };
    },
  };
}

/** After being seen: the old instance is looked for, where there is an old place. */
const afterSeen = (state: State): Next<State> => ({ to: state.old === null ? 'ASSOCIATED' : 'OLD_LOOKING' });

/** Every step's row. */
const STEPS: Readonly<Record<AssociationStep, Step<State>>> = {
  LOOKING: step('LOOKING', 'trust-look', {
    ok: { to: ['REPORTING_AS_IS', 'TOKEN_INTENT', 'IDENTITY_MISMATCH'], decide: looked },
    refused: ends('UNCHANGED'),
    'not-sent': ends('UNCHANGED'),
    unknown: ends('UNCHANGED'),
  }),
  // Nothing was sent to the switch yet, so it is unchanged whatever became of the token; that one ends within a day.
  TOKEN_INTENT: step('TOKEN_INTENT', 'token', {
    ok: { to: ['TRUST_INTENT'], decide: () => ({ to: 'TRUST_INTENT', set: { trustsSent: 1 } }) },
    refused: ends('UNCHANGED'),
    'not-sent': ends('UNCHANGED'),
    unknown: ends('UNCHANGED'),
  }),
  TRUST_INTENT: step('TRUST_INTENT', 'trust', {
    ok: { to: ['REPORTING', 'NOT_TRUSTED', 'TRUST_LOOKING'], decide: trusted },
    refused: ends('NOT_TRUSTED'),
    'not-sent': {
      to: ['UNCHANGED'],
      decide: (_state, { failure }) => ({ to: 'UNCHANGED', set: { trustsSent: 0 }, failure }),
    },
    unknown: { to: ['TRUST_LOOKING'], decide: (_state, { failure }) => ({ to: 'TRUST_LOOKING', failure }) },
  }),
  TRUST_LOOKING: step('TRUST_LOOKING', 'trust-look', {
    ok: { to: ['REPORTING', 'NOT_TRUSTED', 'TARGET_LOOKING', 'INDETERMINATE'], decide: lookedAgain },
    refused: again('look', 'TRUST_LOOKING', 'INDETERMINATE'),
    'not-sent': again('look', 'TRUST_LOOKING', 'INDETERMINATE'),
    unknown: again('look', 'TRUST_LOOKING', 'INDETERMINATE'),
  }),
  TARGET_LOOKING: step('TARGET_LOOKING', 'instances', {
    ok: {
      to: ['INDETERMINATE', 'UNCHANGED'],
      decide: (_state, { instances }) =>
        instances.length > 0
          ? { to: 'INDETERMINATE', failure: HALF_TRUSTED }
          : { to: 'UNCHANGED', set: { trustsSent: 0 }, failure: NEVER_SENT },
    },
    refused: ends('INDETERMINATE'),
    'not-sent': ends('INDETERMINATE'),
    unknown: ends('INDETERMINATE'),
  }),
  // Before any trust of ours: a switch that CSSM does not know any more is trusted anew from here.
  REPORTING_AS_IS: step('REPORTING_AS_IS', 'usage-report', {
    ok: { to: ['SEEN_LOOKING', 'TOKEN_INTENT', 'UNREPORTED'], decide: reportedAsIs },
    refused: ends('UNREPORTED'),
    'not-sent': again('report', 'REPORTING_AS_IS', 'UNREPORTED'),
    unknown: again('report', 'REPORTING_AS_IS', 'UNREPORTED'),
  }),
  REPORTING: step('REPORTING', 'usage-report', {
    ok: { to: ['SEEN_LOOKING', 'UNREPORTED'], decide: reported },
    refused: ends('UNREPORTED'),
    'not-sent': again('report', 'REPORTING', 'UNREPORTED'),
    unknown: again('report', 'REPORTING', 'UNREPORTED'),
  }),
  SEEN_LOOKING: step('SEEN_LOOKING', 'cssm-look', {
    ok: {
      to: ['OLD_LOOKING', 'ASSOCIATED', 'NOT_SEEN'],
      decide: (state, { seen }) => (seen ? afterSeen(state) : { to: 'NOT_SEEN', failure: UNSEEN }),
    },
    refused: ends('NOT_SEEN'),
    'not-sent': ends('NOT_SEEN'),
    unknown: ends('NOT_SEEN'),
  }),
  // The switch belongs to the new account now; what cannot be done at the old one is said, and no reason to fail.
  OLD_LOOKING: step('OLD_LOOKING', 'instances', {
    ok: {
      to: ['REMOVE_INTENT', 'ASSOCIATED'],
      decide: (_state, { instances }) =>
        instances.length === 0 ? { to: 'ASSOCIATED' } : { to: 'REMOVE_INTENT', set: { rows: instances } },
    },
    refused: ends('ASSOCIATED'),
    'not-sent': ends('ASSOCIATED'),
    unknown: ends('ASSOCIATED'),
  }),
  REMOVE_INTENT: step('REMOVE_INTENT', 'remove-instances', {
    ok: { to: ['ASSOCIATED'], decide: () => ({ to: 'ASSOCIATED' }) },
    refused: ends('ASSOCIATED'),
    'not-sent': ends('ASSOCIATED'),
    unknown: again('remove', 'OLD_LOOKING', 'ASSOCIATED'),
  }),
};

const HALF_TRUSTED = finding(
  'TRUST_UNDECIDED',
  'CSSM lists the switch at the account, and the switch does not show that it trusts it',
  'Look at "show license status" on the switch and at its product instance in CSSM, then associate it again.',
);

const NEVER_SENT = finding(
  'TRUST_NEVER_SENT',
  'the agent stopped before the trust was sent: the counters of the switch did not move, and CSSM does not list it',
  'Associate it again: liclab account associate',
);

const UNSEEN = finding('NOT_SEEN', 'it trusts the account and reported, but CSSM does not list it yet');

/** The whole table. */
export const ASSOCIATION_TABLE: MachineTable<State> = {
  kind: 'association',
  version: 1,
  steps: STEPS,
  waits: { NEW: { event: 'START', to: 'LOOKING' } },
  ends: ASSOCIATION_ENDS,
};
