import type { Timer } from '../../../core/ports/clock.ts';
import { isLicenseLabError } from '../../../core/errors.ts';
import {
  createFrameDecoder,
  createHelloCache,
  encodeFrame,
  type FrameDecoder,
  negotiateBase,
  parseHello,
} from '../../../core/wire/netconf/index.ts';
import { leaveCandidate } from '../actions/candidate.ts';
import type { Chassis, LiveSession, SessionInfo } from '../chassis.ts';
import type { ServerChannel, ServerSession } from '../contract.ts';
import type { Actor, EndReason } from '../model/notice.ts';
import { candidateMode } from '../model/state.ts';
import { helloBytes } from './hello.ts';
import { Subscriber } from './notifications/subscriber.ts';
import { type RpcCounters, RpcQueue } from './queue.ts';
import { ReplyWriter } from './reply-writer.ts';

/** Milliseconds in which a client must say hello. Assumed: real devices drop silent clients, when was not found. */
const HELLO_GRACE_MS = 60_000;

/** Hellos of clients are few: each is parsed once for all sessions of the process. */
const CLIENT_HELLOS = createHelloCache();

/** Where a session is. After `over` nothing is written or read. */
type SessionState = 'hello' | 'open' | 'over';

/** One NETCONF session over SSH: RFC 6242 bytes in, messages handled in order, replies out. */
export class NetconfSession implements ServerSession, LiveSession {
  readonly number: number;
  readonly service = 'netconf';
  readonly user: string;
  readonly #chassis: Chassis;
  readonly #channel: ServerChannel;
  readonly #decoder: FrameDecoder = createFrameDecoder();
  readonly #writer: ReplyWriter;
  readonly #queue: RpcQueue;
  readonly #subscriber: Subscriber;
  readonly #loginMs: number;
  readonly #counters: RpcCounters = { inRpcs: 0, inBadRpcs: 0, outRpcErrors: 0 };
  readonly #grace: Timer;
  #state: SessionState = 'hello';

  constructor(chassis: Chassis, user: string, channel: ServerChannel) {
    this.number = chassis.nextSession();
    this.user = user;
    this.#chassis = chassis;
    this.#channel = channel;
    this.#writer = new ReplyWriter(channel, () => this.#decoder.framing);
    this.#loginMs = chassis.now();
    this.#subscriber = new Subscriber(chassis, {
      send: (text) => channel.write(encodeFrame(text, this.#decoder.framing)),
      waiting: () => channel.waiting?.() ?? 0,
      overflow: () => this.#end('reset', 'dropped'),
    });
    this.#queue = new RpcQueue({
      chassis,
      session: this.number,
      user,
      writer: this.#writer,
      subscriber: this.#subscriber,
      counters: this.#counters,
      isOver: () => this.#state === 'over',
      end: (how, reason = 'other') => this.#end(how, reason),
    });
    chassis.attach(this);
    for (const piece of helloBytes(chassis.state.facts.release, this.number, candidateMode(chassis.state)))
      channel.write(piece);
    this.#grace = chassis.setTimer('hello grace', HELLO_GRACE_MS, () => {
      if (this.#state === 'hello') this.#end('end', 'timeout');
    });
  }

  receive(bytes: Uint8Array): void {
    if (this.#state === 'over') return;
    const isSound = this.#chassis.guard('netconf session', () => {
      this.#read(() => this.#decoder.push(bytes, (text) => this.#take(text)));
      this.#queue.run();
    });
    if (!isSound) this.#end('end', 'other');
  }

  resize(): void {
    // A NETCONF session has no terminal.
  }

  ended(): void {
    if (this.#state === 'over') return;
    this.#leave('dropped', null);
  }

  cut(): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#subscriber.end();
    this.#channel.reset();
  }

  kill(by: number): void {
    if (this.#state === 'over') return;
    this.#leave('killed', by);
    this.#channel.end();
  }

  get info(): SessionInfo {
    return {
      user: this.user,
      loginMs: this.#loginMs,
      ...this.#counters,
      outNotifications: this.#subscriber.sent,
    };
  }

  get #actor(): Actor {
    return { session: this.number, user: this.user };
  }

  #take(text: string): void {
    if (this.#state === 'over') return;
    if (this.#state === 'open') {
      this.#queue.add(text);
      return;
    }
    this.#read(() => {
      const hello = parseHello(text, 'client', { cache: CLIENT_HELLOS });
      this.#grace.cancel();
      const base = negotiateBase(this.#chassis.state.facts.release.netconf.capabilities, hello.capabilities);
      this.#state = 'open';
      this.#chassis.publish({ kind: 'session-start', by: this.#actor });
      if (base === '1.1') this.#decoder.useChunked();
    });
  }

  /** What a peer sends may break the protocol: then the session ends. Our own mistakes pass through. */
  #read(read: () => void): void {
    try {
      read();
    } catch (error) {
      if (!isLicenseLabError(error) || error.code === 'DEFECT') throw error;
      this.#end('end', this.#state === 'hello' ? 'bad-hello' : 'other');
    }
  }

  /** Locks and an unconfirmed commit end with the session; others hear that it is over. */
  #leave(reason: EndReason, killedBy: number | null): void {
    const wasOpen = this.#state === 'open';
    this.#state = 'over';
    this.#grace.cancel();
    this.#subscriber.end();
    this.#chassis.guard('netconf session end', () => leaveCandidate(this.#chassis, this.number));
    this.#chassis.detach(this.number);
    if (wasOpen || reason === 'bad-hello')
      this.#chassis.publish({ kind: 'session-end', by: this.#actor, reason, killedBy });
  }

  #end(how: 'end' | 'reset', reason: EndReason): void {
    if (this.#state === 'over') return;
    this.#leave(reason, null);
    if (how === 'reset') this.#channel.reset();
    else this.#channel.end();
  }
}
