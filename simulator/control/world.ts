import type { FaultControl } from '../faults/faults.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { GroundJournal } from '../journal/journal.ts';
import type { LabClock, TimeMode } from '../time/mode.ts';
import type { CssmControl } from './cssm-control.ts';

/** What the control API shows and changes. */
export interface ControlWorld {
  readonly clock: LabClock;
  readonly time: TimeMode;
  readonly fleet: Fleet;
  readonly faults: FaultControl;
  readonly journal: GroundJournal;
  readonly cssm: CssmControl;
  /** Open connections to switches. */
  readonly connections: () => number;
  /** Mistakes of the simulator itself that were reported so far. */
  readonly defects: () => number;
}
