import type { Chassis } from '../chassis.ts';
import type { History } from './history.ts';
import type { Outcome } from './outcome.ts';

/** Settings of one terminal line. */
export interface Terminal {
  /** Rows of a page; 0: no paging. */
  length: number;
  /** Columns; 0: no limit. Kept, but lines are never folded. */
  width: number;
  /** Whether log messages are shown: `terminal monitor`. */
  isMonitor: boolean;
}

/** What a command of the CLI gets. */
export interface CliContext {
  readonly chassis: Chassis;
  readonly session: number;
  readonly user: string;
  readonly terminal: Terminal;
  readonly history: History;
}

/** Carries out a command. `args`: its arguments in order. */
export type ExecHandler = (context: CliContext, args: readonly string[]) => Outcome;
