import { type EvidenceEvent, type RunEvent, clip } from '../evidence/events.ts';
import { createHider } from '../evidence/hide.ts';

/** Hears every event as it happens. */
export type EvidenceListener = (event: EvidenceEvent) => void;

/** A run event without its time, which the recorder adds. */
export type Happening = RunEvent extends infer Event
  ? Event extends RunEvent
    ? Omit<Event, 'at'>
    : never
  : never;

/** Takes the events of one run. */
export interface Recorder {
  readonly events: readonly EvidenceEvent[];
  /** Notes an event now, or at a moment that is known. */
  note(happening: Happening, at?: number): void;
}

/** Makes a recorder; every text is cut to its longest length and passes the hider. */
export function createRecorder(
  first: EvidenceEvent,
  hidden: ReadonlyMap<string, string>,
  nowMs: () => number,
  listen: EvidenceListener,
): Recorder {
  const hide = createHider(hidden);
  const events: EvidenceEvent[] = [];

  function push(event: EvidenceEvent): void {
    const cleaned = Object.fromEntries(
      Object.entries(event).map(([key, value]) => [
        key,
        typeof value === 'string' ? clip(hide(value)) : value,
      ]),
    ) as EvidenceEvent;
    events.push(cleaned);
    listen(cleaned);
  }

  push(first);
  return {
    events,
    note(happening, at = nowMs()) {
      const { type, ...rest } = happening;
      push({ type, at: Math.max(0, Math.round(at)), ...rest } as RunEvent);
    },
  };
}
