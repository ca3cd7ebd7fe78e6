import type { Timer } from '../../core/ports/clock.ts';
import type { Service } from '../../core/ports/network.ts';
import type { Random } from '../../core/ports/random.ts';
import type { ActiveFault, FaultMoment } from '../faults/contract.ts';
import type { GroundEntry, GroundOp } from '../journal/journal.ts';
import type { DeviceSpec, DeviceWorld } from './contract.ts';
import { type DefectReporter, asDefect } from './defects.ts';
import { DeviceFiles } from './files.ts';
import { initialState } from './model/initial.ts';
import { licenseNotices } from './model/license-notices.ts';
import type { Lock } from './model/lock.ts';
import { narrate } from './model/narration/narrate.ts';
import type { News } from './model/narration/news.ts';
import type { NoticeContent } from './model/notice.ts';
import { bootedFrom, isNvramChanged, nvramOf } from './model/nvram.ts';
import type { BootPlan, BootTrouble, DeviceState } from './model/state.ts';
import { type DeviceEvent, type TimerEvent, type Todo, step } from './model/step.ts';
import { logDate } from './model/time-text.ts';
import { NoticeLog } from './notices.ts';
import { DeviceRecord } from './record.ts';

/** What the chassis must be able to do with a session: end it when the device goes down. */
export interface LiveSession {
  readonly number: number;
  /** Which server it belongs to; absent for one without bytes. */
  readonly service?: Service;
  /** Who logged in; absent for one without bytes. */
  readonly user?: string;
  /** What a list of NETCONF sessions shows of it. */
  readonly info?: SessionInfo;
  /** The device is gone: the connection is reset and nothing more is sent. */
  cut(): void;
  /** Ends it for another NETCONF session (RFC 6241 §7.9); absent where that is not possible. */
  kill?(by: number): void;
  /** A line was logged; a terminal that monitors shows it. */
  logged?(line: string): void;
  /** A warning for everybody at a terminal. */
  broadcast?(text: string): void;
}

/** A NETCONF session as `ietf-netconf-monitoring` lists it. */
export interface SessionInfo {
  readonly user: string;
  /** Wall-clock milliseconds. */
  readonly loginMs: number;
  readonly inRpcs: number;
  readonly inBadRpcs: number;
  readonly outRpcErrors: number;
  readonly outNotifications: number;
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
  /** What the device said: log, console, smart agent. */
  readonly record = new DeviceRecord();
  /** Of the NETCONF server since the lab began. */
  readonly netconfCounts = { sessions: 0, rpcs: 0, errors: 0 };
  armed: ArmedTrouble = {};
  /** Connections are refused until then (monotonic milliseconds). */
  unreachableUntilMs = 0;
  /** Files on its flash. */
  readonly files = new DeviceFiles();
  /** What NETCONF subscribers hear, and may have replayed. */
  readonly notices: NoticeLog;
  /** The lock of the daemon that copies what was typed into the NETCONF datastore; it ends by itself. */
  syncLock: Lock | null = null;
  readonly #hooks: ChassisHooks;
  readonly #sessions = new Map<number, LiveSession>();
  #state: DeviceState;
  /** Sessions count on over reboots, so that a number names one session in the journal. */
  #lastSession = 0;
  #draws = 0;
  #transactions = 0;

  constructor(spec: DeviceSpec, world: DeviceWorld, hooks: ChassisHooks) {
    this.spec = spec;
    this.world = world;
    this.random = world.random.split(`device ${spec.id}`);
    this.#hooks = hooks;
    const nowMs = world.clock.wallMs();
    const fresh = initialState(spec, this.random, nowMs);
    const kept = world.nvram?.load(spec.id) ?? null;
    this.#state = kept === null ? fresh : bootedFrom(fresh, kept, nowMs);
    this.notices = new NoticeLog(this.#state.boot.bootTimeMs);
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
    const before = this.#state;
    const { state, todo } = step(before, event);
    if (this.world.nvram !== undefined && isNvramChanged(before, state)) {
      this.world.nvram.keep(this.spec.id, nvramOf(state));
    }
    this.#state = state;
    if (state.boot.count !== before.boot.count) {
      this.notices.clear(this.now());
      this.syncLock = null;
    }
    for (const item of todo) this.#perform(item);
    if (before.boot.count !== state.boot.count) this.record.clearLog();
    for (const news of narrate(before, state, this.now())) this.#say(news);
    for (const notice of licenseNotices(before, state, this.now())) this.publish(notice);
  }

  /** Tells subscribers what happened, now. */
  publish(notice: NoticeContent): void {
    this.notices.publish({ ...notice, atMs: this.now() });
  }

  /** Logs a message; `name` is facility, severity and mnemonic, `SYS-5-CONFIG_I`. */
  log(name: string, text: string): void {
    const atMs = this.now();
    // The star says that the clock is not synchronized, as it is for a while after a boot.
    const line = `${this.#state.phase === 'ready' ? '' : '*'}${logDate(atMs)}: %${name}: ${text}`;
    this.record.addLog({ atMs, line });
    for (const session of this.#sessions.values()) session.logged?.(line);
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

  /** Number for a new NETCONF transaction, as log messages name it. */
  nextTransaction(): number {
    this.#transactions += 1;
    return this.#transactions;
  }

  /** Open sessions, oldest first. */
  sessions(): readonly LiveSession[] {
    return [...this.#sessions.values()];
  }

  /** A NETCONF session got a request answered. */
  countRpc(isError: boolean): void {
    this.netconfCounts.rpcs += 1;
    if (isError) this.netconfCounts.errors += 1;
  }

  attach(session: LiveSession): void {
    this.#sessions.set(session.number, session);
    if (session.service === 'netconf') this.netconfCounts.sessions += 1;
  }

  /** A session has ended; its lock ends with it (RFC 6241 §7.5). */
  detach(number: number): void {
    this.#sessions.delete(number);
    const { lock, partialLocks } = this.#state;
    if (lock?.session === number) this.dispatch({ type: 'unlocked' });
    const locks = partialLocks.filter((one) => one.session !== number);
    if (locks.length < partialLocks.length) this.dispatch({ type: 'partial-locks', locks });
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

  /** Writes to every terminal, monitor or not. */
  broadcast(text: string): void {
    this.record.addConsole(text);
    for (const session of this.#sessions.values()) session.broadcast?.(text);
  }

  #say(news: News): void {
    switch (news.kind) {
      case 'console':
        this.record.addConsole(news.text);
        return;
      case 'log':
        this.log(news.name, news.text);
        return;
      case 'event':
        this.record.addEvent(this.now(), news.text);
        return;
      case 'message':
        this.record.addMessage({ type: news.type, atMs: this.now(), response: news.response });
        return;
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
