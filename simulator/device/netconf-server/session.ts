import type { Timer } from '../../../core/ports/clock.ts';
import { isLicenseLabError } from '../../../core/errors.ts';
import {
  createFrameDecoder,
  createHelloCache,
  type FrameDecoder,
  negotiateBase,
  parseHello,
} from '../../../core/wire/netconf/index.ts';
import { leaveCandidate } from '../actions/candidate.ts';
import type { Chassis, LiveSession } from '../chassis.ts';
import type { ServerChannel, ServerSession } from '../contract.ts';
import { candidateMode } from '../model/state.ts';
import { helloBytes } from './hello.ts';
import { RpcQueue } from './queue.ts';
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
  readonly #grace: Timer;
  #state: SessionState = 'hello';

  constructor(chassis: Chassis, user: string, channel: ServerChannel) {
    this.number = chassis.nextSession();
    this.user = user;
    this.#chassis = chassis;
    this.#channel = channel;
    this.#writer = new ReplyWriter(channel, () => this.#decoder.framing);
    this.#queue = new RpcQueue({
      chassis,
      session: this.number,
      user,
      writer: this.#writer,
      isOver: () => this.#state === 'over',
      end: (how) => this.#end(how),
    });
    chassis.attach(this);
    for (const piece of helloBytes(chassis.state.facts.release, this.number, candidateMode(chassis.state)))
      channel.write(piece);
    this.#grace = chassis.setTimer('hello grace', HELLO_GRACE_MS, () => {
      if (this.#state === 'hello') this.#end('end');
    });
  }

  receive(bytes: Uint8Array): void {
    if (this.#state === 'over') return;
    const isSound = this.#chassis.guard('netconf session', () => {
      this.#read(() => this.#decoder.push(bytes, (text) => this.#take(text)));
      this.#queue.run();
    });
    if (!isSound) this.#end('end');
  }

  resize(): void {
    // A NETCONF session has no terminal.
  }

  ended(): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#grace.cancel();
    this.#leave();
  }

  cut(): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#channel.reset();
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
      if (base === '1.1') this.#decoder.useChunked();
    });
  }

  /** What a peer sends may break the protocol: then the session ends. Our own mistakes pass through. */
  #read(read: () => void): void {
    try {
      read();
    } catch (error) {
      if (!isLicenseLabError(error) || error.code === 'DEFECT') throw error;
      this.#end('end');
    }
  }

  #leave(): void {
    this.#chassis.guard('netconf session end', () => leaveCandidate(this.#chassis, this.number));
    this.#chassis.detach(this.number);
  }

  #end(how: 'end' | 'reset'): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#leave();
    if (how === 'reset') this.#channel.reset();
    else this.#channel.end();
  }
}
