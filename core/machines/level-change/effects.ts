/** The effect of each step, as data made from the state alone. */
import { assert } from '../../errors.ts';
import type { CssmEffect } from '../../ports/cssm.ts';
import type { DeviceEffect } from '../../ports/device.ts';
import type { ChangeState, StepName } from './state.ts';

/** Anything a level change may have outstanding. */
export type ChangeEffect = DeviceEffect | CssmEffect;

/** Whether the CLI may be used besides the report: `--no-report` with NETCONF verification needs no CLI at all. */
export function isCliAllowed(state: ChangeState): boolean {
  return state.options.report || state.options.verify === 'cli';
}

/** Reason given to the switch with the reload: names the change, so that its record can be told from others. */
export function reloadReason(state: ChangeState): string {
  return `liclab ${state.change}`.slice(0, 60);
}

type EffectOf = (state: ChangeState) => ChangeEffect;

/** Address and session of a step on an identified session. */
function onSession(state: ChangeState) {
  assert(state.sessionEpoch !== null, `${state.at} needs an identified session`);
  return {
    address: state.device.address,
    sessionEpoch: state.sessionEpoch,
    deadlineMs: state.options.deadlines.requestMs,
  };
}

/** A deadline that leaves room for waiting inside the effect. */
function withPatience(state: ChangeState) {
  const { requestMs, lockPatienceMs } = state.options.deadlines;
  return { patienceMs: lockPatienceMs, deadlineMs: requestMs + lockPatienceMs };
}

const identify: EffectOf = (state) => ({
  op: 'identify',
  kind: 'read',
  address: state.device.address,
  deadlineMs: state.options.deadlines.identifyMs,
});

const lock: EffectOf = (state) => ({
  op: 'lock',
  kind: 'mutation',
  ...onSession(state),
  ...withPatience(state),
});

const save: EffectOf = (state) => ({ op: 'save', kind: 'mutation', ...onSession(state) });

const look =
  (startup: (state: ChangeState) => boolean, quiet: boolean): EffectOf =>
  (state) => ({
    op: 'look',
    kind: 'read',
    ...onSession(state),
    startup: startup(state),
    quietMs: quiet ? state.options.deadlines.quietMs : 0,
    deadlineMs: state.options.deadlines.requestMs * 2 + (quiet ? state.options.deadlines.quietMs : 0),
  });

const edit =
  (level: (state: ChangeState) => ChangeState['target']): EffectOf =>
  (state) => ({
    op: 'edit',
    kind: 'mutation',
    ...onSession(state),
    ...withPatience(state),
    level: level(state),
  });

/** The pre-image to write back; only reached after the preflight has read it. */
function preImageOf(state: ChangeState): ChangeState['target'] {
  assert(state.preImage !== null, 'a revert needs the level read before the edit');
  return state.preImage;
}

/** Effect of every step. */
export const EFFECTS: Readonly<Record<StepName, EffectOf>> = {
  ADMITTED: identify,
  IDENTIFIED: (state) => ({
    op: 'preflight',
    kind: 'read',
    ...onSession(state),
    diff: isCliAllowed(state),
    deadlineMs: state.options.deadlines.requestMs * 2,
  }),
  PREFLIGHT_PASSED: lock,
  EDIT_INTENT: edit((state) => state.target),
  EDIT_SEEN: look(() => true, false),
  SAVE_INTENT: save,
  SAVE_ANSWERED: look(() => true, false),
  SAVE_PROVEN: look((state) => state.proofByCli, false),
  RELOAD_INTENT: (state) => ({
    op: 'reload',
    kind: 'at-most-once',
    ...onSession(state),
    reason: reloadReason(state),
  }),
  CLI_RELOAD_INTENT: (state) => ({
    op: 'cli-reload',
    kind: 'at-most-once',
    address: state.device.address,
    reason: reloadReason(state),
    deadlineMs: state.options.deadlines.requestMs,
  }),
  RELOAD_ANSWERED: (state) => ({
    op: 'await-down',
    kind: 'read',
    address: state.device.address,
    bootTimeBefore: state.bootTimeBefore ?? '',
    quietMs: state.options.deadlines.quietMs,
    deadlineMs: state.options.deadlines.downMs,
  }),
  DOWN_SEEN: (state) => ({
    op: 'await-up',
    kind: 'read',
    address: state.device.address,
    deadlineMs: state.options.deadlines.upMs,
  }),
  UP_SEEN: (state) => ({
    op: 'await-ready',
    kind: 'read',
    address: state.device.address,
    serials: state.device.serials,
    deadlineMs: state.options.deadlines.readyMs,
  }),
  READY_SEEN: identify,
  IDENTIFIED_AGAIN: (state) => ({
    op: 'verify',
    kind: 'read',
    ...onSession(state),
    dwellMs: state.options.deadlines.dwellMs,
    by: state.options.verify,
    deadlineMs: state.options.deadlines.dwellMs + state.options.deadlines.requestMs * 2,
  }),
  VERIFIED: (state) => ({
    op: 'report',
    kind: 'mutation',
    address: state.device.address,
    deadlineMs: state.options.deadlines.requestMs,
  }),
  REPORT_ASKED: (state) => ({
    op: 'cssm-look',
    kind: 'read',
    account: state.device.account ?? '',
    virtualAccount: state.device.virtualAccount ?? '',
    serials: state.device.serials,
    licenses: state.device.licenses.map((entry) => entry.license),
    deadlineMs: state.options.deadlines.reportMs,
  }),
  REJOINING: identify,
  RELOCKING: lock,
  LOOKING: look(isCliAllowed, true),
  REVERT_INTENT: edit(preImageOf),
  REVERT_SEEN: look(isCliAllowed, false),
  REVERT_SAVE_INTENT: save,
  REVERT_SAVED: look(isCliAllowed, false),
};
