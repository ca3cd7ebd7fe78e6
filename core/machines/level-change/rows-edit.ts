/** B5-B8: edit, save, and the proof that it is saved. Running is locked by this session all the while. */
import type { Look } from '../../model/device.ts';
import { diffOf, foreignFailure, isForeignDirty, seen, standingOf, startupOf } from './configuration.ts';
import { EDIT_INTENT_TO, editIntent } from './gate.ts';
import { type Bad, because, type Cell, finding, type Next, NO_SESSION, row } from './row.ts';
import type { ChangeState } from './state.ts';

/** Edits and saves sent before giving up; each repetition follows a look. */
export const EDIT_TRIES_MAX = 2;
export const SAVE_TRIES_MAX = 2;

/** The session is gone, or its answer: identify, lock, look, then go on. */
export function rejoin(maybe: Partial<ChangeState> = {}): Cell<Bad> {
  return {
    to: ['REJOINING'],
    decide(state, { failure }) {
      const tries = { ...state.tries, rejoin: state.tries.rejoin + 1 };
      return because(failure, { to: 'REJOINING', set: { ...NO_SESSION, ...maybe, tries } });
    },
  };
}

/** Undo our line: entered while running holds the target and the lock is ours. */
export function revert(next: Omit<Next, 'to'>): Next {
  return {
    ...next,
    to: 'REVERT_INTENT',
    passed: [...(next.passed ?? []), 'REVERT_INTENT'],
    set: { ...next.set, goal: 'revert' },
  };
}

/** Running holds the target: look first where only the CLI tells what else differs, else save. */
function editSeen(state: ChangeState, look: Look): Next {
  const set = { ...seen(look), editMaybe: true };
  if (state.proofByCli) return { to: 'EDIT_SEEN', set, passed: ['B6'] };
  return { to: 'SAVE_INTENT', set, passed: ['B6', 'B7'] };
}

/** The edit was not applied, which the read-back on the locked session proves. */
function editNotApplied(state: ChangeState, look: Look, facts: Parameters<typeof editIntent>[0]): Next {
  const edit = state.tries.edit + 1;
  const set = { ...seen(look), editMaybe: true, tries: { ...state.tries, edit } };
  if (edit < EDIT_TRIES_MAX) return editIntent(facts, { set });
  const failure = finding(
    'EDIT_NOT_APPLIED',
    'the switch answered ok, but its running-config still has the old boot level',
  );
  return { to: 'FAILED_UNCHANGED', set, failure };
}

export const EDIT_INTENT = row('edit', {
  ok: {
    to: ['EDIT_SEEN', 'SAVE_INTENT', 'FAILED_UNCHANGED', 'REVERT_INTENT', 'REJOINING', ...EDIT_INTENT_TO],
    gated: true,
    decide(state, look, facts) {
      const standing = standingOf(state, look.running);
      if (standing === 'target') return editSeen(state, look);
      if (standing === 'pre-image') return editNotApplied(state, look, facts);
      const failure = finding(
        'EDIT_READ_BACK',
        'after the edit, running-config states neither the old nor the new boot level',
      );
      if (standing === 'other') return revert({ set: { ...seen(look), editMaybe: true }, failure });
      return { to: 'REJOINING', set: { ...NO_SESSION, editMaybe: true }, failure };
    },
  },
  refused: {
    to: ['EDIT_SEEN', 'SAVE_INTENT', 'FAILED_UNCHANGED', 'REVERT_INTENT', 'REJOINING'],
    decide(state, { failure, value }) {
      const look = (value ?? null) as Look | null;
      const standing = look === null ? 'unstated' : standingOf(state, look.running);
      if (look === null || standing === 'unstated')
        return because(failure, { to: 'REJOINING', set: { ...NO_SESSION, editMaybe: true } });
      if (standing === 'target') return { ...editSeen(state, look), note: 'applied-despite-error' };
      if (standing === 'other') return revert({ set: { ...seen(look), editMaybe: true }, failure });
      return because(failure, { to: 'FAILED_UNCHANGED', set: { ...seen(look), editMaybe: true } });
    },
  },
  'not-sent': rejoin(),
  unknown: rejoin({ editMaybe: true }),
});

/** Saves when nothing foreign would be saved along, else reverts our line. */
export function saveIntent(state: ChangeState, look: Look, passed: readonly string[]): Next {
  const set = { ...seen(look), diff: diffOf(look) ?? state.diff };
  if (isForeignDirty(look) && !state.options.saveForeign)
    return revert({ set, failure: foreignFailure(look) });
  if (state.tries.save >= SAVE_TRIES_MAX) {
    return revert({
      set,
      failure: finding(
        'SAVE_NOT_SEEN',
        'the save was answered, but startup-config still has the old boot level',
      ),
    });
  }
  return { to: 'SAVE_INTENT', set, passed: [...passed, 'B7'] };
}

export const EDIT_SEEN = row('look', {
  ok: {
    to: ['SAVE_INTENT', 'REVERT_INTENT', 'REJOINING'],
    decide(state, look) {
      if (standingOf(state, look.running) === 'target') return saveIntent(state, look, []);
      return {
        to: 'REJOINING',
        set: NO_SESSION,
        failure: finding('CHANGED_MEANWHILE', 'the boot level changed while running was locked'),
      };
    },
  },
  refused: rejoin(),
  'not-sent': rejoin(),
  unknown: rejoin(),
});

export const SAVE_INTENT = row('save', {
  ok: {
    to: ['SAVE_PROVEN', 'SAVE_ANSWERED'],
    decide(state, look) {
      const set = { ...seen(look), saveMaybe: true, tries: { ...state.tries, save: state.tries.save + 1 } };
      const isProved =
        !state.proofByCli && look.unsaved === false && standingOf(state, look.running) === 'target';
      if (isProved) return { to: 'SAVE_PROVEN', set: { ...set, saveProven: true }, passed: ['B8'] };
      return { to: 'SAVE_ANSWERED', set };
    },
  },
  refused: {
    to: ['REVERT_INTENT'],
    decide: (_state, { failure }) => revert({ set: { saveMaybe: true }, failure }),
  },
  'not-sent': rejoin(),
  unknown: rejoin({ saveMaybe: true }),
});

export const SAVE_ANSWERED = row('look', {
  ok: {
    to: ['SAVE_PROVEN', 'SAVE_INTENT', 'REVERT_INTENT', 'REJOINING'],
    decide(state, look) {
      const set = { ...seen(look), diff: diffOf(look) ?? state.diff };
      const running = standingOf(state, look.running);
      if (running !== 'target') {
        return {
          to: 'REJOINING',
          set: { ...set, ...NO_SESSION },
          failure: finding('CHANGED_MEANWHILE', 'the boot level changed while running was locked'),
        };
      }
      if (standingOf(state, startupOf(look)) !== 'target') return saveIntent(state, look, []);
      // The leaf said otherwise although startup is right: from here on the CLI proves it.
      return { to: 'SAVE_PROVEN', set: { ...set, saveProven: true, proofByCli: true }, passed: ['B8'] };
    },
  },
  refused: rejoin(),
  'not-sent': rejoin(),
  unknown: rejoin(),
});
