import { ASSOCIATION } from '../../core/machines/association/index.ts';
import { LEVEL_CHANGE } from '../../core/machines/level-change/index.ts';
import { ROLLOUT } from '../../core/machines/rollout/index.ts';
import { SYNC } from '../../core/machines/sync/index.ts';
import { TRANSFER } from '../../core/machines/transfer/index.ts';
import { anyKind, type AnyKind } from '../store/index.ts';

/** Kinds of machine this release can step. */
export const MACHINE_KINDS: ReadonlyMap<string, AnyKind> = new Map([
  [LEVEL_CHANGE.kind, anyKind(LEVEL_CHANGE)],
  [ROLLOUT.kind, anyKind(ROLLOUT)],
  [ASSOCIATION.kind, anyKind(ASSOCIATION)],
  [TRANSFER.kind, anyKind(TRANSFER)],
  [SYNC.kind, anyKind(SYNC)],
]);
