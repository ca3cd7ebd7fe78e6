import type { CssmSettings } from '../cssm/index.ts';
import type { BuildDevice } from '../fleet/fleet.ts';
import type { LabInput } from '../lab-file/index.ts';
import type { ListenOptions } from '../net/listeners.ts';
import type { OnDefect } from '../net/ssh-world.ts';
import type { LabClock } from '../time/mode.ts';

/** How a lab is started. Only `lab` is needed; then everything is in memory: no socket, no file. */
export interface LabOptions {
  /** Path of a lab file, or what would stand in one. */
  readonly lab: string | LabInput;
  /** In place of the file's seed. */
  readonly seed?: number;
  /** `real`, `scaled:N` or `virtual`, in place of the file's. */
  readonly time?: string;
  /** A clock of the caller, in place of one of that time. It is not stopped with the lab. */
  readonly clock?: LabClock;
  /**
   * `memory` (default): {@link Lab.network} and {@link Lab.http} alone. `ssh`: real SSH for every switch, https for CSSM,
   * the control API, and files in `dataDir`.
   */
  readonly binding?: 'memory' | 'ssh';
  /** With `ssh`: where switches listen. */
  readonly listen?: Omit<ListenOptions, 'count'>;
  /** With `ssh`: folder for `sim.json` and the lab's files. Default `.liclab`. */
  readonly dataDir?: string;
  /** With `ssh`: folder of the host keys' pool. Default: the user's cache folder. */
  readonly cacheDir?: string;
  /**
   * Folder in which the lab is kept, so that it survives a restart: the ledger of CSSM, and of every switch startup and trust.
   * Default: nothing is kept.
   */
  readonly keepDir?: string;
  /** Begin anew: what was kept in {@link keepDir} is put aside. */
  readonly fresh?: boolean;
  /** In memory: start the control API all the same. Default false; with `ssh` it always runs. */
  readonly control?: boolean;
  /** Folder that gets `ground-truth.jsonl`, written as it happens. */
  readonly evidenceDir?: string;
  /** How CSSM behaves: delays, limits, quirks. */
  readonly cssm?: NonNullable<CssmSettings['options']>;
  /** Hears of mistakes of the simulator itself. Default: they are thrown, so that they stop the run. */
  readonly onDefect?: OnDefect;
  /** Another switch than ours; for tests. */
  readonly buildDevice?: BuildDevice;
  /** Environment variables that are looked at: `LICLAB_NET`, `XDG_CACHE_HOME`, `HOME`. Default: the process's. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}
