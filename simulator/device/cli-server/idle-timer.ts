import type { Timer } from '../../../core/ports/clock.ts';
import type { Chassis } from '../chassis.ts';

/** `exec-timeout` without a line of the configuration: ten minutes, as on IOS. */
const DEFAULT_MS = 600_000;

/** A time-out that is off, or long, is looked at again after an hour: it may have been configured meanwhile. */
const LOOK_MS = 3_600_000;

/** Ends a session at which nothing was typed for the time that `exec-timeout` states. One timer, however much is typed. */
export class IdleTimer {
  readonly #chassis: Chassis;
  readonly #isBusy: () => boolean;
  readonly #expired: () => void;
  #timer: Timer | null = null;
  #lastMs = 0;

  /** A session is not idle while a command runs (`isBusy`). */
  constructor(chassis: Chassis, isBusy: () => boolean, expired: () => void) {
    this.#chassis = chassis;
    this.#isBusy = isBusy;
    this.#expired = expired;
    this.touch();
    this.#arm(idleMs(chassis));
  }

  /** Something was typed, or a command ended. */
  touch(): void {
    this.#lastMs = this.#chassis.world.clock.monotonicMs();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  #arm(delayMs: number): void {
    this.#timer = this.#chassis.setTimer('exec-timeout', Math.min(delayMs, LOOK_MS), () => this.#look());
  }

  #look(): void {
    if (this.#isBusy()) this.touch();
    const limitMs = idleMs(this.#chassis);
    const leftMs = this.#lastMs + limitMs - this.#chassis.world.clock.monotonicMs();
    if (leftMs > 0) this.#arm(leftMs);
    else this.#expired();
  }
}

/** The time-out of terminal lines; `exec-timeout 0 0` is none. */
function idleMs({ state, world }: Chassis): number {
  const scale = world.timeScale ?? 1;
  const lines = state.running.sections.get('line vty 0 4') ?? [];
  const stated = lines
    .map((text) => /^exec-timeout (\d{1,5})(?: (\d{1,7}))?$/.exec(text))
    .find((match) => match !== null);
  if (stated === undefined) return DEFAULT_MS * scale;
  const [, minutes = '0', seconds = '0'] = stated;
  const ms = (Number(minutes) * 60 + Number(seconds)) * 1000;
  return ms === 0 ? Number.POSITIVE_INFINITY : ms * scale;
}
