/**
 * The transfer as a table: balances of both sides, the call, balances again. The call is at-most-once: when its end was not seen
 * the balances decide, and it is never made again by this machine. Both pools are claimed, so that no other transfer of ours
 * moves them meanwhile; what others moved makes the look undecidable.
 */
import type { Failure, Result } from '../../machine.ts';
import type { BothBalances, LicensingEffect, LicensingOp, LicensingValues } from '../../ports/licensing.ts';
import { type Bad, type Cell, finding, type MachineTable, type Next, type Step } from '../table-machine.ts';
import { TRANSFER_ENDS, type TransferState, type TransferStep } from './state.ts';

type State = TransferState;
type At = State['at'];

/** A call that was cut may still be carried out for as long as one may take. */
export const TRANSFER_QUIET_MS = 150_000;

/** How often the look after a cut is tried. */
const LOOKS_MAX = 3;

function step<Op extends LicensingOp>(
  op: Op,
  effect: Step<State>['effect'],
  cells: { readonly [R in Result]: Cell<State, R extends 'ok' ? LicensingValues[Op] : Bad> },
): Step<State> {
  return { op, effect, cell: (result) => cells[result] };
}

const ends = (to: At): Cell<State, Bad> => ({ to: [to], decide: (_state, { failure }) => ({ to, failure }) });

const balances =
  (quietMs: number): Step<State>['effect'] =>
  ({ account, license, type, from, to }): LicensingEffect => ({
    op: 'balances',
    kind: 'read',
    account,
    license,
    type,
    from,
    to,
    quietMs,
  });

function before(state: State, found: BothBalances): Next<State> {
  const { from } = found;
  const set = { before: found };
  if (Math.min(from.free, from.typed) >= state.quantity)
    return { to: 'TRANSFER_INTENT', set: { ...set, callsMade: 1 } };
  const message = `${state.from} has ${Math.min(from.free, from.typed)} to give now, ${state.quantity} were planned`;
  const failure = finding('BALANCE_CHANGED', message, 'Retrieve the account and plan again.');
  return { to: 'SKIPPED_SHORT', set, failure };
}

/** True when both sides changed by exactly `quantity`, in all and in the type. */
function isMoved(state: State, after: BothBalances, quantity: number): boolean {
  const was = state.before;
  if (was === null) return false;
  return (['quantity', 'typed'] as const).every(
    (field) =>
      after.from[field] === was.from[field] - quantity && after.to[field] === was.to[field] + quantity,
  );
}

function settled(state: State, after: BothBalances): Next<State> {
  const set = { after };
  if (isMoved(state, after, state.quantity)) return { to: 'MOVED', set };
  if (isMoved(state, after, 0))
    return { to: 'NOT_MOVED', set: { ...set, callsMade: 0 }, failure: NEVER_SENT };
  return { to: 'INDETERMINATE', set, failure: undecided(state, after) };
}

function undecided({ from, to, quantity, before: was }: State, after: BothBalances): Failure {
  const said = (name: string, side: 'from' | 'to'): string =>
    `${name} owned ${was?.[side].quantity ?? '?'} and owns ${after[side].quantity}`;
  return finding(
    'TRANSFER_UNDECIDED',
    `whether ${quantity} were moved cannot be told: ${said(from, 'from')}, ${said(to, 'to')}`,
    'Somebody else moved licenses too. Look at the event log of both Virtual Accounts in CSSM.',
  );
}

const lookAgain: Cell<State, Bad> = {
  to: ['SETTLED_LOOKING', 'INDETERMINATE'],
  decide(state, { failure }) {
    const looks = state.looks + 1;
    return { to: looks < LOOKS_MAX ? 'SETTLED_LOOKING' : 'INDETERMINATE', set: { looks }, failure };
  },
};

/** CSSM said that it moved them; balances that cannot be read, or lag, do not take that back. */
const stillMoved: Cell<State, Bad> = { to: ['MOVED'], decide: () => ({ to: 'MOVED' }) };

const NEVER_SENT = finding(
  'TRANSFER_NEVER_SENT',
  'the agent stopped before the call was carried out: both balances are as before',
  'Plan again: liclab license reapply',
);

/** Every step's row. */
const STEPS: Readonly<Record<TransferStep, Step<State>>> = {
  BEFORE_LOOKING: step('balances', balances(0), {
    ok: { to: ['TRANSFER_INTENT', 'SKIPPED_SHORT'], decide: before },
    refused: ends('NOT_MOVED'),
    'not-sent': ends('NOT_MOVED'),
    unknown: ends('NOT_MOVED'),
  }),
  TRANSFER_INTENT: step(
    'transfer',
    ({ account, license, type, from, to, quantity }): LicensingEffect => ({
      op: 'transfer',
      kind: 'at-most-once',
      account,
      license,
      type,
      from,
      to,
      quantity,
    }),
    {
      ok: { to: ['AFTER_LOOKING'], decide: () => ({ to: 'AFTER_LOOKING' }) },
      refused: ends('REFUSED'),
      'not-sent': {
        to: ['NOT_MOVED'],
        decide: (_state, { failure }) => ({ to: 'NOT_MOVED', set: { callsMade: 0 }, failure }),
      },
      unknown: {
        to: ['SETTLED_LOOKING'],
        decide: (_state, { failure }) => ({ to: 'SETTLED_LOOKING', failure }),
      },
    },
  ),
  AFTER_LOOKING: step('balances', balances(0), {
    ok: { to: ['MOVED'], decide: (_state, after) => ({ to: 'MOVED', set: { after } }) },
    refused: stillMoved,
    'not-sent': stillMoved,
    unknown: stillMoved,
  }),
  SETTLED_LOOKING: step('balances', balances(TRANSFER_QUIET_MS), {
    ok: { to: ['MOVED', 'NOT_MOVED', 'INDETERMINATE'], decide: settled },
    refused: lookAgain,
    'not-sent': lookAgain,
    unknown: lookAgain,
  }),
};

/** The whole table. */
export const TRANSFER_TABLE: MachineTable<State> = {
  kind: 'transfer',
  version: 1,
  steps: STEPS,
  waits: { NEW: { event: 'START', to: 'BEFORE_LOOKING' } },
  ends: TRANSFER_ENDS,
};
