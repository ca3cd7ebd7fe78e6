import type { Timer } from '../../core/ports/clock.ts';
import type { Service } from '../../core/ports/network.ts';
import type { Random } from '../../core/ports/random.ts';
import type { ActiveFault, FaultMoment } from '../faults/contract.ts';
import type { GroundEntry, GroundOp } from '../journal/journal.ts';
import type { DeviceSpec, DeviceWorld } from './contract.ts';
import { type DefectReporter, asDefect } from './defects.ts';
import { initialState } from './model/initial.ts';
import type { Lock } from './model/lock.ts';
import type { BootPlan, BootTrouble, DeviceState } from './model/state.ts';
import { type DeviceEvent, type TimerEvent, type Todo, step } from './model/step.ts';

/** What the chassis must be able to do with a session: end it when the device goes down. */
export interface LiveSession {
  readonly number: number;
  /** Which server it belongs to; absent for one without bytes. */
  readonly service?: Service;
  /** The device is gone: the connection is reset and nothing more is sent. */
  cut(): void;
}

/** What a moment of a fault adds to device and site. */
export type Moment = Pick<FaultMoment, 'rpc' | 'cli' | 'chunk'>;

/** Faults that were taken before their boot: *after the next boot* is asked for when a session opens. */
export type ArmedTrouble = Pick<BootTrouble, 'serials'>;

/** What the chassis is given from outside so that it needs to know neither faults of boots nor who hears of defects. */
export interface ChassisHooks {
  readonly defect: DefectReporter;
  /** The next boot after a crash; `trouble` is what its faults are. */
  drawBoot(chassis: Chassis, trouble: BootTrouble): BootPlan;
}

/**
 * The shell around the pure model of one device: it holds the state, gives events the time, and does what a step asks
 * for. Servers and actions change the device only through `dispatch`.
 */
export class Chassis {
  readonly spec: DeviceSpec;
  readonly world: DeviceWorld;
  readonly random: Random;
  armed: ArmedTrouble = {};
  /** Connections are refused until then (monotonic milliseconds). */
  unreachableUntilMs = 0;
  readonly #hooks: ChassisHooks;
  readonly #sessions = new Map<number, LiveSession>();
  #state: DeviceState;
  /** Sessions count on over reboots, so that a number names one session in the journal. */
  #lastSession = 0;
  #draws = 0;

  constructor(spec: DeviceSpec, world: DeviceWorld, hooks: ChassisHooks) {
    this.spec = spec;
    this.world = world;
    this.random = world.random.split(`device ${spec.id}`);
    this.#hooks = hooks;
    this.#state = initialState(spec, this.random, world.clock.wallMs());
  }

  get state(): DeviceState {
    return this.#state;
  }

  /** Wall-clock milliseconds: what the device's own clock shows. */
  now(): number {
    return this.world.clock.wallMs();
  }

  /** The lock in force now; a daemon's lock ends by itself. */
  get lock(): Lock | null {
    const { lock } = this.#state;
    return lock !== null && lock.untilMs !== null && lock.untilMs <= this.now() ? null : lock;
  }

  /** The only way the state changes. */
  dispatch(event: DeviceEvent): void {
    const { state, todo } = step(this.#state, event);
    this.#state = state;
    for (const item of todo) this.#perform(item);
  }

  /** Asks for a fault of this device; one of its times is used up when it is given. */
  take(fault: string, moment: Moment = {}): ActiveFault | null {
    return this.world.faults.take(fault, { device: this.spec.id, site: this.spec.site, ...moment });
  }

  note(op: GroundOp, session: number | null, user: string | null, detail: GroundEntry['detail']): void {
    this.world.journal.note(this.spec.id, op, session, user, detail);
  }

  /** A whole number of milliseconds in a range, from the device's stream of that purpose. */
  draw(purpose: string, [from, to]: readonly [number, number]): number {
    this.#draws += 1;
    return Math.round(from + this.random.split(`${purpose} ${this.#draws}`).next() * (to - from));
  }

  /** Number for a new session. */
  nextSession(): number {
    this.#lastSession += 1;
    return this.#lastSession;
  }

  attach(session: LiveSession): void {
    this.#sessions.set(session.number, session);
  }

  /** Numbers of the live sessions of one server. */
  sessionsOf(service: Service): readonly number[] {
    return [...this.#sessions.values()]
      .filter((session) => session.service === service)
      .map(({ number }) => number);
  }

  /** A session has ended; its lock ends with it (RFC 6241 §7.5). */
  detach(number: number): void {
    this.#sessions.delete(number);
    if (this.#state.lock?.session === number) this.dispatch({ type: 'unlocked' });
  }

  /** A timer of the device; what it runs is guarded. */
  setTimer(name: string, delayMs: number, fire: () => void): Timer {
    return this.world.clock.setTimer(`${this.spec.id} ${name}`, delayMs, () => this.guard(name, fire));
  }

  /** Runs our own code: what it throws is a defect, reported and noted. False when it threw. */
  guard(where: string, run: () => void): boolean {
    try {
      run();
      return true;
    } catch (error) {
      const defect = asDefect(error, this.spec.id, where);
      this.note('unmatched', null, null, { defect: defect.message });
      this.#hooks.defect(defect);
      return false;
    }
  }

  #perform(todo: Todo): void {
    switch (todo.do) {
      case 'timer':
        this.setTimer(todo.name, todo.afterMs, () => this.#fired(todo.event));
        return;
      case 'drop-sessions':
        for (const session of this.#sessions.values()) {
          if (todo.only !== undefined && session.service !== todo.only) continue;
          this.#sessions.delete(session.number);
          session.cut();
        }
        return;
      case 'note':
        this.note(todo.op, null, null, todo.detail);
        return;
    }
  }

  #fired(event: TimerEvent): void {
    if (event.type === 'crash-due') {
      const plan = this.#hooks.drawBoot(this, crashesLeft(this.#state.boot.plan.trouble));
      this.dispatch({ type: 'crashed', atMs: this.now(), boot: event.boot, plan });
    } else if (event.type === 'member-back') {
      this.dispatch(event);
    } else {
      this.dispatch({ ...event, atMs: this.now() });
    }
  }
}

/** The trouble of the boot after a crash: one crash less, the rest as before. */
function crashesLeft(trouble: BootTrouble): BootTrouble {
  return { ...trouble, crashes: (trouble.crashes ?? 1) - 1 };
}
