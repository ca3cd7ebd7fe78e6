/** B13-B18: back up, ready, the same device, at the level, reported, seen at CSSM. */
import { isSameLevel } from '../../model/level.ts';
import { levelInUse, type Verification } from '../../model/device.ts';
import { compareSerials, identified, isHostKeyFailure, serialFailure } from './identity.ts';
import { type Bad, because, type Cell, finding, type Next, NO_SESSION, row } from './row.ts';
import { watchAgain, WATCH_TRIES_MAX } from './rows-reload.ts';
import type { ChangeState } from './state.ts';

/** How often the report is asked for. */
export const REPORT_TRIES_MAX = 3;

/** Not back at the deadline. */
const lost: Cell<Bad> = {
  to: ['LOST', 'IDENTITY_MISMATCH'],
  decide: (_state, { failure }) =>
    because(failure, { to: isHostKeyFailure(failure) ? 'IDENTITY_MISMATCH' : 'LOST' }),
};

export const DOWN_SEEN = row('await-up', {
  ok: { to: ['UP_SEEN'], decide: () => ({ to: 'UP_SEEN', passed: ['B13'] }) },
  refused: lost,
  'not-sent': lost,
  unknown: lost,
});

export const UP_SEEN = row('await-ready', {
  // Members still missing at the deadline are judged by the identification that follows.
  ok: { to: ['READY_SEEN'], decide: () => ({ to: 'READY_SEEN', passed: ['B14'] }) },
  refused: watchAgain('UP_SEEN'),
  'not-sent': watchAgain('UP_SEEN'),
  unknown: watchAgain('UP_SEEN'),
});

/** The session was lost after the reboot: wait for readiness again, a few times. */
const readyAgain: Cell<Bad> = {
  to: ['UP_SEEN', 'IDENTITY_MISMATCH', 'INDETERMINATE'],
  decide(state, { failure }) {
    if (isHostKeyFailure(failure)) return because(failure, { to: 'IDENTITY_MISMATCH' });
    const watch = state.tries.watch + 1;
    if (watch >= WATCH_TRIES_MAX) return because(failure, { to: 'INDETERMINATE' });
    return because(failure, { to: 'UP_SEEN', set: { ...NO_SESSION, tries: { ...state.tries, watch } } });
  },
};

export const READY_SEEN = row('identify', {
  ok: {
    to: ['IDENTIFIED_AGAIN', 'IDENTITY_MISMATCH', 'FAILED_DEGRADED'],
    decide(state, identity) {
      const set = { ...identified(identity), bootTimeAfter: identity.bootTime };
      const verdict = compareSerials(state.device.serials, identity.serials);
      if (verdict === 'foreign')
        return { to: 'IDENTITY_MISMATCH', set, failure: serialFailure(state, identity) };
      if (verdict === 'missing') {
        const missing = state.device.serials.filter((serial) => !identity.serials.includes(serial));
        return {
          to: 'FAILED_DEGRADED',
          set,
          failure: finding('MEMBER_MISSING', `not back after the reboot: ${missing.join(', ')}`),
        };
      }
      return { to: 'IDENTIFIED_AGAIN', set, passed: ['B15'] };
    },
  },
  refused: readyAgain,
  'not-sent': readyAgain,
  unknown: readyAgain,
});

/** Fields a verification shows. */
function verified(verification: Verification): Partial<ChangeState> {
  return {
    bootLevel: verification.running,
    levelInUse: levelInUse(verification.usage),
    members: verification.members.map(({ slot, serial, model, state }) => ({ slot, serial, model, state })),
    bootTimeAfter: verification.bootTime,
  };
}

/** Whether each member runs: the stack says who is not ready. */
function degraded(verification: Verification) {
  const sick = verification.members.filter((member) => member.state !== 'ready');
  if (sick.length > 0) {
    return finding(
      'MEMBER_NOT_READY',
      sick.map((member) => `switch ${member.slot} (${member.serial}) is ${member.state}`).join(', '),
    );
  }
  if (verification.rebootsInDwell > 0)
    return finding('CRASH_LOOP', 'the switch rebooted again during the dwell');
  return null;
}

/** Verdict on the level in use after a reboot. */
function levelVerdict(state: ChangeState, verification: Verification): Next {
  const set = verified(verification);
  const inUse = levelInUse(verification.usage);
  if (inUse === null) {
    const watch = state.tries.watch + 1;
    const failure = finding('LEVEL_UNSTATED', 'the switch states no level in use');
    if (watch >= WATCH_TRIES_MAX) return { to: 'INDETERMINATE', set, failure };
    return { to: 'IDENTIFIED_AGAIN', set: { ...set, tries: { ...state.tries, watch } }, failure };
  }
  if (!isSameLevel(inUse, state.target)) {
    return {
      to: 'FAILED_OLD_LEVEL',
      set,
      failure: finding('OLD_LEVEL', 'the switch came back with another level than the one saved'),
    };
  }
  const isReported = state.options.report;
  if (!isReported)
    return { to: 'SUCCEEDED', set: { ...set, report: 'not-applicable' }, passed: ['B16', 'B19'] };
  return { to: 'VERIFIED', set, passed: ['B16'] };
}

export const IDENTIFIED_AGAIN = row('verify', {
  ok: {
    to: [
      'VERIFIED',
      'SUCCEEDED',
      'IDENTIFIED_AGAIN',
      'RELOAD_ANSWERED',
      'FAILED_OLD_LEVEL',
      'FAILED_DEGRADED',
      'INDETERMINATE',
    ],
    decide(state, verification) {
      if (verification.bootTime === state.bootTimeBefore && verification.rebootsInDwell === 0) {
        // The connection went, the switch did not: watch on, then declare.
        const watch = state.tries.watch + 1;
        const failure = finding('NOT_REBOOTED', 'the switch was away and came back without a reboot');
        if (watch >= WATCH_TRIES_MAX) return { to: 'INDETERMINATE', set: verified(verification), failure };
        return { to: 'RELOAD_ANSWERED', set: { ...NO_SESSION, tries: { ...state.tries, watch } }, failure };
      }
      const sick = degraded(verification);
      if (sick !== null) return { to: 'FAILED_DEGRADED', set: verified(verification), failure: sick };
      return levelVerdict(state, verification);
    },
  },
  refused: readyAgain,
  'not-sent': readyAgain,
  unknown: readyAgain,
});

/** Asking for the report failed: ask again, then leave it to synchronization; the switch itself is right. */
const reportAgain: Cell<Bad> = {
  to: ['VERIFIED', 'SUCCEEDED_UNREPORTED'],
  decide(state, { failure }) {
    const report = state.tries.report + 1;
    if (report >= REPORT_TRIES_MAX)
      return because(failure, { to: 'SUCCEEDED_UNREPORTED', set: { report: 'unseen' } });
    return because(failure, { to: 'VERIFIED', set: { tries: { ...state.tries, report } } });
  },
};

export const VERIFIED = row('report', {
  ok: {
    to: ['REPORT_ASKED', 'SUCCEEDED_UNREPORTED'],
    decide(state) {
      if (state.device.account !== null)
        return { to: 'REPORT_ASKED', set: { report: 'asked' }, passed: ['B17'] };
      const failure = finding(
        'ACCOUNT_UNSTATED',
        'the plan names no Smart Account, so the report cannot be looked for at CSSM',
      );
      return { to: 'SUCCEEDED_UNREPORTED', set: { report: 'asked' }, passed: ['B17'], failure };
    },
  },
  refused: reportAgain,
  'not-sent': reportAgain,
  unknown: reportAgain,
});

const unseen: Cell<Bad> = {
  to: ['SUCCEEDED_UNREPORTED'],
  decide: (_state, { failure }) =>
    because(failure, { to: 'SUCCEEDED_UNREPORTED', set: { report: 'unseen' } }),
};

export const REPORT_ASKED = row('cssm-look', {
  ok: {
    to: ['SUCCEEDED', 'SUCCEEDED_UNREPORTED'],
    decide(_state, looked) {
      if (looked.seen) return { to: 'SUCCEEDED', set: { report: 'seen' }, passed: ['B18'] };
      const failure = finding(
        'REPORT_NOT_SEEN',
        'CSSM did not show the new usage in time',
        'device sync follows it up.',
      );
      return { to: 'SUCCEEDED_UNREPORTED', set: { report: 'unseen' }, failure };
    },
  },
  refused: unseen,
  'not-sent': unseen,
  unknown: unseen,
});
