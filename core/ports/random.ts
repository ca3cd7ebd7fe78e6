/** Seeded randomness. A stream split off by a label does not shift the others when one more is added. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [0, below); `below` is 1 or more. */
  below(below: number): number;
  /** An independent stream named by `label`, the same for the same seed and label. */
  split(label: string): Random;
}
