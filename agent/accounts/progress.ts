/** What a retrieval under way says of itself, so that other processes can show it. */
import type { Clock } from '../../core/ports/clock.ts';
import type { Documents, Stored } from './documents.ts';

/** A retrieval under way. */
export interface Progress {
  readonly startedMs: number;
  readonly pagesDone: number;
  /** Null until CSSM has said how long each list is. */
  readonly pagesTotal: number | null;
  /** Milliseconds to the end, estimated. */
  readonly etaMs: number;
}

const RETRIEVAL = 'account-retrieval';

/** Milliseconds between two signs of life, and after which none means that the process is dead. Never scaled. */
export const BEAT_MS = 2_000;
export const BEAT_STALE_MS = 15_000;

/** Retrievals under way by account. `nowMs` is the store's clock; one without a sign of life is none. */
export async function readProgress(
  documents: Documents,
  nowMs: number,
): Promise<ReadonlyMap<string, Progress>> {
  const isAlive = ({ at }: Stored<Progress>): boolean => nowMs - at < BEAT_STALE_MS;
  const found = await documents.list<Progress>(RETRIEVAL);
  return new Map(found.filter(isAlive).map(({ key, body }) => [key, body]));
}

/** Publishes progress until `end` is called. */
export interface Publisher {
  set(progress: Progress): void;
  end(): Promise<void>;
}

/** Begins to publish; settles once the first word is stored. `beatClock` is unscaled. */
export async function publishProgress(
  documents: Documents,
  beatClock: Clock,
  account: string,
  first: Progress,
): Promise<Publisher> {
  let current = first;
  let isOver = false;
  let writing: Promise<void> = Promise.resolve();
  const write = (): Promise<void> => documents.put(RETRIEVAL, account, current);
  await write();
  const beat = (): void => {
    // A beat that cannot be stored is missed; the retrieval itself meets the store's error at its end.
    writing = write().catch(() => undefined);
    void writing.then(() => {
      if (!isOver) timer = beatClock.setTimer('account retrieval', BEAT_MS, beat);
    });
  };
  let timer = beatClock.setTimer('account retrieval', BEAT_MS, beat);
  return {
    set(progress) {
      current = progress;
    },
    async end() {
      isOver = true;
      timer.cancel();
      await writing;
      await documents.remove(RETRIEVAL, account);
    },
  };
}
