import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigError } from '../../../core/errors.ts';
import type { Ledger, LedgerEvent, LedgerPast } from '../../cssm/ledger/index.ts';
import type { Nvram, NvramStore } from '../../device/model/nvram.ts';
import type { LabFile } from '../../lab-file/index.ts';
import { encodeLine } from './codec.ts';
import { lockFolder } from './lock.ts';
import { openLog } from './log-file.ts';
import { readKept } from './read.ts';
import type { KeptHeader, KeptRecord } from './read.ts';

/** The file of a kept lab, in its folder. */
export const KEPT_FILE = 'lab.log';
/** What `fresh` puts aside; the one before is replaced. */
const ASIDE_FILE = 'lab.log.old';
/** Bytes above which the file is written anew with the present state in place of what led there. */
const LOG_BYTES_MAX = 268_435_456;

/** A lab that outlives the process. */
export interface KeptLab {
  readonly file: string;
  /** What the ledger goes on from; null for a new lab. */
  readonly past: LedgerPast | null;
  /** Latest moment that is kept; 0 for a new lab. */
  readonly lastMs: number;
  readonly nvram: NvramStore;
  /** What must be said at start. */
  readonly warnings: readonly string[];
  /** Takes an event of the ledger before it counts. `LAB_DATA_WRITE`. */
  readonly keep: (event: LedgerEvent) => void;
  /** The lab is made: from here on everything is kept. Until then a new lab leaves nothing behind. */
  begin(ledger: Pick<Ledger, 'state' | 'events'>, now: () => number): void;
  close(): void;
}

/** How a lab is kept. */
export interface KeepSettings {
  readonly folder: string;
  readonly lab: LabFile;
  /** Begin anew: what was kept is put aside. */
  readonly fresh: boolean;
  /** Default 256 MiB. */
  readonly bytesMax?: number;
}

/**
 * Opens what is kept of a lab, or begins to keep it. `LAB_DATA_OTHER` when the folder holds another lab; `LAB_DATA_IN_USE`,
 * `LAB_DATA_DAMAGED`, `LAB_DATA_FORMAT`, `LAB_DATA_UNREADABLE`.
 */
export function keepLab({ folder, lab, fresh, bytesMax = LOG_BYTES_MAX }: KeepSettings): KeptLab {
  const file = join(resolve(folder), KEPT_FILE);
  makeFolder(folder);
  const release = lockFolder(`${file}.lock`);
  try {
    if (fresh && existsSync(file)) renameSync(file, join(resolve(folder), ASIDE_FILE));
    const found = readKept(file);
    const header = headerOf(lab);
    if (found !== null) checkSame(found.header, header, file);
    const devices = found?.devices ?? new Map<string, Nvram>();
    const log = openLog(file, found?.goodBytes ?? 0);
    let running: { readonly ledger: Pick<Ledger, 'state'>; readonly now: () => number } | null = null;
    let limit = bytesMax;

    /** The present in place of what led there. */
    function* snapshot(ledger: Pick<Ledger, 'state'>, at: number): Generator<string> {
      yield encodeLine(header);
      yield record({ at, ledger: ledger.state });
      for (const [device, nvram] of devices) yield record({ at, device, nvram });
    }

    function append(line: string): void {
      if (running === null) return;
      // Before the line: what it says is not in the state yet.
      if (log.size() >= limit) {
        log.replace(snapshot(running.ledger, Math.round(running.now())));
        limit = Math.max(bytesMax, 2 * log.size());
      }
      log.append(line);
    }

    return {
      file,
      past: found?.ledger ?? null,
      lastMs: found?.lastMs ?? 0,
      warnings: warningsOf(found?.tornBytes ?? 0, file),
      keep: (event) => append(record({ at: event.at, event })),
      nvram: {
        load: (id) => devices.get(id) ?? null,
        keep(device, nvram) {
          devices.set(device, nvram);
          append(record({ at: Math.round(running?.now() ?? 0), device, nvram }));
        },
      },
      begin(ledger, now) {
        running = { ledger, now };
        if (found !== null) return;
        const events = ledger.events().map((event) => record({ at: event.at, event }));
        log.replace([encodeLine(header), ...events]);
      },
      close() {
        if (running !== null) log.append(record({ at: Math.round(running.now()), stopped: true }));
        running = null;
        log.close();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

function record(said: KeptRecord): string {
  return encodeLine(said);
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'unknown';
    throw new ConfigError('LAB_DATA_UNREADABLE', `The folder ${folder} cannot be made: ${why}`, { cause });
  }
}

/** What makes a lab the same: seed, accounts and switches. How time runs and how CSSM behaves may change. */
function headerOf({ seed, accounts, groups }: LabFile): KeptHeader {
  const digest = (value: unknown): string =>
    createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
  return { format: 'liclab-kept/1', seed, accounts: digest(accounts), groups: digest(groups) };
}

function checkSame(kept: KeptHeader, asked: KeptHeader, file: string): void {
  const differences = [
    ...(kept.seed === asked.seed ? [] : [`its seed is ${kept.seed}, not ${asked.seed}`]),
    ...(kept.accounts === asked.accounts ? [] : ['its accounts are others']),
    ...(kept.groups === asked.groups ? [] : ['its switches are others']),
  ];
  if (differences.length === 0) return;
  throw new ConfigError('LAB_DATA_OTHER', `${file} keeps another lab: ${differences.join(', ')}.`, {
    hint: 'Start the lab it was made from, take another folder with --data DIR, or begin anew with --fresh.',
  });
}

function warningsOf(tornBytes: number, file: string): readonly string[] {
  if (tornBytes === 0) return [];
  return [`The last ${tornBytes} bytes of ${file} were torn when the lab ended; it goes on without them.`];
}
