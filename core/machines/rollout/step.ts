/** The rollout machine: who may begin, and when to stop. The rollout alone owns its credit (I5). */
import { assert, DefectError } from '../../errors.ts';
import {
  clockJumped,
  type Facts,
  type MachineKind,
  type Needs,
  type Spawn,
  type Transition,
} from '../../machine.ts';
import { slotName } from '../../model/domain.ts';
import type { PlanDevice } from '../../model/plan.ts';
import { type EndClass, initialChange, isBad, LEVEL_CHANGE } from '../level-change/index.ts';
import { advance, type Chosen, chooseRows, DOMAIN_POLL_MS, LOOK_AHEAD } from './domains.ts';
import { createCounter, licensesNeeded, staleBalance } from './licenses.ts';
import { begun, changeId, type RolloutAt, type RolloutState, waveEnd } from './state.ts';
import { isAwaitingReports, NO_TALLY, tally, whyAsk } from './verdict.ts';

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
  | {
      readonly type: 'GATE';
      readonly state: 'open' | 'paused' | 'aborted';
      readonly actor: string;
      /** Why the agent itself moved it. */
      readonly reason?: string;
    }
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
  return Math.max(0, Math.min(waveEnd(state) - begun(state), state.exposure - state.held, ADMIT_MAX));
}

/** With failure domains, rows behind those that wait may go first. */
function rowsLookedAt(state: RolloutState, count: number): number {
  return state.maxUnavailable === undefined ? count : Math.min(waveEnd(state) - state.cursor, LOOK_AHEAD);
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
    rows: { plan: state.plan, from: state.cursor, count: rowsLookedAt(state, count) },
  };
}

/** The change of one device; one that must not begin ends at once, as every other with its reason. */
function spawn(state: RolloutState, { row, unavailable }: Chosen, short: string | null): Spawn {
  const device = row.body as PlanDevice;
  const id = changeId(state.rollout, device.index);
  const isBlocked = short !== null || unavailable !== null;
  return {
    id,
    kind: LEVEL_CHANGE.kind,
    rollout: state.rollout,
    state: initialChange(id, state.rollout, device, state.target, state.options),
    first: {
      type: 'START',
      ...(unavailable === null ? {} : { unavailable }),
      ...(short === null ? {} : { short }),
    },
    reserve: isBlocked ? [] : licensesNeeded(device),
    ...(isBlocked || device.domain === null
      ? {}
      : { claims: [slotName(device.domain, device.address.deviceId)] }),
  };
}

function stay(state: RolloutState, more: Partial<Transition<RolloutState>> = {}): Transition<RolloutState> {
  return { state, effect: null, ...more };
}

/** True when every credit is held by bad devices, so that nobody could ever be admitted again. */
function isExhausted(state: RolloutState): boolean {
  return (
    state.at === 'running' &&
    state.judged === begun(state) &&
    begun(state) < state.devices &&
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
  const isQuiet = state.settled === begun(state);
  const isAll = begun(state) === state.devices && isQuiet;
  if (isAll && state.at !== 'aborted' && state.at !== 'stopped') {
    return stay({ ...state, at: 'finished', reason: null }, { ended: true });
  }
  if (isQuiet && (state.at === 'aborted' || state.at === 'stopped')) return stay(state, { ended: true });
  return stay(state, state.at === 'running' ? { raise: { type: 'ADMIT' } } : {});
}

/** The rollout pauses itself: a person has to look. */
function pause(state: RolloutState, reason: string): Transition<RolloutState> {
  return stay(
    { ...state, at: 'paused', reason },
    { gate: { rollout: state.rollout, state: 'paused' }, reason },
  );
}

/** The verdict of the wave that is over: the next one opens, or a person is asked (F55). */
function openNextWave(state: RolloutState): Transition<RolloutState> {
  if (isAwaitingReports(state)) return stay(state);
  const reason = whyAsk(state);
  if (reason === null)
    return stay(
      { ...state, wave: state.wave + 1, since: NO_TALLY },
      { raise: { type: 'ADMIT' }, reason: `wave ${state.wave + 1}: go` },
    );
  return pause(state, reason);
}

function admit(state: RolloutState, facts: Facts): Transition<RolloutState> {
  // The next wave opens only when everybody before it has a verdict.
  const isWaveDone = state.judged >= waveEnd(state) && state.wave + 1 < state.waves.length;
  if (isWaveDone) return openNextWave(state);
  if (facts.gate === undefined) return stay(state);
  if (facts.gate.state !== 'open') return stay(state);
  if (facts.gate.clockJumpMs !== undefined) return pause(state, clockJumped(facts.gate.clockJumpMs));
  if (!facts.gate.inWindow) return stay(state, { wakeInMs: WINDOW_POLL_MS });
  const rows = facts.rows ?? [];
  assert(
    rows.every((row, offset) => row.index === state.cursor + offset),
    'plan rows come in order',
  );
  const { begin, isWaiting } = chooseRows(state, rows, facts.domains ?? [], admissible(state));
  const chosen = begin.filter(({ unavailable }) => unavailable === null).map(({ row }) => row);
  const stale = staleBalance(state, facts.pools ?? [], chosen);
  if (stale !== null) return pause(state, stale);
  const after = { ...state, ...advance(state, begin), held: state.held + begin.length };
  // In a commit of its own: it has to see what this one reserves and claims.
  const isMore = begin.length === ADMIT_MAX;
  const served = createCounter(state, facts.pools ?? []);
  return stay(after, {
    spawn: begin.map((one) => spawn(state, one, one.unavailable === null ? served(one.row) : null)),
    ...(isMore ? { wakeInMs: 0 } : isWaiting ? { wakeInMs: DOMAIN_POLL_MS } : {}),
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
    since: tally(state.since ?? NO_TALLY, event, !isJumpHosts(event)),
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
  // Who resumes has looked: what ended so far is not asked about again.
  if (event.state === 'open') return closeIfDone({ ...state, at: 'running', reason: null, since: NO_TALLY });
  const at: RolloutAt = event.state;
  const reason = event.reason ?? `${event.state === 'paused' ? 'paused' : 'aborted'} by ${event.actor}`;
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
