import type { Clock } from '../../core/ports/clock.ts';
import type { CssmPort } from '../../core/ports/cssm.ts';
import type { DevicePort } from '../../core/ports/device.ts';
import type { LicensingPort } from '../../core/ports/licensing.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Checkpoint, Store } from '../../core/ports/store.ts';

/** Everything the engine acts through. */
export interface EngineContext {
  readonly store: Store;
  readonly device: DevicePort;
  readonly cssm: CssmPort;
  /** Performs the effects of associations, transfers and synchronizations; absent: this engine runs none. */
  readonly licensing?: LicensingPort;
  /** Kinds of machine that this engine runs; absent: every kind. */
  readonly kinds?: readonly string[];
  /** Timers of machines: scaled or virtual with the simulator's. */
  readonly clock: Clock;
  /** Beats, leases and sweeps: never scaled. */
  readonly leaseClock: Clock;
  readonly log: Log;
  /** New worker id; a worker that lost its lease goes on under another. */
  readonly newWorkerId: () => string;
  readonly process: { readonly host: string; readonly pid: number };
  /** Whether a process of this host is alive. */
  readonly isProcessAlive: (pid: number) => boolean;
  /** Milliseconds between two sweeps for work nobody told this worker of. */
  readonly sweepMs: number;
  /** Keeps the newest checkpoint beside the store, so that a rewound store is noticed. */
  readonly keepHead?: (head: Checkpoint) => void;
}

/** Default of {@link EngineContext.sweepMs}: an abort or a message from another process is seen within a second. */
export const SWEEP_MS = 1_000;
