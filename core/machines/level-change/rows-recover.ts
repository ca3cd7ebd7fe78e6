/** After a lost session, a restart or a wait: identify, lock, look, then go on or declare what was read. */
import type { Facts } from '../../machine.ts';
import type { Look } from '../../model/device.ts';
import {
  CONCLUSIONS,
  conclude,
  diffOf,
  foreignFailure,
  isForeignDirty,
  seen,
  standingOf,
  startupOf,
} from './configuration.ts';
import { EDIT_INTENT_TO, editIntent } from './gate.ts';
import { compareSerials, identified, isHostKeyFailure, serialFailure } from './identity.ts';
import { SESSION_TRIES_MAX } from './rows-before.ts';
import { EDIT_TRIES_MAX, revert, saveIntent } from './rows-edit.ts';
import { type Bad, because, type Cell, finding, type Next, NO_SESSION, row } from './row.ts';
import type { ChangeState } from './state.ts';

/** Sessions that may be lost in the middle of a change before it ends with what a look proves. */
const REJOINS_MAX = 8;

/** Nobody could be identified: say unchanged only when nothing was ever sent. */
const gone: Cell<Bad> = {
  to: ['REJOINING', 'IDENTITY_MISMATCH', 'FAILED_UNCHANGED', 'INDETERMINATE'],
  decide(state, { failure }) {
    if (isHostKeyFailure(failure)) return because(failure, { to: 'IDENTITY_MISMATCH' });
    const session = state.tries.session + 1;
    const isFinal = session >= SESSION_TRIES_MAX || failure.code === 'AUTH_FAILED';
    if (!isFinal)
      return because(failure, {
        to: 'REJOINING',
        set: { ...NO_SESSION, tries: { ...state.tries, session } },
      });
    return because(failure, { to: state.editMaybe ? 'INDETERMINATE' : 'FAILED_UNCHANGED', set: NO_SESSION });
  },
};

export const REJOINING = row('identify', {
  ok: {
    to: ['RELOCKING', 'IDENTITY_MISMATCH'],
    decide(state, identity) {
      const set = identified(identity);
      const isSame = compareSerials(state.device.serials, identity.serials) === 'same';
      if (!isSame) return { to: 'IDENTITY_MISMATCH', set, failure: serialFailure(state, identity) };
      return { to: 'RELOCKING', set };
    },
  },
  refused: gone,
  'not-sent': gone,
  unknown: gone,
});

export const RELOCKING = row('lock', {
  ok: { to: ['LOOKING'], decide: () => ({ to: 'LOOKING', set: { locked: true } }) },
  // Without the lock nothing more is sent; a look still says where the switch stands.
  refused: {
    to: ['LOOKING'],
    decide: (_state, { failure }) => because(failure, { to: 'LOOKING', set: { locked: false } }),
  },
  'not-sent': gone,
  unknown: gone,
});

/** The session held: it starts counting anew. */
function settled(state: ChangeState, look: Look): Partial<ChangeState> {
  return {
    ...seen(look),
    diff: diffOf(look) ?? state.diff,
    // Until this lock anybody could type; where only the leaf speaks, our own unsaved line hides theirs.
    foreignMaybe: look.foreignDiff === null && look.unsaved !== false,
    tries: { ...state.tries, session: 0 },
  };
}

/** Goes on with the change from what was read under the lock. */
function goOn(state: ChangeState, look: Look, facts: Facts): Next {
  const set = settled(state, look);
  const running = standingOf(state, look.running);
  const startup = standingOf(state, startupOf(look));
  if (running === 'target' && startup === 'target') {
    return {
      to: 'SAVE_PROVEN',
      set: { ...set, saveProven: true },
      passed: state.saveProven ? [] : ['B6', 'B8'],
    };
  }
  if (running === 'target') {
    const next = saveIntent(state, look, ['B6']);
    return { ...next, set: { ...set, ...next.set } };
  }
  const isUntouched = running === 'pre-image' && startup === 'pre-image';
  // Lines typed while nobody held the lock would be saved together with ours.
  const isBlocked = isForeignDirty(look) && !state.options.saveForeign;
  if (isUntouched && isBlocked) return conclude(state, look, foreignFailure(look));
  if (isUntouched && state.tries.edit < EDIT_TRIES_MAX) {
    return editIntent(facts, {
      set: { ...set, tries: { ...state.tries, session: 0, edit: state.tries.edit + 1 } },
    });
  }
  return conclude(
    state,
    look,
    state.failure ?? finding('DRIFT', 'the configuration is not what this change left'),
  );
}

/** Goes on with the revert from what was read under the lock. */
function goBack(state: ChangeState, look: Look): Next {
  const set = settled(state, look);
  const failure = state.failure ?? finding('REVERTED', 'the change was undone');
  if (standingOf(state, look.running) === 'target') {
    if (state.tries.edit >= EDIT_TRIES_MAX * 2) return conclude(state, look, failure);
    return revert({
      set: { ...set, tries: { ...state.tries, session: 0, edit: state.tries.edit + 1 } },
      failure,
    });
  }
  return { to: 'REVERT_SEEN', set, passed: ['REVERT_SEEN'], failure };
}

/** Lost again while looking. */
const lookAgain: Cell<Bad> = {
  to: ['REJOINING', 'INDETERMINATE'],
  decide(state, { failure }) {
    const session = state.tries.session + 1;
    if (session >= SESSION_TRIES_MAX) return because(failure, { to: 'INDETERMINATE', set: NO_SESSION });
    return because(failure, { to: 'REJOINING', set: { ...NO_SESSION, tries: { ...state.tries, session } } });
  },
};

export const LOOKING = row('look', {
  ok: {
    to: [
      'SAVE_PROVEN',
      'SAVE_INTENT',
      'REVERT_INTENT',
      'REVERT_SEEN',
      'UP_SEEN',
      ...EDIT_INTENT_TO,
      ...CONCLUSIONS,
    ],
    gated: true,
    decide(state, look, facts) {
      const set = settled(state, look);
      const isRebooted = state.bootTimeBefore !== null && look.bootTime !== state.bootTimeBefore;
      if (isRebooted && state.goal === 'change' && standingOf(state, look.running) === 'target') {
        return { to: 'UP_SEEN', set: { ...set, ...NO_SESSION }, note: 'foreign-reload' };
      }
      if (state.tries.rejoin > REJOINS_MAX)
        return conclude(
          state,
          look,
          state.failure ?? finding('SESSION_LOST', 'sessions were lost again and again'),
        );
      if (!state.locked)
        return conclude(
          state,
          look,
          state.failure ?? finding('LOCK_REFUSED', 'running could not be locked again'),
        );
      return state.goal === 'change' ? goOn(state, look, facts) : goBack(state, look);
    },
  },
  refused: lookAgain,
  'not-sent': lookAgain,
  unknown: lookAgain,
});
