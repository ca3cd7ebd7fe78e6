import type { Desired } from '../../core/model/desired.ts';
import type { Selector } from '../../core/model/selector.ts';

/** One entry of a desired-state file. */
export interface DesiredEntry {
  /** Where it stands, for messages. */
  readonly line: number;
  readonly column: number;
  readonly select: readonly string[];
  readonly selector: Selector;
  readonly desired: Desired;
}

/** A desired-state file, checked. */
export interface DesiredState {
  /** Path as the person wrote it. */
  readonly file: string;
  readonly entries: readonly DesiredEntry[];
}
