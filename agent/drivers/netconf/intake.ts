/** Bytes of a peer to what they mean: a hello, replies, notifications, or the end of the session. */
import { isLicenseLabError, ProtocolError } from '../../../core/errors.ts';
import type { LicenseLabError } from '../../../core/errors.ts';
import type { Clock, Timer } from '../../../core/ports/clock.ts';
import { createFrameDecoder, parseHello, parseReply, parseXml } from '../../../core/wire/netconf/index.ts';
import type { Hello, HelloCache, NetconfLimits, RpcReply } from '../../../core/wire/netconf/index.ts';
import { IDLE_BYTES_MAX } from './limits.ts';

/** What comes out of the intake. Each handler may call {@link Intake.stop}. */
export interface IntakeHandlers {
  /** The peer's hello; true: all that follows is chunked. May throw a ProtocolError, which ends the session. */
  hello(hello: Hello): boolean;
  reply(reply: RpcReply): void;
  notification(): void;
  /** The session cannot go on; nothing comes any more. */
  broken(error: LicenseLabError): void;
}

/** Takes the bytes of one session. */
export interface Intake {
  push(bytes: Uint8Array): void;
  /** The peer ended the stream: handles what has come, and says by `broken` whether a message was cut. */
  end(): void;
  /** Handles at once what has come. */
  flush(): void;
  /** Forgets what it holds and takes nothing more. */
  stop(): void;
  /** A reply that was waited for has come: the count of bytes starts anew. */
  awaitedReplyCame(): void;
}

/** A notification is recognised without parsing it: a flood of them must cost little (F51). */
const NOTIFICATION = /^\s*(?:<\?xml[^>]{0,100}\?>\s*)?<(?:[A-Za-z_][\w.-]{0,60}:)?notification[\s>/]/;

/** Parsing in one go before others get their turn: the event loop's delay stays below 100 ms with several hostile peers. */
const SLICE_MS = 20;

/** Makes the intake of one session. */
export function createIntake(
  clock: Clock,
  limits: NetconfLimits,
  cache: HelloCache,
  handlers: IntakeHandlers,
): Intake {
  const decoder = createFrameDecoder(limits);
  let messages: string[] = [];
  let failure: LicenseLabError | null = null;
  let slice: Timer | null = null;
  let isHelloDone = false;
  let isStopped = false;
  let isBusy = false;
  let bytesSinceReply = 0;

  const stop = (): void => {
    isStopped = true;
    messages = [];
    slice?.cancel();
  };
  const fail = (error: unknown): void => {
    if (!isLicenseLabError(error)) throw error;
    if (isStopped) return;
    stop();
    handlers.broken(error);
  };
  const readHello = (text: string): void => {
    isHelloDone = true;
    try {
      if (handlers.hello(parseHello(text, 'server', { limits, cache }))) decoder.useChunked();
    } catch (error) {
      fail(error);
    }
  };
  const take = (text: string): void => {
    if (isStopped) return;
    if (isHelloDone) messages.push(text);
    else readHello(text);
  };
  const handle = (text: string): void => {
    if (NOTIFICATION.test(text.slice(0, 512))) handlers.notification();
    else handlers.reply(parseReply(parseXml(text, limits)));
  };
  /** Handles messages for `ms`, the rest later; replies before a broken message count. */
  const handleFor = (ms: number): void => {
    if (isBusy || isStopped) return;
    isBusy = true;
    slice?.cancel();
    slice = null;
    const untilMs = clock.monotonicMs() + ms;
    try {
      let at = 0;
      while (at < messages.length && clock.monotonicMs() <= untilMs) {
        handle(messages[at] ?? '');
        at += 1;
      }
      messages = messages.slice(at);
      if (messages.length > 0) slice = clock.setTimer('netconf-slice', 0, () => handleFor(SLICE_MS));
      else if (failure !== null) fail(failure);
    } catch (error) {
      fail(error);
    } finally {
      isBusy = false;
    }
  };
  const isFull = (): boolean => bytesSinceReply > IDLE_BYTES_MAX;

  return {
    push(bytes) {
      if (isStopped || failure !== null) return;
      bytesSinceReply += bytes.length;
      try {
        decoder.push(bytes, take);
      } catch (error) {
        if (!isLicenseLabError(error)) throw error;
        failure = error;
      }
      handleFor(SLICE_MS);
      if (isFull()) fail(tooLoud());
    },
    end() {
      handleFor(Number.POSITIVE_INFINITY);
      if (isStopped) return;
      try {
        decoder.end();
      } catch (error) {
        fail(error);
      }
    },
    flush: () => handleFor(Number.POSITIVE_INFINITY),
    stop,
    awaitedReplyCame: () => {
      bytesSinceReply = 0;
    },
  };
}

function tooLoud(): LicenseLabError {
  return new ProtocolError(
    'PEER_TOO_LOUD',
    `The device sent more than ${IDLE_BYTES_MAX} bytes without the reply that is waited for; the size limit ends the session.`,
    { retry: 'new-session' },
  );
}
