/** A rollout's journal as JSON lines: what a person keeps, sends on, and verifies without the store. */
import { closeSync, constants, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { ConfigError } from '../../core/errors.ts';
import { reasonOf } from '../config/index.ts';
import type { RolloutJournal } from '../rollouts/contract.ts';

/** First line of an export. */
export const EXPORT_SCHEMA = 'liclab.rollout-export/1';

/** What was written. */
export interface Exported {
  readonly machines: number;
  readonly events: number;
}

/**
 * Writes an export, readable by its owner alone; what is there already is left as it is. Lines: the plan, `row` per switch,
 * `checkpoint` of the whole store, then `machine` (with the number of its events and the last hash) and its `event` lines, `end`.
 * No line holds a secret: the journal has none. Throws `EXPORT_EXISTS` (exit code 2) and `EXPORT_UNWRITABLE` (3).
 */
export async function writeExport(path: string, rollout: string, journal: RolloutJournal): Promise<Exported> {
  const descriptor = openNew(path);
  const write = (line: unknown): void => {
    const bytes = new TextEncoder().encode(`${JSON.stringify(line)}\n`);
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
  };
  let isWhole = false;
  try {
    const events = await writeLines(write, rollout, journal);
    fsyncSync(descriptor);
    isWhole = true;
    return { machines: journal.machines.length, events };
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    throw unwritable(path, cause);
  } finally {
    closeSync(descriptor);
    if (!isWhole) rmSync(path, { force: true });
  }
}

async function writeLines(
  write: (line: unknown) => void,
  rollout: string,
  journal: RolloutJournal,
): Promise<number> {
  const { plan, machines } = journal;
  const { devices, ...rest } = plan;
  write({ schema: EXPORT_SCHEMA, rollout, plan: rest });
  for (const row of devices) write({ row });
  // Before the events: what they name has happened then.
  for (const checkpoint of await journal.checkpoints()) write({ checkpoint });
  let count = 0;
  for (const machine of machines) {
    const stored = await journal.events(machine.id);
    write({ machine: { ...machine, events: stored.length, head: stored.at(-1)?.hash ?? '' } });
    for (const event of stored) write({ event });
    count += stored.length;
  }
  write({ end: { machines: machines.length, events: count } });
  return count;
}

function openNew(path: string): number {
  try {
    return openSync(
      path,
      constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW,
      0o600,
    );
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'))
      throw unwritable(path, cause);
    throw new ConfigError('EXPORT_EXISTS', `There is a file ${path} already; it is left as it is.`, {
      context: { file: path },
      hint: 'Name another folder with --out, or move the file away.',
    });
  }
}

function unwritable(path: string, cause: unknown): ConfigError {
  return new ConfigError(
    'EXPORT_UNWRITABLE',
    `The export cannot be written to ${path}: ${reasonOf(cause)}.`,
    {
      context: { file: path },
      cause,
    },
  );
}
