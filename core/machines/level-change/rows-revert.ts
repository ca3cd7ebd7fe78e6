/** Undoing: write the pre-image, read it back, save it where the change was saved. *Reverted* follows a read-back (I16). */
import type { Look } from '../../model/device.ts';
import { CONCLUSIONS, conclude, seen, standingOf, startupOf } from './configuration.ts';
import { rejoin, SAVE_TRIES_MAX } from './rows-edit.ts';
import { because, finding, type Next, row } from './row.ts';
import type { ChangeState } from './state.ts';

/** Why the change is undone. */
function causeOf(state: ChangeState) {
  return state.failure ?? finding('REVERTED', 'the change was undone');
}

/** Running reads as the pre-image: go on to startup; else declare what was read. */
function readBack(state: ChangeState, look: Look): Next {
  const set = seen(look);
  if (standingOf(state, look.running) === 'pre-image') {
    return { to: 'REVERT_SEEN', set, passed: ['REVERT_SEEN'], failure: causeOf(state) };
  }
  return conclude(state, look, causeOf(state));
}

export const REVERT_INTENT = row('edit', {
  ok: { to: ['REVERT_SEEN', ...CONCLUSIONS], decide: readBack },
  refused: {
    to: ['REVERT_SEEN', 'REJOINING', ...CONCLUSIONS],
    decide(state, { failure, value }) {
      const look = (value ?? null) as Look | null;
      if (look === null)
        return because(failure, { to: 'REJOINING', set: { sessionEpoch: null, locked: false } });
      return readBack(state, look);
    },
  },
  'not-sent': rejoin(),
  unknown: rejoin(),
});

export const REVERT_SEEN = row('look', {
  ok: {
    to: ['REVERT_SAVE_INTENT', ...CONCLUSIONS],
    decide(state, look) {
      const isSavedTarget =
        standingOf(state, startupOf(look)) === 'target' || (startupOf(look) === null && state.saveMaybe);
      const isForeign = look.foreignDiff === null ? state.foreignMaybe : look.foreignDiff.length > 0;
      const isClean = !isForeign || state.options.saveForeign;
      const mustSave =
        standingOf(state, look.running) === 'pre-image' &&
        isSavedTarget &&
        isClean &&
        state.tries.save < SAVE_TRIES_MAX * 2;
      if (mustSave) return { to: 'REVERT_SAVE_INTENT', set: seen(look), failure: causeOf(state) };
      return conclude(state, look, causeOf(state));
    },
  },
  refused: rejoin(),
  'not-sent': rejoin(),
  unknown: rejoin(),
});

export const REVERT_SAVE_INTENT = row('save', {
  ok: {
    to: ['REVERT_SAVED'],
    decide: (state, look) => ({
      to: 'REVERT_SAVED',
      set: { ...seen(look), saveMaybe: true, tries: { ...state.tries, save: state.tries.save + 1 } },
      passed: ['REVERT_SAVED'],
      failure: causeOf(state),
    }),
  },
  refused: {
    to: ['REVERT_SAVED'],
    decide: (state, { failure }) =>
      because(failure, {
        to: 'REVERT_SAVED',
        set: { tries: { ...state.tries, save: state.tries.save + 1 } },
      }),
  },
  'not-sent': rejoin(),
  unknown: rejoin({ saveMaybe: true }),
});

export const REVERT_SAVED = row('look', {
  ok: { to: CONCLUSIONS, decide: (state, look) => conclude(state, look, causeOf(state)) },
  refused: rejoin(),
  'not-sent': rejoin(),
  unknown: rejoin(),
});
