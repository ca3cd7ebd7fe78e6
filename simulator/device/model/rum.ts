import type { UsageRow } from './usage.ts';

/** A usage report that was closed: one license over one span of time. Times are wall-clock milliseconds. */
export interface RumReport {
  readonly id: number;
  readonly name: string;
  readonly tag: string;
  readonly count: number;
  readonly startMs: number;
  readonly endMs: number;
  /** `UNACK`: sent, or written to a file, and not acknowledged. */
  readonly state: 'CLOSED' | 'UNACK' | 'ACK';
  readonly reason: 'REPORTING' | 'RELOAD' | 'ACKED';
}

/** Usage reports of a device. The open ones are not stored: there is one for each license in use. */
export interface RumState {
  /** Closed ones, oldest first, at most {@link CLOSED_MAX}. */
  readonly closed: readonly RumReport[];
  /** Since when the open ones collect. */
  readonly openSinceMs: number;
  /** Closed ones that were dropped because there were too many. */
  readonly purged: number;
}

/** A report as show commands list it: closed, or still collecting. */
export interface ListedReport extends Omit<RumReport, 'state' | 'reason'> {
  readonly state: RumReport['state'] | 'OPEN';
  readonly reason: RumReport['reason'] | 'None';
}

/** Closed reports that are kept: those of two years of monthly reports of a level with add-on. Own choice. */
const CLOSED_MAX = 48;

/** Reports of a device that begins to use licenses. */
export function initialRum(nowMs: number): RumState {
  return { closed: [], openSinceMs: nowMs, purged: 0 };
}

/** The open reports of the licenses in use are closed, and new ones begin. */
export function closeReports(
  rum: RumState,
  rows: readonly UsageRow[],
  reason: 'REPORTING' | 'RELOAD',
  nowMs: number,
): RumState {
  const ended = openReports(rum, rows, nowMs).map(
    (open): RumReport => ({ ...open, state: 'CLOSED', reason }),
  );
  const all = [...rum.closed, ...ended];
  const lost = Math.max(0, all.length - CLOSED_MAX);
  return { closed: all.slice(lost), openSinceMs: nowMs, purged: rum.purged + lost };
}

/** Closed reports were sent, or written to a file. `ids`: which ones; absent: all. */
export function sentReports(rum: RumState, ids?: ReadonlySet<number>): RumState {
  return moved(rum, ({ id, state }) => state === 'CLOSED' && (ids?.has(id) ?? true), {
    state: 'UNACK',
  });
}

/** What was sent is acknowledged. `ids`: which ones; absent: all. */
export function acknowledgedReports(rum: RumState, ids?: ReadonlySet<number>): RumState {
  return moved(
    rum,
    ({ id, state }) => state !== 'ACK' && (ids === undefined ? state === 'UNACK' : ids.has(id)),
    {
      state: 'ACK',
      reason: 'ACKED',
    },
  );
}

function moved(rum: RumState, isMeant: (report: RumReport) => boolean, change: Partial<RumReport>): RumState {
  if (!rum.closed.some(isMeant)) return rum;
  const closed = rum.closed.map((report) => (isMeant(report) ? { ...report, ...change } : report));
  return { ...rum, closed };
}

/** Every report, closed and open. */
export function allReports(rum: RumState, rows: readonly UsageRow[], nowMs: number): readonly ListedReport[] {
  return [
    ...rum.closed,
    ...openReports(rum, rows, nowMs).map(
      (open): ListedReport => ({ ...open, state: 'OPEN', reason: 'None' }),
    ),
  ];
}

/** Identifiers look like the captured ones: the second in which a report began, counted on. */
function openReports(
  { closed, openSinceMs }: RumState,
  rows: readonly UsageRow[],
  nowMs: number,
): readonly Omit<RumReport, 'state' | 'reason'>[] {
  const first = Math.max(Math.floor(openSinceMs / 1000), (closed.at(-1)?.id ?? 0) + 1);
  return rows.map(({ name, tag, count }, index) => ({
    id: first + index,
    name,
    tag,
    count,
    startMs: openSinceMs,
    endMs: nowMs,
  }));
}
