/** The rollout machine: who may begin, and when to stop. The rollout alone owns its credit (I5). */
import { assert, DefectError } from '../../errors.ts';
import type { Facts, MachineKind, Needs, PlanRow, Spawn, Transition } from '../../machine.ts';
import type { PlanDevice } from '../../model/plan.ts';
import { type EndClass, initialChange, isBad, LEVEL_CHANGE } from '../level-change/index.ts';
import { createCounter, licensesNeeded, staleBalance } from './licenses.ts';
import { changeId, type RolloutAt, type RolloutState, waveEnd } from './state.ts';

/** Events of a rollout. */
export type RolloutEvent =
  /** Approved: `actor` began the plan with that hash; both are there for the journal. */
  | { readonly type: 'START'; readonly plan?: string; readonly actor?: string }
  /** A child's verdict is good: its credit comes back. */
  | { readonly type: 'VERIFIED'; readonly index: number }
  /** A child has ended. */
  | {
      readonly type: 'SETTLED';
      readonly index: number;
      readonly state: string;
      readonly class: EndClass;
      readonly code?: string | null;
    }
  /** An operator moved the gate. */
  | { readonly type: 'GATE'; readonly state: 'open' | 'paused' | 'aborted'; readonly actor: string }
  | { readonly type: 'WAKE' }
  /** Raised by the machine itself: admit as many as may begin now. */
  | { readonly type: 'ADMIT' };

/** Devices admitted by one commit: keeps the transaction short. */
export const ADMIT_MAX = 50;

/** How often a closed window is asked again. */
export const WINDOW_POLL_MS = 15_000;

/** Ends that pause the rollout although the budget is not used up: a person should look before more begin. */
const PAUSING: ReadonlySet<string> = new Set([
  'IDENTITY_MISMATCH',
  'LOST',
  'INDETERMINATE',
  'FAILED_DEGRADED',
  'FAILED_OLD_LEVEL',
]);

/**
 * A jump host that failed ends every change behind it that had not begun to write. It is one fault and none of the devices' (F52): the
 * rollout pauses, no budget is used up, and the credit comes back, since nothing was done to the device.
 */
function isJumpHosts({ code, state }: RolloutEvent & { type: 'SETTLED' }): boolean {
  return code === 'JUMP_HOST_FAILED' && state === 'FAILED_UNCHANGED';
}

/** How many may begin now. */
function admissible(state: RolloutState): number {
  if (state.at !== 'running' || state.bad >= state.failureBudget) return 0;
  return Math.max(0, Math.min(waveEnd(state) - state.cursor, state.exposure - state.held, ADMIT_MAX));
}

function needs(state: RolloutState, event: RolloutEvent): Needs {
  if (event.type !== 'ADMIT') return {};
  const count = admissible(state);
  if (count === 0) return {};
  return {
    gate: {
      rollout: state.rollout,
      windows: state.options.windows,
      allowanceMs: state.options.deadlines.upMs,
    },
    rows: { plan: state.plan, from: state.cursor, count },
  };
}

/** The change of one device; `short` says why it must not begin, and it then ends at once, as every other with its reason. */
function spawn(state: RolloutState, row: PlanRow, short: string | null): Spawn {
  const device = row.body as PlanDevice;
  const id = changeId(state.rollout, device.index);
  return {
    id,
    kind: LEVEL_CHANGE.kind,
    rollout: state.rollout,
    state: initialChange(id, state.rollout, device, state.target, state.options),
    first: short === null ? { type: 'START' } : { type: 'START', short },
    reserve: short === null ? licensesNeeded(device) : [],
  };
}

function stay(state: RolloutState, more: Partial<Transition<RolloutState>> = {}): Transition<RolloutState> {
  return { state, effect: null, ...more };
}

/** True when every credit is held by bad devices, so that nobody could ever be admitted again. */
function isExhausted(state: RolloutState): boolean {
  return (
    state.at === 'running' &&
    state.judged === state.cursor &&
    state.cursor < state.devices &&
    state.bad >= state.exposure
  );
}

/** Ends the rollout when nothing of it is in flight and nothing more will begin. */
function closeIfDone(given: RolloutState): Transition<RolloutState> {
  const state: RolloutState = isExhausted(given)
    ? {
        ...given,
        at: 'stopped',
        reason: `${given.bad} bad devices hold the whole exposure of ${given.exposure}`,
      }
    : given;
  const isQuiet = state.settled === state.cursor;
  const isAll = state.cursor === state.devices && isQuiet;
  if (isAll && state.at !== 'aborted' && state.at !== 'stopped') {
    return stay({ ...state, at: 'finished', reason: null }, { ended: true });
  }
  if (isQuiet && (state.at === 'aborted' || state.at === 'stopped')) return stay(state, { ended: true });
  return stay(state, state.at === 'running' ? { raise: { type: 'ADMIT' } } : {});
}

function admit(state: RolloutState, facts: Facts): Transition<RolloutState> {
  // The next wave opens only when everybody before it has a verdict.
  const isWaveDone = state.judged >= waveEnd(state) && state.wave + 1 < state.waves.length;
  if (isWaveDone) return stay({ ...state, wave: state.wave + 1 }, { raise: { type: 'ADMIT' } });
  if (facts.gate === undefined) return stay(state);
  if (facts.gate.state !== 'open') return stay(state);
  if (!facts.gate.inWindow) return stay(state, { wakeInMs: WINDOW_POLL_MS });
  const rows = facts.rows ?? [];
  assert(
    rows.every((row, offset) => row.index === state.cursor + offset),
    'plan rows come in order',
  );
  const stale = staleBalance(state, facts.pools ?? [], rows);
  if (stale !== null)
    return stay(
      { ...state, at: 'paused', reason: stale },
      { gate: { rollout: state.rollout, state: 'paused' } },
    );
  const after = { ...state, cursor: state.cursor + rows.length, held: state.held + rows.length };
  const isMore = rows.length === ADMIT_MAX;
  const served = createCounter(state, facts.pools ?? []);
  return stay(after, {
    spawn: rows.map((row) => spawn(state, row, served(row))),
    ...(isMore ? { raise: { type: 'ADMIT' } } : {}),
  });
}

function settle(state: RolloutState, event: RolloutEvent & { type: 'SETTLED' }): Transition<RolloutState> {
  const isSucceeded = event.state.startsWith('SUCCEEDED');
  const bad = isBad(event.class) && !isJumpHosts(event);
  const after: RolloutState = {
    ...state,
    settled: state.settled + 1,
    bad: state.bad + (bad ? 1 : 0),
    // A verified device gave its credit back already; a bad one keeps it.
    held: state.held - (isSucceeded || bad ? 0 : 1),
    judged: state.judged + (isSucceeded ? 0 : 1),
    counts: { ...state.counts, [event.state]: (state.counts[event.state] ?? 0) + 1 },
  };
  if (state.at !== 'running' && state.at !== 'paused') return closeIfDone(after);
  if (after.bad >= after.failureBudget) {
    return closeIfDone({
      ...after,
      at: 'stopped',
      reason: `${after.bad} bad, the failure budget is ${after.failureBudget}`,
    });
  }
  const mustPause = isJumpHosts(event) || (bad && (PAUSING.has(event.state) || event.code === 'AUTH_FAILED'));
  if (mustPause && state.at === 'running' && after.settled < after.devices) {
    const reason = `device ${event.index + 1} ended as ${event.state}: look at it, then resume or abort`;
    return stay({ ...after, at: 'paused', reason }, { gate: { rollout: state.rollout, state: 'paused' } });
  }
  return closeIfDone(after);
}

function moveGate(state: RolloutState, event: RolloutEvent & { type: 'GATE' }): Transition<RolloutState> {
  if (state.at === 'finished' || state.at === 'aborted') return stay(state);
  // What was stopped admits nobody any more; the gate still holds or lets go what is in flight.
  if (state.at === 'stopped' && event.state !== 'aborted') return stay(state);
  if (event.state === 'open') return closeIfDone({ ...state, at: 'running', reason: null });
  const at: RolloutAt = event.state;
  const reason = `${event.state === 'paused' ? 'paused' : 'aborted'} by ${event.actor}`;
  return closeIfDone({ ...state, at, reason });
}

function verified(state: RolloutState): Transition<RolloutState> {
  assert(state.held > 0, 'a verified device held credit');
  return closeIfDone({ ...state, held: state.held - 1, judged: state.judged + 1 });
}

function step(state: RolloutState, event: RolloutEvent, facts: Facts): Transition<RolloutState> {
  switch (event.type) {
    case 'START':
    case 'WAKE':
      return stay(state, state.at === 'running' ? { raise: { type: 'ADMIT' } } : {});
    case 'VERIFIED':
      return verified(state);
    case 'SETTLED':
      if (state.at === 'finished')
        throw new DefectError('DEFECT', 'a device settled after its rollout had finished');
      return settle(state, event);
    case 'GATE':
      return moveGate(state, event);
    case 'ADMIT':
      return admit(state, facts);
  }
}

/** The rollout as a kind of machine. */
export const ROLLOUT: MachineKind<RolloutState, RolloutEvent> = { kind: 'rollout', version: 1, needs, step };
