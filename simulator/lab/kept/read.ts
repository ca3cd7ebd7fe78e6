import { readFileSync } from 'node:fs';
import { ConfigError } from '../../../core/errors.ts';
import type { LedgerEvent, LedgerPast, LedgerState } from '../../cssm/ledger/index.ts';
import { emptyLedger } from '../../cssm/ledger/state.ts';
import type { Nvram } from '../../device/model/nvram.ts';
import { decodeLine } from './codec.ts';

/** First line of a file: which lab it is, by the digests of its parts. */
export interface KeptHeader {
  readonly format: 'liclab-kept/1';
  readonly seed: number;
  readonly accounts: string;
  readonly groups: string;
}

/** A line after the first. `at` is the lab's wall time. */
export type KeptRecord = { readonly at: number } & (
  | { readonly event: LedgerEvent }
  | { readonly ledger: LedgerState }
  | { readonly device: string; readonly nvram: Nvram }
  | { readonly stopped: true }
);

/** What a file holds. */
export interface KeptPast {
  readonly header: KeptHeader;
  readonly ledger: LedgerPast;
  readonly devices: Map<string, Nvram>;
  /** Latest moment in it. */
  readonly lastMs: number;
  /** Bytes that are good; what is behind them was torn when the process ended. */
  readonly goodBytes: number;
  readonly tornBytes: number;
}

const LINE_FEED = 10;

/** Reads a kept lab; null when there is none. `LAB_DATA_FORMAT`, `LAB_DATA_DAMAGED`, `LAB_DATA_UNREADABLE`. */
export function readKept(file: string): KeptPast | null {
  const bytes = bytesOf(file);
  if (bytes === null || bytes.length === 0) return null;
  let header: KeptHeader | null = null;
  let base = emptyLedger();
  let events: LedgerEvent[] = [];
  const devices = new Map<string, Nvram>();
  let lastMs = 0;
  let from = 0;
  for (let number = 1; from < bytes.length; number++) {
    const end = bytes.indexOf(LINE_FEED, from);
    const found = end === -1 ? null : decodeLine(bytes.toString('utf8', from, end));
    if (found === null) {
      // Only the end can have been torn; a bad line with others behind it is damage.
      if (header !== null && (end === -1 || end === bytes.length - 1)) break;
      throw damaged(file, number);
    }
    from = end + 1;
    if (header === null) {
      header = headerOf(found, file);
      continue;
    }
    const record = found as unknown as KeptRecord;
    lastMs = Math.max(lastMs, record.at);
    if ('event' in record) events.push(record.event);
    else if ('ledger' in record) [base, events] = [record.ledger, []];
    else if ('device' in record) devices.set(record.device, record.nvram);
  }
  if (header === null) throw damaged(file, 1);
  const tornBytes = bytes.length - from;
  return { header, ledger: { base, events }, devices, lastMs, goodBytes: from, tornBytes };
}

function bytesOf(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch (cause) {
    const { code = 'unreadable' } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new ConfigError('LAB_DATA_UNREADABLE', `The kept lab ${file} cannot be read (${code}).`, { cause });
  }
}

function headerOf(found: Readonly<Record<string, unknown>>, file: string): KeptHeader {
  if (found['format'] === 'liclab-kept/1') return found as unknown as KeptHeader;
  throw new ConfigError(
    'LAB_DATA_FORMAT',
    `${file} is of format "${String(found['format'])}"; this version reads liclab-kept/1.`,
    { hint: 'Take another folder with --data DIR, or begin anew with --fresh.' },
  );
}

function damaged(file: string, line: number): ConfigError {
  return new ConfigError(
    'LAB_DATA_DAMAGED',
    `${file}: line ${line} is not what was written; what follows it cannot be trusted.`,
    { hint: 'Take back a copy of the file, or begin anew with --fresh: the file is put aside, not deleted.' },
  );
}
