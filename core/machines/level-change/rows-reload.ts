/** B9-B12: the drift check, the reload, and whether the switch went down. A reload is asked for once per kind. */
import {
  conclude,
  diffOf,
  isForeignDirty,
  isSavedTarget,
  seen,
  standingOf,
  CONCLUSIONS,
} from './configuration.ts';
import { gateOf, isOpen, RELOAD_INTENT_ELSE, reloadIntent } from './gate.ts';
import { isHostKeyFailure } from './identity.ts';
import { rejoin } from './rows-edit.ts';
import { type Bad, because, type Cell, finding, NO_SESSION, row } from './row.ts';
import type { ChangeState } from './state.ts';

/** How often one watching effect is begun again after its own failure. */
export const WATCH_TRIES_MAX = 3;

export const SAVE_PROVEN = row('look', {
  ok: {
    to: [
      'RELOAD_INTENT',
      'SAVE_PROVEN',
      'UP_SEEN',
      'ALREADY_AT_LEVEL',
      ...RELOAD_INTENT_ELSE,
      ...CONCLUSIONS,
    ],
    gated: true,
    decide(state, look, facts) {
      const set = { ...seen(look), diff: diffOf(look) ?? state.diff };
      const isRebooted = state.bootTimeBefore !== null && look.bootTime !== state.bootTimeBefore;
      // Somebody else's reboot took the saved level: verify it, never reload on top (F20).
      if (isRebooted)
        return { to: 'UP_SEEN', set: { ...set, ...NO_SESSION }, passed: ['B9'], note: 'foreign-reload' };
      const isLeafDirty = !state.proofByCli && look.unsaved !== false;
      // The leaf can be true without a change: ask the CLI before believing it.
      if (isLeafDirty) return { to: 'SAVE_PROVEN', set: { ...set, proofByCli: true } };
      if (!isSavedTarget(state, look) || isForeignDirty(look))
        return conclude(
          state,
          look,
          finding('DRIFT', 'the configuration changed between our save and the reload'),
        );
      // It never booted another level: the configuration is back, and a reload would only take it down.
      if (standingOf(state, state.levelInUse) === 'target')
        return { to: 'ALREADY_AT_LEVEL', set, passed: ['B9'], note: 'no-reload-needed' };
      return reloadIntent(state, facts, { set: { ...set, bootTimeBefore: look.bootTime } });
    },
  },
  refused: rejoin(),
  'not-sent': rejoin(),
  unknown: rejoin(),
});

/** The reload may have been taken: from here on only observe or declare. */
function sent(answer: 'ok' | 'lost'): Partial<ChangeState> {
  // What was in use before the reload says nothing about afterwards (I8).
  return { ...NO_SESSION, reloadAnswer: answer, reloadsSent: 1, levelInUse: null };
}

export const RELOAD_INTENT = row('reload', {
  ok: {
    to: ['RELOAD_ANSWERED'],
    decide: () => ({ to: 'RELOAD_ANSWERED', set: sent('ok'), passed: ['B11'] }),
  },
  refused: {
    to: ['CLI_RELOAD_INTENT', 'SAVED_PENDING_RELOAD'],
    gated: true,
    decide(state, { failure }, facts) {
      // A definite refusal proves that nothing happened; the lock goes in the same breath (the session is released).
      const isCliNext = state.options.cliReload && isOpen(gateOf(facts));
      if (!isCliNext) return because(failure, { to: 'SAVED_PENDING_RELOAD', passed: ['B11'] });
      return because(failure, {
        to: 'CLI_RELOAD_INTENT',
        passed: ['B11', 'CLI_RELOAD_INTENT'],
        set: NO_SESSION,
      });
    },
  },
  'not-sent': rejoin(),
  unknown: {
    to: ['RELOAD_ANSWERED'],
    decide: (_state, { failure }) =>
      because(failure, { to: 'RELOAD_ANSWERED', set: sent('lost'), passed: ['B11'] }),
  },
});

export const CLI_RELOAD_INTENT = row('cli-reload', {
  ok: {
    to: ['RELOAD_ANSWERED'],
    decide: () => ({ to: 'RELOAD_ANSWERED', set: sent('ok'), passed: ['B11'] }),
  },
  refused: {
    to: ['SAVED_PENDING_RELOAD'],
    decide: (_state, { failure }) => because(failure, { to: 'SAVED_PENDING_RELOAD' }),
  },
  'not-sent': {
    to: ['SAVED_PENDING_RELOAD'],
    decide: (_state, { failure }) => because(failure, { to: 'SAVED_PENDING_RELOAD' }),
  },
  unknown: {
    to: ['RELOAD_ANSWERED'],
    decide: (_state, { failure }) =>
      because(failure, { to: 'RELOAD_ANSWERED', set: sent('lost'), passed: ['B11'] }),
  },
});

/** Watching failed in itself: watch again, a few times; nobody else's identity is ever watched. */
export function watchAgain(here: 'RELOAD_ANSWERED' | 'DOWN_SEEN' | 'UP_SEEN'): Cell<Bad> {
  return {
    to: [here, 'IDENTITY_MISMATCH', 'INDETERMINATE'],
    decide(state, { failure }) {
      if (isHostKeyFailure(failure)) return because(failure, { to: 'IDENTITY_MISMATCH' });
      const watch = state.tries.watch + 1;
      if (watch >= WATCH_TRIES_MAX || failure.code === 'AUTH_FAILED')
        return because(failure, { to: 'INDETERMINATE' });
      return because(failure, { to: here, set: { tries: { ...state.tries, watch } } });
    },
  };
}

export const RELOAD_ANSWERED = row('await-down', {
  ok: {
    to: ['DOWN_SEEN', 'SAVED_PENDING_RELOAD', 'INDETERMINATE'],
    decide(state, { seen: what, bootTime }) {
      if (what !== 'still-up')
        return { to: 'DOWN_SEEN', passed: ['B12'], set: { tries: { ...state.tries, watch: 0 } } };
      const failure = finding(
        'RELOAD_NOT_SEEN',
        state.reloadAnswer === 'ok'
          ? 'the switch accepted the reload and did not reboot in time'
          : 'two reads show that the switch did not reboot since the reload was to be asked for',
        state.reloadAnswer === 'ok'
          ? 'Look at the console; no second reload will be sent.'
          : 'rollout retry goes on under a new change.',
      );
      const set = { bootTimeAfter: bootTime };
      return { to: state.reloadAnswer === 'ok' ? 'INDETERMINATE' : 'SAVED_PENDING_RELOAD', failure, set };
    },
  },
  refused: watchAgain('RELOAD_ANSWERED'),
  'not-sent': watchAgain('RELOAD_ANSWERED'),
  unknown: watchAgain('RELOAD_ANSWERED'),
});
