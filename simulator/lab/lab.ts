import type { Http } from '../../core/ports/http.ts';
import type { Address, Network } from '../../core/ports/network.ts';
import type { Cssm } from '../cssm/index.ts';
import type { DeviceTruth } from '../device/contract.ts';
import type { FaultControl } from '../faults/faults.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { GroundJournal } from '../journal/journal.ts';
import type { LabFile } from '../lab-file/index.ts';
import type { PlainCredentials } from '../net/memory-world.ts';
import type { LabClock, TimeMode } from '../time/mode.ts';

/** A switch of a running lab, as the ready object shows it. */
export interface LabDevice {
  readonly id: string;
  readonly host: string;
  readonly netconfPort: number;
  readonly sshPort: number;
  readonly username: string;
  readonly password: string;
  readonly enable: string;
  readonly serials: readonly string[];
  readonly site: string;
  readonly account: string | null;
  readonly virtualAccount: string | null;
  /** Name of its credential set. */
  readonly credentials: string;
  /** `SHA256:` fingerprint of its host key. */
  readonly hostKey: string;
  /** The key as in known_hosts; null in memory, where there is only a name of one. */
  readonly hostKeyLine: string | null;
}

/** Files that a lab has written. All paths are absolute. */
export interface LabFiles {
  /** Inventory for the agent: `lab: true`, host keys pinned, secrets by reference. */
  readonly inventory: string;
  readonly knownHosts: string;
  /** Certificate of the authority that signed CSSM's. */
  readonly caFile: string;
  /** Where the CLI finds this simulator. */
  readonly simFile: string;
}

/** A running simulator: switches, CSSM, and what is needed to look into them and to disturb them. */
export interface Lab extends AsyncDisposable {
  readonly file: LabFile;
  readonly seed: number;
  readonly time: TimeMode;
  /** The lab's clock. Whoever drives agent and simulator in one process uses it for both. */
  readonly clock: LabClock;
  readonly devices: readonly LabDevice[];
  readonly fleet: Fleet;
  /** Network port in memory: the same switches, without sockets. Credential sets are those of {@link LabDevice.credentials}. */
  readonly network: Network;
  /** The same with other passwords, e.g. a wrong one. Null: no such credential set. */
  networkAs(credentials: (name: string) => PlainCredentials | null): Network;
  /** HTTP port in memory: every URL leads to the simulated CSSM. */
  readonly http: Http;
  readonly cssm: Cssm;
  readonly faults: FaultControl;
  readonly journal: GroundJournal;
  /** Where a switch is, as the agent's effects name it; null when there is none of that id. */
  address(id: string): Address | null;
  /** What is really so; null when there is no switch of that id. */
  truth(id: string): DeviceTruth | null;
  /** URL of the control API, without `/v1`; null when it was not asked for. */
  readonly control: string | null;
  /** URL of CSSM over https; null in memory. */
  readonly cssmUrl: string | null;
  readonly files: LabFiles | null;
  /** Where the lab is kept, and whether it goes on from there; null when it is not kept. */
  readonly kept: { readonly file: string; readonly isRestored: boolean } | null;
  /** What must be said at start, in sentences. */
  readonly warnings: readonly string[];
  /** Mistakes of the simulator itself that were reported so far; a good run has none. */
  readonly defects: readonly unknown[];
  /** Ends everything: connections are reset, files of the running lab are removed. More than once does nothing. */
  stop(): Promise<void>;
}
