import type { EndClass, Progress, RolloutSummary } from '../rollouts/contract.ts';

/** A switch in flight. */
export interface InFlight {
  readonly device: string;
  readonly state: string;
  /** On the display's clock. */
  readonly sinceMs: number;
}

/** What is known of a running rollout, for its display. */
export interface Board {
  /** Takes a change of state; true when it is the end of a switch that was not known to have ended. */
  apply(progress: Progress, nowMs: number): boolean;
  /** Takes the rollout's own state, which comes from the store. */
  update(summary: RolloutSummary): void;
  readonly summary: () => RolloutSummary | null;
  /** Longest in its state first. */
  readonly inFlight: () => readonly InFlight[];
  /**
   * Milliseconds until the end, guessed from how long switches took so far and how many may run at once; null before the first
   * end, when nothing is left, and when it takes longer than guessed. Pauses and windows are not known here.
   */
  readonly etaMs: (nowMs: number) => number | null;
  readonly ended: () => number;
  readonly bad: () => number;
}

/** Class of ends that count against the failure budget. */
export function isBadClass(end: EndClass | null): boolean {
  return end === 'FAILED' || end === 'IDENTITY' || end === 'UNKNOWN';
}

/** Makes an empty board for one rollout; progress of others is passed over. */
export function createBoard(rollout: string): Board {
  const inFlight = new Map<string, InFlight>();
  const ends = new Map<string, EndClass>();
  const began = new Map<string, number>();
  let tookMs = 0;
  let timed = 0;
  let summary: RolloutSummary | null = null;
  // The store also knows the ends of an earlier process.
  const ended = (): number =>
    Math.max(
      ends.size,
      Object.values(summary?.counts ?? {}).reduce((sum, count) => sum + count, 0),
    );
  return {
    apply(progress, nowMs) {
      if (progress.rollout !== rollout) return false;
      const { device, state } = progress;
      if (progress.class === null) {
        if (!began.has(device)) began.set(device, nowMs);
        if (inFlight.get(device)?.state !== state) inFlight.set(device, { device, state, sinceMs: nowMs });
        return false;
      }
      inFlight.delete(device);
      const isNew = !ends.has(device);
      const begunMs = began.get(device);
      if (isNew && begunMs !== undefined) {
        tookMs += nowMs - begunMs;
        timed += 1;
      }
      ends.set(device, progress.class);
      return isNew;
    },
    update: (next) => {
      summary = next;
    },
    summary: () => summary,
    inFlight: () => [...inFlight.values()].toSorted((a, b) => a.sinceMs - b.sinceMs),
    etaMs(nowMs) {
      const left = (summary?.devicesTotal ?? 0) - ended();
      if (summary === null || timed === 0 || left <= 0) return null;
      const rounds = Math.ceil(left / Math.max(1, Math.min(summary.credit.exposure, left)));
      const oldest = Math.max(
        0,
        ...[...inFlight.keys()].map((device) => nowMs - (began.get(device) ?? nowMs)),
      );
      const leftMs = (rounds * tookMs) / timed - oldest;
      return leftMs > 0 ? leftMs : null;
    },
    ended,
    bad: () => [...ends.values()].filter(isBadClass).length,
  };
}
