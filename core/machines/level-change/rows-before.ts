/** B1-B4: who answers, whether a change may begin, the lock. Nothing has been sent that changes the switch. */
import { isSameLevel } from '../../model/level.ts';
import { levelInUse, type Preflight } from '../../model/device.ts';
import { diffOf, foreignFailure, isForeignDirty, isSavedTarget, seen } from './configuration.ts';
import { EDIT_INTENT_TO, editIntent } from './gate.ts';
import { compareSerials, identified, isHostKeyFailure, serialFailure } from './identity.ts';
import { type Bad, because, type Cell, finding, type Next, NO_SESSION, row } from './row.ts';
import type { ChangeState } from './state.ts';

/** Sessions opened in a row before giving up. */
export const SESSION_TRIES_MAX = 3;

/** Nobody could be identified and nothing was ever sent. */
const notReached: Cell<Bad> = {
  to: ['IDENTITY_MISMATCH', 'FAILED_UNCHANGED'],
  decide: (_state, { failure }) =>
    because(failure, { to: isHostKeyFailure(failure) ? 'IDENTITY_MISMATCH' : 'FAILED_UNCHANGED' }),
};

/** The session was lost before anything was sent: begin again, a few times. */
const beginAgain: Cell<Bad> = {
  to: ['ADMITTED', 'FAILED_UNCHANGED'],
  decide(state, { failure }) {
    const session = state.tries.session + 1;
    if (session >= SESSION_TRIES_MAX) return because(failure, { to: 'FAILED_UNCHANGED', set: NO_SESSION });
    return because(failure, { to: 'ADMITTED', set: { ...NO_SESSION, tries: { ...state.tries, session } } });
  },
};

export const ADMITTED = row('identify', {
  ok: {
    to: ['IDENTIFIED', 'IDENTITY_MISMATCH', 'SKIPPED_DUPLICATE'],
    decide(state, identity, facts) {
      const set = { ...identified(identity), bootTimeBefore: identity.bootTime };
      if (compareSerials(state.device.serials, identity.serials) !== 'same') {
        return { to: 'IDENTITY_MISMATCH', set, failure: serialFailure(state, identity) };
      }
      const holder = facts.claimedBy ?? null;
      if (holder !== null) {
        return {
          to: 'SKIPPED_DUPLICATE',
          set,
          failure: finding('SERIAL_CLAIMED', `another change holds these serials: ${holder}`),
        };
      }
      return { to: 'IDENTIFIED', set, passed: ['B2'] };
    },
  },
  refused: notReached,
  'not-sent': notReached,
  unknown: notReached,
});

/** What a preflight shows, as fields. */
function preflightSeen(state: ChangeState, preflight: Preflight): Partial<ChangeState> {
  return {
    ...seen(preflight),
    levelInUse: levelInUse(preflight.usage),
    members: preflight.members.map(({ slot, serial, model, state: memberState }) => ({
      slot,
      serial,
      model,
      state: memberState,
    })),
    bootTimeBefore: preflight.bootTime,
    // A leaf that is absent, or true while nothing differs, proves nothing on this switch.
    proofByCli: preflight.unsaved !== false,
    diff: diffOf(preflight) ?? state.diff,
  };
}

/** Why a change must not begin, or null. */
function blockedBy(state: ChangeState, preflight: Preflight) {
  const [blocker] = preflight.blockers;
  if (blocker !== undefined) return finding('DEVICE_BUSY', blocker, 'Try again when it is over.');
  if (preflight.running === null) {
    return finding(
      'BOOT_LEVEL_UNSTATED',
      'running-config states no boot level, so there is nothing a revert could restore',
      'Configure the present level once with "license boot level ..." and save.',
    );
  }
  if (isForeignDirty(preflight) && !state.options.saveForeign) return foreignFailure(preflight);
  return null;
}

export const IDENTIFIED = row('preflight', {
  ok: {
    to: ['PREFLIGHT_PASSED', 'ALREADY_AT_LEVEL', 'SKIPPED_BLOCKED'],
    decide(state, preflight): Next {
      const set = preflightSeen(state, preflight);
      const inUse = levelInUse(preflight.usage);
      const isThere =
        inUse !== null &&
        preflight.running !== null &&
        isSameLevel(inUse, state.target) &&
        isSameLevel(preflight.running, state.target) &&
        !isForeignDirty(preflight);
      if (isThere) return { to: 'ALREADY_AT_LEVEL', set };
      const blocker = blockedBy(state, preflight);
      if (blocker !== null) return { to: 'SKIPPED_BLOCKED', set, failure: blocker };
      return { to: 'PREFLIGHT_PASSED', set: { ...set, preImage: preflight.running }, passed: ['B3'] };
    },
  },
  refused: {
    to: ['FAILED_UNCHANGED'],
    decide: (_state, { failure }) => because(failure, { to: 'FAILED_UNCHANGED' }),
  },
  'not-sent': beginAgain,
  unknown: beginAgain,
});

export const PREFLIGHT_PASSED = row('lock', {
  ok: {
    to: [...EDIT_INTENT_TO, 'SAVE_PROVEN', 'SKIPPED_BLOCKED'],
    gated: true,
    decide(state, look, facts) {
      const set = { ...seen(look), locked: true };
      const isMoved =
        look.running === null || state.preImage === null || !isSameLevel(look.running, state.preImage);
      if (isMoved) {
        const failure = finding(
          'CHANGED_MEANWHILE',
          'the boot level changed between the preflight and the lock',
          'Somebody else is at work on this switch.',
        );
        return { to: 'SKIPPED_BLOCKED', set, failure };
      }
      // Where the leaf can be trusted, `true` after a clean preflight is a foreign edit in between.
      if (look.unsaved === true && !state.proofByCli && !state.options.saveForeign) {
        return { to: 'SKIPPED_BLOCKED', set, failure: foreignFailure(look) };
      }
      // Configured and saved already, by an earlier change or by hand: only the reload is left.
      if (isSavedTarget(state, look))
        return { to: 'SAVE_PROVEN', set: { ...set, saveProven: true }, passed: ['B4'] };
      return editIntent(facts, { set, passed: ['B4'] });
    },
  },
  refused: {
    to: ['SKIPPED_BLOCKED'],
    decide: (_state, { failure }) => because(failure, { to: 'SKIPPED_BLOCKED' }),
  },
  'not-sent': beginAgain,
  unknown: beginAgain,
});
