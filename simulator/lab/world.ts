import type { Random } from '../../core/ports/random.ts';
import type { Cssm } from '../cssm/index.ts';
import type { FaultControl } from '../faults/faults.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { GroundJournal } from '../journal/journal.ts';
import type { LabFile } from '../lab-file/index.ts';
import type { AddressBook } from '../net/addresses.ts';
import type { Connections } from '../net/connections.ts';
import type { LabClock, TimeMode } from '../time/mode.ts';
import type { CredentialSets } from './credentials.ts';
import type { Defects } from './defects.ts';
import type { LabDevice, LabFiles } from './lab.ts';

/** What a lab is made of, before it can be reached. */
export interface LabWorld {
  readonly file: LabFile;
  readonly time: TimeMode;
  readonly clock: LabClock;
  readonly random: Random;
  readonly journal: GroundJournal;
  readonly faults: FaultControl;
  readonly cssm: Cssm;
  readonly defects: Defects;
  readonly fleet: Fleet;
  readonly sets: CredentialSets;
  readonly connections: Connections;
}

/** How a lab is reached. */
export interface Binding {
  readonly book: AddressBook;
  readonly devices: readonly LabDevice[];
  readonly hostKey: (deviceId: string, key: 'regular' | 'foreign') => string;
  readonly control: string | null;
  readonly cssmUrl: string | null;
  readonly files: LabFiles | null;
  readonly warnings: readonly string[];
  close(): Promise<void>;
}
