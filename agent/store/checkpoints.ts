import type { Digest } from '../../core/ports/digest.ts';
import type { Checkpoint } from '../../core/ports/store.ts';

/** Head of one machine's chain. */
export type ChainHead = readonly [machine: string, seq: number, hash: string];

/** The next link over all machines whose heads changed. Hash: over the link before and the heads in order of machine. */
export function nextCheckpoint(
  digest: Digest,
  last: Checkpoint | null,
  changed: readonly ChainHead[],
  at: number,
): Checkpoint {
  const heads = JSON.stringify([...changed].sort(([a], [b]) => (a < b ? -1 : 1)));
  const seq = (last?.seq ?? 0) + 1;
  return { seq, at, heads, hash: checkpointHash(digest, last?.hash ?? '', seq, heads) };
}

/** Hash of a checkpoint. */
export function checkpointHash(digest: Digest, previous: string, seq: number, heads: string): string {
  return digest(`${previous}\ncheckpoint\n${seq}\n${heads}`);
}
