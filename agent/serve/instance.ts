/**
 * One `serve` per store: a document with a sign of life. Machines have leases of their own (R8); this keeps a second `serve` from
 * doing each round twice. A dead one's place is taken after 15 s, at once when its process is gone on this host.
 */
import { LicenseLabError } from '../../core/errors.ts';
import type { Clock, Timer } from '../../core/ports/clock.ts';
import type { Documents, Stored } from '../accounts/index.ts';

/** Milliseconds between two signs of life, and after which none means that it is dead. */
const BEAT_MS = 5_000;
const SILENCE_MS = 15_000;

const KIND = 'serve';
const KEY = 'instance';

interface Body {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
}

/** The process that wants the place. */
export interface Self extends Body {
  readonly isAlive: (pid: number) => boolean;
}

/** The place, held until it is released. */
export interface Instance {
  /** Settles when another one has taken the place. */
  readonly lost: Promise<LicenseLabError>;
  release(): Promise<void>;
}

/** The `serve` that runs on a store; null: none does. `clock` is the store's. */
export async function runningServe(
  documents: Documents,
  clock: Clock,
  self: Pick<Self, 'host' | 'isAlive'>,
): Promise<Body | null> {
  const found = await documents.get<Body>(KIND, KEY);
  return found !== null && isAlive(found, clock, self) ? found.body : null;
}

/** Takes the place. Throws `SERVE_RUNNING` (exit code 3) when another one has it. */
export async function takeInstance(documents: Documents, clock: Clock, self: Self): Promise<Instance> {
  const other = await runningServe(documents, clock, self);
  if (other !== null) throw taken(other);
  const { id, host, pid } = self;
  const put = (): Promise<void> => documents.put(KIND, KEY, { id, host, pid } satisfies Body);
  await put();
  // Of two that found nobody, the one that wrote last stays.
  await new Promise<void>((resolve) => void clock.setTimer('serve settle', 500, resolve));
  const winner = (await documents.get<Body>(KIND, KEY))?.body;
  if (winner !== undefined && winner.id !== id) throw taken(winner);

  const { promise: lost, resolve: lose } = Promise.withResolvers<LicenseLabError>();
  let isOver = false;
  let timer: Timer;
  let beating: Promise<void> = Promise.resolve();
  const beat = async (): Promise<void> => {
    const now = (await documents.get<Body>(KIND, KEY))?.body;
    if (isOver) return;
    if (now !== undefined && now.id !== id) {
      isOver = true;
      lose(taken(now));
      return;
    }
    await put();
  };
  const beatOn = (): void => {
    timer = clock.setTimer('serve beat', BEAT_MS, () => {
      // A beat that the store could not take is missed; the next one tries again.
      beating = beat().catch(() => undefined);
      void beating.then(() => {
        if (!isOver) beatOn();
      });
    });
  };
  beatOn();
  return {
    lost,
    async release() {
      if (isOver) return;
      isOver = true;
      timer.cancel();
      await beating;
      await documents.remove(KIND, KEY);
    },
  };
}

function isAlive({ at, body }: Stored<Body>, clock: Clock, self: Pick<Self, 'host' | 'isAlive'>): boolean {
  if (body.host === self.host && !self.isAlive(body.pid)) return false;
  return Math.abs(clock.wallMs() - at) < SILENCE_MS;
}

function taken({ host, pid }: Body): LicenseLabError {
  return new LicenseLabError(
    'SERVE_RUNNING',
    `Another serve runs on this store: process ${pid} on ${host}.`,
    {
      definite: true,
      context: { host, pid },
      hint: 'End it first, or give this one its own --data folder.',
    },
  );
}
