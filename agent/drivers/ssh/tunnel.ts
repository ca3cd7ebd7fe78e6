import { Duplex } from 'node:stream';
import type { Client, ClientChannel } from 'ssh2';
import type { LicenseLabError } from '../../../core/errors.ts';
import { isExchangingKeys } from './channel.ts';

/**
 * A TCP connection that a jump host made for us, as a stream that an SSH client can be put on. What is written counts as written
 * (`writableLength`, `drain`) only when it has left this process: through the channel, the jump host's client and what that stands on.
 */
export class Tunnel extends Duplex {
  readonly #channel: ClientChannel;
  readonly #client: Client;
  readonly #below: Duplex;
  #lost: LicenseLabError | null = null;

  constructor(channel: ClientChannel, client: Client, below: Duplex) {
    super({ allowHalfOpen: true, writableHighWaterMark: 0 });
    this.#channel = channel;
    this.#client = client;
    this.#below = below;
    // An error that nobody listens to would end the process; who uses the tunnel hears of it by its end.
    this.on('error', () => {});
    channel.on('data', (bytes: Buffer) => {
      if (!this.push(bytes)) channel.pause();
    });
    channel.on('end', () => this.push(null));
    channel.on('error', () => this.destroy());
    channel.on('close', () => this.destroy());
    channel.stderr.on('error', () => {}).resume();
    this.pause();
  }

  /** Why the jump host is gone; null: the tunnel has ended by itself, or has not. */
  get lost(): LicenseLabError | null {
    return this.#lost;
  }

  /** The jump host is gone. */
  lose(error: LicenseLabError): void {
    if (this.destroyed) return;
    this.#lost = error;
    this.destroy(error);
  }

  override _read(): void {
    this.#channel.resume();
  }

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#channel.write(bytes, () => this.#whenBelowIsDrained(done));
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#channel.end();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#channel.destroy();
    done(error);
  }

  #whenBelowIsDrained(done: () => void): void {
    if (this.destroyed) return done();
    const again = (): void => this.#whenBelowIsDrained(done);
    if (isExchangingKeys(this.#client)) return void this.#client.once('handshake', again);
    if (this.#below.writableLength > 0 && !this.#below.destroyed)
      return void this.#below.once('drain', again);
    return done();
  }
}
