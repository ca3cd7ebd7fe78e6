import type { Notice } from './model/notice.ts';

/** Notices kept for replay. Own choice: a change makes about ten, and ten thousand switches keep them. */
const REPLAY_MAX = 128;

/** Shared by the thousands of switches that nobody listens to. */
const NOBODY: ReadonlySet<(notice: Notice) => void> = new Set();

/** The event log of one switch, RFC 5277 section 3.3: what happened since its boot, as far as it is kept, and who listens. */
export class NoticeLog {
  #kept: Notice[] = [];
  #listeners: ReadonlySet<(notice: Notice) => void> = NOBODY;
  #createdMs: number;
  #agedMs: number | null = null;

  constructor(nowMs: number) {
    this.#createdMs = nowMs;
  }

  /** `replayLogCreationTime`: wall-clock milliseconds. */
  get createdMs(): number {
    return this.#createdMs;
  }

  /** `replayLogAgedTime`: time of the last notice that is no longer kept; null while all are. */
  get agedMs(): number | null {
    return this.#agedMs;
  }

  publish(notice: Notice): void {
    this.#kept.push(notice);
    if (this.#kept.length > REPLAY_MAX) this.#agedMs = this.#kept.shift()?.atMs ?? null;
    for (const listener of this.#listeners) listener(notice);
  }

  /** What is kept from a time on, oldest first. */
  since(fromMs: number): readonly Notice[] {
    return this.#kept.filter((notice) => notice.atMs >= fromMs);
  }

  /** Hears of every notice from now on. The returned function ends it. */
  listen(listener: (notice: Notice) => void): () => void {
    this.#listeners = new Set([...this.#listeners, listener]);
    return () => {
      this.#listeners = new Set([...this.#listeners].filter((other) => other !== listener));
    };
  }

  /** The switch has booted: the log begins anew. */
  clear(nowMs: number): void {
    this.#kept = [];
    this.#createdMs = nowMs;
    this.#agedMs = null;
  }
}
