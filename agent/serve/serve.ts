/** The long-running agent: rounds on the clock, open rollouts performed all the time, an orderly end. */
import type { LicenseLabError } from '../../core/errors.ts';
import type { Clock, Timer } from '../../core/ports/clock.ts';
import { readRegistry } from '../accounts/index.ts';
import { createAutoApply } from './auto-apply.ts';
import type { ServeWorld } from './contract.ts';
import { takeInstance } from './instance.ts';
import type { Self } from './instance.ts';
import { createRegistrar } from './register.ts';
import { createReports } from './reports.ts';
import { createFollowed } from './rollouts.ts';
import { runRound } from './round.ts';
import type { Memory } from './round.ts';

/** How long a round may take to end after the signal, unscaled. Then sessions are destroyed. */
const GRACE_MS = 10_000;

/** Share of the interval by which it is longer or shorter, so that many agents do not ask CSSM at once. */
const JITTER = 0.1;

/** What is known once `serve` is ready. */
export interface Ready {
  readonly accounts: readonly string[];
  readonly devices: number;
  /** Rollouts that go on. */
  readonly resumed: readonly string[];
}

/** How it ended. */
export interface ServeEnd {
  /** Something was in flight, and goes on at the next start. */
  readonly isIncomplete: boolean;
  /** Not null: another process has taken the store. */
  readonly lost: LicenseLabError | null;
}

/** A running `serve`. */
export interface Serve {
  readonly ready: Ready;
  /** Settles after {@link Serve.stop}, or when the place was lost; rejects with a defect. */
  readonly ended: Promise<ServeEnd>;
  /** Asks for an orderly end. */
  stop(): void;
  /** The files were read again: nothing that was seen before counts. */
  reloaded(): void;
}

/** Takes the store, opens the engine, which goes on with open rollouts at once, and begins the rounds. Throws `SERVE_RUNNING`. */
export async function startServe(world: ServeWorld, self: Self): Promise<Serve> {
  const { session, runtime, log } = world;
  const held = await runtime.openLicensing(session);
  const { documents, storeClock } = held;
  let instance;
  let engine;
  try {
    instance = await takeInstance(documents, storeClock, self);
    engine = await runtime.openEngine(session);
  } catch (error) {
    await instance?.release();
    await held.close();
    throw error;
  }
  const { clock } = session;
  const registrar = createRegistrar(clock);
  const reports = createReports(clock);
  const autoApply = createAutoApply(clock, registrar);
  const followed = createFollowed({
    engine,
    documents,
    clock,
    log,
    ended: ({ devices }) => {
      for (const { id, state } of devices) if (state === 'SUCCEEDED_UNREPORTED') reports.unreported(id);
    },
  });
  const memory: Memory = { registrar, reports, autoApply, followed };
  const resumed = await followed.followOpen();
  const { accounts } = await readRegistry(documents, session.inventory);
  const stopping = new AbortController();
  let lost: LicenseLabError | null = null;
  let isCut = false;
  void instance.lost.then((error) => {
    lost = error;
    stopping.abort();
  });

  const rounds = (async () => {
    while (!stopping.signal.aborted) {
      const licensing = await runtime.openLicensing(session);
      const cut = (): void => void licensing.endCssm();
      stopping.signal.addEventListener('abort', cut, { once: true });
      try {
        const round = runRound({ ...world, licensing, engine, storeClock, signal: stopping.signal }, memory);
        if ((await within(round, stopping.signal, storeClock)) === 'cut') {
          isCut = true;
          licensing.endDevices();
        }
      } finally {
        stopping.signal.removeEventListener('abort', cut);
        await licensing.close();
      }
      await pause(world, stopping.signal);
    }
  })();
  const end = async (): Promise<ServeEnd> => {
    try {
      await rounds;
      engine.stopAdmitting();
      return { isIncomplete: isCut || (await followed.isAnyInFlight()), lost };
    } finally {
      await engine.stop();
      await instance.release();
      await held.close();
    }
  };
  return {
    ready: { accounts: accounts.map(({ name }) => name), devices: session.inventory.devices.length, resumed },
    ended: end(),
    stop: () => stopping.abort(),
    reloaded() {
      autoApply.forget();
      registrar.retries.forget();
      reports.retries.forget();
    },
  };
}

/** Waits for a round; after the signal no longer than the grace. A round that is cut may go on failing in the background. */
async function within(round: Promise<void>, signal: AbortSignal, clock: Clock): Promise<'done' | 'cut'> {
  const { promise, resolve } = Promise.withResolvers<'cut'>();
  let timer: Timer | null = null;
  const arm = (): void => {
    timer = clock.setTimer('serve grace', GRACE_MS, () => resolve('cut'));
  };
  signal.addEventListener('abort', arm, { once: true });
  try {
    return await Promise.race([round.then(() => 'done' as const), promise]);
  } finally {
    signal.removeEventListener('abort', arm);
    (timer as Timer | null)?.cancel();
  }
}

/** The jittered pause between two rounds; ends at once with the signal. */
function pause({ session, settings, random }: ServeWorld, signal: AbortSignal): Promise<void> {
  const pauseMs = settings.everyMs * (1 - JITTER + 2 * JITTER * random.next());
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = session.clock.setTimer('serve round', pauseMs, () => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    function stop(): void {
      timer.cancel();
      resolve();
    }
    signal.addEventListener('abort', stop, { once: true });
  });
}
