import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { Clock } from '../../core/ports/clock.ts';
import type { Random } from '../../core/ports/random.ts';
import { createPipe } from './pipe.ts';
import { resetSocket } from './reset-socket.ts';
import type { Pipe } from './pipe.ts';
import type { ConnectionShape } from './shape.ts';

/** Longest identification line (RFC 4253 section 4.2). */
const IDENT_BYTES_MAX = 255;

/** A socket whose bytes pass through net faults; used in place of the real one while a connection has such a fault. */
export class FaultySocket extends Duplex {
  readonly #raw: Socket;
  readonly #down: Pipe;
  readonly #up: Pipe;
  /** The client's identification line until it is whole; null afterwards. */
  #ident: Buffer | null = Buffer.alloc(0);

  constructor(raw: Socket, shape: ConnectionShape, clock: Clock, random: Random) {
    super({ allowHalfOpen: true, autoDestroy: true });
    this.#raw = raw;
    this.#down = createPipe(clock, random, shape.downstream, {
      data: (bytes) => raw.write(bytes),
      ended: () => raw.end(),
      reset: () => this.resetAndDestroy(),
    });
    this.#up = createPipe(clock, random, shape.upstream, {
      data: (bytes) => this.#receive(bytes),
      ended: () => this.push(null),
      reset: () => this.resetAndDestroy(),
    });
    raw.on('data', (bytes) => this.#up.write(bytes));
    raw.once('end', () => this.#up.end());
    raw.once('error', (error) => this.destroy(error));
    raw.once('close', () => this.destroy());
    const timers = [
      shape.resetAfterMs === null
        ? null
        : clock.setTimer('net.reset_peer', shape.resetAfterMs, () => this.resetAndDestroy()),
      shape.closeAfterMs === null
        ? null
        : clock.setTimer('net.timeout', shape.closeAfterMs, () => raw.destroy()),
    ];
    this.once('close', () => {
      for (const timer of timers) timer?.cancel();
    });
  }

  get remoteAddress(): string | undefined {
    return this.#raw.remoteAddress;
  }

  get remoteFamily(): string | undefined {
    return this.#raw.remoteFamily;
  }

  get remotePort(): number | undefined {
    return this.#raw.remotePort;
  }

  setNoDelay(): this {
    return this;
  }

  /** The connection is reset; bytes on their way are lost. */
  resetAndDestroy(): void {
    resetSocket(this.#raw);
    this.destroy();
  }

  /** ssh2 1.17 loses the middle of an identification line that comes in three pieces or more, so it gets it whole. */
  #receive(bytes: Uint8Array): void {
    if (this.#ident === null) {
      this.push(bytes);
      return;
    }
    this.#ident = Buffer.concat([this.#ident, bytes]);
    if (!this.#ident.includes('\n') && this.#ident.length <= IDENT_BYTES_MAX) return;
    this.push(this.#ident);
    this.#ident = null;
  }

  override _read(): void {
    // The pipe pushes when its time has come. SSH's window bounds what may wait.
  }

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#down.write(bytes);
    done();
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#down.end();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#down.destroy();
    this.#up.destroy();
    this.#raw.destroy();
    done(error);
  }
}
