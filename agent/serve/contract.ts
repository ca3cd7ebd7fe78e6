import type { LicenseLabError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Digest } from '../../core/ports/digest.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Random } from '../../core/ports/random.ts';
import type { Snapshot } from '../accounts/index.ts';
import type { AgentRuntime, OpenLicensing, Session } from '../cli/context.ts';
import type { DesiredState } from '../desired/index.ts';
import type { RunningEngine } from '../rollouts/contract.ts';

/** What a person chose. */
export interface ServeSettings {
  /** Milliseconds from the end of one round to the beginning of the next; a tenth more or less is drawn each time. */
  readonly everyMs: number;
  /** Where new switches are registered; null: nobody is registered. */
  readonly register: { readonly account: string; readonly virtualAccount: string | null } | null;
}

/** Raises the alarms of one account after a good retrieval. Rejections are expected errors and are logged. */
export type RaiseAlarms = (given: {
  readonly snapshot: Snapshot;
  readonly licensing: OpenLicensing;
  readonly session: Session;
  readonly log: Log;
}) => Promise<void>;

/** What `serve` works with. */
export interface ServeWorld {
  /** Its inventory is the newest valid one. */
  readonly session: Session;
  readonly runtime: AgentRuntime;
  readonly settings: ServeSettings;
  readonly log: Log;
  readonly random: Random;
  readonly digest: Digest;
  /** Who acts, for the journal. */
  readonly actor: string;
  readonly alarms: RaiseAlarms;
  /** The newest valid desired state; null: none was given. */
  desired(): DesiredState | null;
}

/** One round under way. */
export interface RoundWorld extends ServeWorld {
  readonly licensing: OpenLicensing;
  readonly engine: RunningEngine;
  /** Unscaled. */
  readonly storeClock: Clock;
  readonly signal: AbortSignal;
}

/** Logs an expected error; anything else is a defect and ends the program. */
export function logFailure(log: Log, event: string, error: LicenseLabError, more: object = {}): void {
  const { code, message, hint } = error;
  log.write('warn', event, { code, message, hint, ...more });
}
