/** The level-change machine: table lookup, one assertion, and what every transition carries. */
import { assert, DefectError } from '../../errors.ts';
import {
  clockJumped,
  type Facts,
  type Failure,
  type MachineKind,
  type Needs,
  type Outcome,
  type Transition,
} from '../../machine.ts';
import type { Identity } from '../../model/device.ts';
import type { PlanDevice } from '../../model/plan.ts';
import { EFFECTS } from './effects.ts';
import { ENDS, isEnd } from './ends.ts';
import { ABORTED, gateOf, isOpen } from './gate.ts';
import { finding, type Next } from './row.ts';
import { type ChangeState, NOTES_MAX } from './state.ts';
import { isStep, isWait, TABLE, WAITS } from './table.ts';

/** Events of a level change. Outcomes of another effect number are late and ignored. */
export type ChangeEvent =
  | {
      readonly type: 'START';
      /** Why it must not begin: its licenses are not there any more. */
      readonly short?: string;
      /** Why it must not begin: too many switches of its failure domain are unavailable. */
      readonly unavailable?: string;
    }
  | { readonly type: 'OUTCOME'; readonly number: number; readonly outcome: Outcome }
  | { readonly type: 'WAKE' }
  /** A person has looked at the switch: what the ended change still holds is freed. */
  | { readonly type: 'RELEASE'; readonly actor: string };

/** How often a waiting change asks whether the gate is open, besides being told: a told change may be lost. */
export const WAIT_POLL_MS = 15_000;

const DOMAIN_HINT = 'Put that switch in order and settle its change, then plan the rest again.';

/** What becomes of an event the table has no cell for. */
type Absent = 'ignore' | 'defect';

/** Where an event finds no cell: late and repeated ones are ignored, an outcome nobody waits for is a defect. */
export function absentPair(state: ChangeState, event: ChangeEvent): Absent | null {
  if (event.type === 'OUTCOME') {
    if (event.number < state.effectNumber || isEnd(state.at)) return 'ignore';
    return event.number === state.effectNumber && isStep(state.at) ? null : 'defect';
  }
  if (isWait(state.at) && WAITS[state.at].event === event.type) return null;
  return 'ignore';
}

/** Claims of an ended change pass to the one that was made to go on from it, in the transaction that begins it (R8). */
function deviceClaim({ address, takesOver }: PlanDevice): Pick<Needs, 'claims' | 'takeOver'> {
  const claims = [`device:${address.deviceId}`];
  return takesOver === undefined ? { claims } : { claims, takeOver: takesOver };
}

function needs(state: ChangeState, event: ChangeEvent): Needs {
  if (absentPair(state, event) !== null) return {};
  const gate = {
    rollout: state.rollout,
    windows: state.options.windows,
    allowanceMs: state.options.deadlines.upMs,
  };
  if (event.type === 'START' && notToBegin(event) !== null) return { gate };
  if (event.type === 'START') return { gate, ...deviceClaim(state.device) };
  if (event.type !== 'OUTCOME') return { gate };
  assert(isStep(state.at), 'an outcome belongs to a step');
  const isIdentified = state.at === 'ADMITTED' && event.outcome.result === 'ok';
  const claims = isIdentified
    ? (event.outcome.value as Identity).serials.map((serial) => `serial:${serial}`)
    : [];
  const isGated = TABLE[state.at].cell(event.outcome.result).gated === true;
  return { ...(isGated ? { gate } : {}), ...(claims.length > 0 ? { claims } : {}) };
}

/** What keeps a change from beginning at all; null when nothing does. */
function notToBegin({ short, unavailable }: ChangeEvent & { type: 'START' }): Failure | null {
  if (unavailable !== undefined) return finding('DOMAIN_UNAVAILABLE', unavailable, DOMAIN_HINT);
  return short === undefined ? null : finding('LICENSES_SHORT', short);
}

/** Decision of a state without an effect. */
function decideWait(state: ChangeState, event: ChangeEvent, facts: Facts): Next {
  const gate = gateOf(facts);
  if (state.at === 'SAVED_AWAITING_GATE') {
    return isOpen(gate) || gate.state === 'aborted' ? { to: 'REJOINING' } : { to: 'SAVED_AWAITING_GATE' };
  }
  if (gate.state === 'aborted') return { to: 'SKIPPED_ABORT', failure: ABORTED };
  if (state.at === 'AWAITING_WINDOW') return isOpen(gate) ? { to: 'ADMITTED' } : { to: 'AWAITING_WINDOW' };
  const blocked = event.type === 'START' ? notToBegin(event) : null;
  if (blocked !== null) return { to: 'SKIPPED_BLOCKED', failure: blocked };
  const holder = facts.claimedBy ?? null;
  if (holder === null) return { to: 'ADMITTED', passed: ['B1'] };
  return {
    to: 'SKIPPED_DUPLICATE',
    failure: finding('DEVICE_CLAIMED', `another change holds this device: ${holder}`),
  };
}

function decide(state: ChangeState, event: ChangeEvent, facts: Facts): Next {
  if (event.type !== 'OUTCOME') return decideWait(state, event, facts);
  assert(isStep(state.at), 'an outcome belongs to a step');
  const cell = TABLE[state.at].cell(event.outcome.result);
  const { outcome } = event;
  const input =
    outcome.result === 'ok'
      ? outcome.value
      : { failure: outcome.failure, value: 'value' in outcome ? outcome.value : null };
  const next = cell.decide(state, input as never, facts);
  if (!cell.to.includes(next.to)) {
    throw new DefectError(
      'DEFECT',
      `${state.at} on ${outcome.result} led to ${next.to}, which its row does not list`,
    );
  }
  return next;
}

/** Why a change stands where it stands: the first cause of a revert stays; a good end has none. */
function failureAfter(state: ChangeState, next: Next) {
  if (isEnd(next.to) && ENDS[next.to] === 'OK') return next.failure ?? null;
  if (state.goal === 'revert' && state.failure !== null) return state.failure;
  return next.failure ?? state.failure;
}

function apply(state: ChangeState, next: Next): ChangeState {
  const passed = [
    ...(next.passed ?? []),
    ...(isEnd(next.to) && !next.passed?.includes('B19') ? ['B19'] : []),
  ];
  const notes =
    next.note === undefined || state.notes.includes(next.note)
      ? state.notes
      : [...state.notes, next.note].slice(-NOTES_MAX);
  return {
    ...state,
    ...next.set,
    at: next.to,
    boundary: passed.at(-1) ?? state.boundary,
    effectNumber: state.effectNumber + 1,
    notes,
    failure: failureAfter(state, next),
    endClass: isEnd(next.to) ? ENDS[next.to] : null,
  };
}

/** Messages to the rollout: credit comes back at the verdict, the account is closed at the end. */
function messages(before: ChangeState, after: ChangeState, passed: readonly string[]) {
  const send: { to: string; body: { type: string; [field: string]: unknown } }[] = [];
  if (passed.includes('B16'))
    send.push({ to: after.rollout, body: { type: 'VERIFIED', index: before.device.index } });
  if (isEnd(after.at)) {
    const body = {
      type: 'SETTLED',
      index: before.device.index,
      state: after.at,
      class: ENDS[after.at],
      code: after.failure?.code ?? null,
    };
    send.push({ to: after.rollout, body });
  }
  return send;
}

/** A wall clock that jumped pauses the whole rollout, in the transaction that noticed it (F43). */
function pauseForClock({ rollout }: ChangeState, { gate }: Facts): Pick<Transition<never>, 'gate' | 'send'> {
  if (gate?.clockJumpMs === undefined || gate.state !== 'open') return {};
  const body = { type: 'GATE', state: 'paused', actor: 'agent', reason: clockJumped(gate.clockJumpMs) };
  return { gate: { rollout, state: 'paused' }, send: [{ to: rollout, body }] };
}

/**
 * What holds a switch is freed when nothing is left to look at. A change that took over a bad one's claims keeps them until it ends
 * well: a skip says nothing about what the other left.
 */
function isFreed({ endClass, device }: ChangeState): boolean {
  if (endClass === 'OK') return true;
  return (endClass === 'SKIPPED' || endClass === 'BLOCKED') && device.takesOver === undefined;
}

function step(state: ChangeState, event: ChangeEvent, facts: Facts): Transition<ChangeState> {
  if (event.type === 'RELEASE' && isEnd(state.at))
    return { state, effect: null, isUnchanged: true, freeClaims: true, reason: `released by ${event.actor}` };
  const absent = absentPair(state, event);
  if (absent === 'defect') throw new DefectError('DEFECT', `${state.at} got an outcome it does not wait for`);
  if (absent === 'ignore')
    return { state, effect: isStep(state.at) ? EFFECTS[state.at](state) : null, isUnchanged: true };
  const next = decide(state, event, facts);
  const after = apply(state, next);
  const passed = after.endClass === null ? (next.passed ?? []) : [...(next.passed ?? []), 'B19'];
  const paused = pauseForClock(after, facts);
  const isReleased =
    after.endClass !== null ||
    isWait(after.at) ||
    (state.sessionEpoch !== null && after.sessionEpoch === null);
  return {
    state: after,
    effect: isStep(after.at) ? EFFECTS[after.at](after) : null,
    ...paused,
    send: [...messages(state, after, passed), ...(paused.send ?? [])],
    boundaries: [...new Set(passed)],
    ...(isWait(after.at) ? { wakeInMs: WAIT_POLL_MS } : {}),
    ...(isReleased ? { release: true } : {}),
    ...(after.endClass === null ? {} : { ended: true }),
    ...(isFreed(after) ? { freeClaims: true } : {}),
    ...(next.failure === undefined ? {} : { reason: `${next.failure.code}: ${next.failure.message}` }),
  };
}

/** The level change as a kind of machine. */
export const LEVEL_CHANGE: MachineKind<ChangeState, ChangeEvent> = {
  kind: 'level-change',
  version: 1,
  needs,
  step,
};
