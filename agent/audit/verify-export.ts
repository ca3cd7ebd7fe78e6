/** Verifies an export of a rollout without the store it came from. */
import { ConfigError } from '../../core/errors.ts';
import type { Plan, PlanDevice } from '../../core/model/plan.ts';
import type { Digest } from '../../core/ports/digest.ts';
import type { Checkpoint, StoredEvent } from '../../core/ports/store.ts';
import type { AuditReport } from '../cli/context.ts';
import { reasonOf } from '../config/index.ts';
import { planHash } from '../planning/index.ts';
import { linesOf } from './lines-of.ts';
import { EXPORT_SCHEMA } from './export-file.ts';
import { type BadLink, eventChecker, verifyCheckpoints, verifyHead } from './verify.ts';

/** One line of an export, by what it holds. */
interface Line {
  readonly schema?: string;
  readonly rollout?: string;
  readonly plan?: Omit<Plan, 'devices'>;
  readonly row?: PlanDevice;
  readonly checkpoint?: Checkpoint;
  readonly machine?: { readonly id: string; readonly events: number; readonly head: string };
  readonly event?: StoredEvent;
  readonly end?: { readonly machines: number; readonly events: number };
}

/**
 * Checks that an export is whole: the plan and its switches have the hash that was approved, every event is in its chain, no end of a
 * chain is cut off, and the checkpoints of the store name these events. `expectedHead`: a checkpoint noted elsewhere, or null.
 * Throws `EXPORT_INVALID` (exit code 2) for what is no export or cannot be read.
 */
export function verifyExport(path: string, digest: Digest, expectedHead: string | null): AuditReport {
  const reader = createReader(digest);
  try {
    for (const text of linesOf(path)) reader.read(JSON.parse(text) as Line);
    if (reader.isBegun()) return reader.report(expectedHead);
  } catch (cause) {
    throw invalid(path, reasonOf(cause), cause);
  }
  throw invalid(path, `its first line is not of ${EXPORT_SCHEMA}`);
}

function createReader(digest: Digest) {
  const hashes = new Map<string, string>();
  const check = eventChecker(digest, hashes);
  const rows: PlanDevice[] = [];
  const checkpoints: Checkpoint[] = [];
  const machines: NonNullable<Line['machine']>[] = [];
  const counts = new Map<string, number>();
  let head: Line = {};
  let end: Line['end'];
  let approved: unknown;
  let events = 0;
  let firstBad: BadLink | null = null;
  const onEvent = (event: StoredEvent): void => {
    events += 1;
    counts.set(event.machine, (counts.get(event.machine) ?? 0) + 1);
    firstBad ??= check(event);
    if (event.machine === head.rollout && event.seq === 1)
      approved = (JSON.parse(event.body) as { event?: { plan?: unknown } }).event?.plan;
  };
  const cut = (): BadLink | null => {
    const short = machines.find(
      (one) =>
        counts.get(one.id) !== one.events || (hashes.get(`${one.id} ${one.events}`) ?? '') !== one.head,
    );
    if (short !== undefined)
      return bad(short.id, short.events, 'its last events are not the ones that were exported');
    const isAll = end?.machines === machines.length && end.events === events;
    return isAll ? null : bad('export', events, 'the end of the file is missing');
  };
  const planned = (): BadLink | null => {
    const { plan } = head;
    const isWhole = plan !== undefined && planHash({ ...plan, devices: rows }, digest) === plan.hash;
    if (!isWhole) return bad('plan', 0, 'the plan does not match its hash');
    return approved === plan.hash ? null : bad('plan', 0, 'another plan was approved');
  };
  return {
    isBegun: () => head.schema === EXPORT_SCHEMA,
    read(line: Line): void {
      if (line.schema !== undefined) head = line;
      if (line.row !== undefined) rows.push(line.row);
      if (line.checkpoint !== undefined) checkpoints.push(line.checkpoint);
      if (line.machine !== undefined) machines.push(line.machine);
      if (line.event !== undefined) onEvent(line.event);
      if (line.end !== undefined) end = line.end;
    },
    report(expectedHead: string | null): AuditReport {
      const found =
        firstBad ??
        cut() ??
        planned() ??
        verifyCheckpoints(digest, checkpoints, hashes, (machine) => counts.has(machine)) ??
        verifyHead(checkpoints, expectedHead);
      return {
        ok: found === null,
        events,
        head: checkpoints.at(-1)?.hash ?? null,
        firstBad: found === null ? null : { machine: found.machine, seq: found.seq, reason: found.text },
      };
    },
  };
}

function bad(machine: string, seq: number, text: string): BadLink {
  return { machine, seq, text };
}

function invalid(path: string, problem: string, cause?: unknown): ConfigError {
  return new ConfigError('EXPORT_INVALID', `The file ${path} is no export of a rollout: ${problem}.`, {
    context: { file: path },
    hint: 'Make one with "liclab rollout export ID".',
    cause,
  });
}
