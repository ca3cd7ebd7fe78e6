import type { XmlElement } from '../../../../core/wire/netconf/index.ts';
import type { Timer } from '../../../../core/ports/clock.ts';
import type { Chassis } from '../../chassis.ts';
import type { Notice } from '../../model/notice.ts';
import { completeEvent, eventOf, writeNotification } from './render.ts';

/** Bytes that may wait for a subscriber that does not read. More end its session: a stream with holes would be worse. */
const BACKLOG_BYTES_MAX = 1_048_576;

/** What a client asked for, checked. Times are wall-clock milliseconds; null: not given. */
export interface Subscription {
  readonly startMs: number | null;
  readonly stopMs: number | null;
  /** Whether the filter lets an event pass. */
  wants(event: XmlElement): boolean;
}

/** What a subscriber needs of its session. */
export interface SubscriberHost {
  send(text: string): void;
  /** Bytes that were sent and not yet taken by the peer. */
  waiting(): number;
  /** The peer reads too slowly. */
  overflow(): void;
}

/** The subscription of one session, RFC 5277: at most one at a time, beside which rpcs are handled (`:interleave`). */
export class Subscriber {
  readonly #chassis: Chassis;
  readonly #host: SubscriberHost;
  #subscription: Subscription | null = null;
  #forget: (() => void) | null = null;
  #stop: Timer | null = null;
  #sent = 0;

  constructor(chassis: Chassis, host: SubscriberHost) {
    this.#chassis = chassis;
    this.#host = host;
  }

  get isActive(): boolean {
    return this.#subscription !== null;
  }

  /** Notifications sent so far. */
  get sent(): number {
    return this.#sent;
  }

  /** Sends what is to be replayed, then what happens. The reply must have been written. */
  begin(subscription: Subscription): void {
    const nowMs = this.#chassis.now();
    const { startMs, stopMs } = subscription;
    this.#subscription = subscription;
    if (startMs !== null) {
      for (const notice of this.#chassis.notices.since(startMs))
        if (stopMs === null || notice.atMs <= stopMs) this.#pass(notice);
      this.#send(completeEvent('replayComplete'), nowMs);
    }
    if (stopMs !== null && stopMs <= nowMs) return this.#complete();
    if (stopMs !== null)
      this.#stop = this.#chassis.setTimer('end of subscription', stopMs - nowMs, () => this.#complete());
    this.#forget = this.#chassis.notices.listen((notice) => this.#pass(notice));
  }

  /** The session is over: nothing more is sent. */
  end(): void {
    this.#stop?.cancel();
    this.#forget?.();
    this.#stop = null;
    this.#forget = null;
    this.#subscription = null;
  }

  #complete(): void {
    if (this.#subscription === null) return;
    this.#send(completeEvent('notificationComplete'), this.#chassis.now());
    this.end();
  }

  #pass(notice: Notice): void {
    const event = eventOf(notice);
    if (this.#subscription?.wants(event) === true) this.#send(event, notice.atMs);
  }

  #send(event: XmlElement, atMs: number): void {
    if (this.#subscription === null) return;
    if (this.#host.waiting() > BACKLOG_BYTES_MAX) {
      this.end();
      this.#host.overflow();
      return;
    }
    this.#sent += 1;
    this.#host.send(writeNotification(event, atMs));
  }
}
