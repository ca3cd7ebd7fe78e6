import type { Clock, Timer } from '../../core/ports/clock.ts';

/** Refusals of one credential set after which it is not tried any more: most AAA servers lock a user out after three to five. */
const REFUSALS_MAX = 3;

/** How long a set that has not worked yet holds back the others: long enough for a refusal, short beside a dead switch. */
const PATIENCE_MS = 5_000;

/**
 * Keeps a wrong password from being tried on a whole fleet. Until a set has worked once, at most as many attempts run at
 * the same time as may be refused; refused that often without ever working, it is closed. What only hangs holds nobody
 * back for long. A set that has worked stays open: then a refusal says something about one switch.
 */
export class CredentialGate {
  readonly #sets = new Map<string, CredentialSet>();
  readonly #clock: Clock;
  readonly #timers: Timer[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Settles when this set may be tried: true, or false when it is closed. */
  async enter(name: string): Promise<boolean> {
    const set = this.#setOf(name);
    while (!set.isOpen && !isClosed(set) && set.inFlight >= REFUSALS_MAX - set.refusals) {
      await new Promise<void>((resume) => set.waiting.push(resume));
    }
    if (isClosed(set)) return false;
    set.inFlight += 1;
    return true;
  }

  /** Says how an attempt ended; `other` is everything that says nothing about the credentials. */
  leave(name: string, end: 'accepted' | 'refused' | 'other'): void {
    const set = this.#setOf(name);
    set.inFlight -= 1;
    if (end === 'accepted') set.isProven = set.isOpen = true;
    if (end === 'refused') set.refusals += 1;
    wake(set);
  }

  /** Ends the waiting. */
  close(): void {
    this.#timers.forEach((timer) => timer.cancel());
  }

  #setOf(name: string): CredentialSet {
    const known = this.#sets.get(name);
    if (known !== undefined) return known;
    const made: CredentialSet = { isProven: false, isOpen: false, refusals: 0, inFlight: 0, waiting: [] };
    this.#sets.set(name, made);
    const open = (): void => {
      made.isOpen = true;
      wake(made);
    };
    this.#timers.push(this.#clock.setTimer('credentials.patience', PATIENCE_MS, open));
    return made;
  }
}

interface CredentialSet {
  isProven: boolean;
  /** True: any number may be tried at the same time. */
  isOpen: boolean;
  refusals: number;
  inFlight: number;
  readonly waiting: (() => void)[];
}

function isClosed(set: CredentialSet): boolean {
  return !set.isProven && set.refusals >= REFUSALS_MAX;
}

function wake(set: CredentialSet): void {
  for (const resume of set.waiting.splice(0)) resume();
}
