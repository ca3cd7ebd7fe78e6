import { LEVEL_CHANGE } from '../../core/machines/level-change/index.ts';
import { ROLLOUT } from '../../core/machines/rollout/index.ts';
import { anyKind, type AnyKind } from '../store/index.ts';

/** Kinds of machine this release can step. */
export const MACHINE_KINDS: ReadonlyMap<string, AnyKind> = new Map([
  [LEVEL_CHANGE.kind, anyKind(LEVEL_CHANGE)],
  [ROLLOUT.kind, anyKind(ROLLOUT)],
]);
