/**
 * A NETCONF session over a channel (RFC 6241, RFC 6242): hellos, rpcs with their own message-ids, pipelining, deadlines. It says of
 * each rpc whether it was answered, certainly not sent, or lost. Callbacks, no promises (R14).
 */
import type { LicenseLabError } from '../../../core/errors.ts';
import type { Address } from '../../../core/ports/network.ts';
import {
  CAPABILITIES,
  encodeFrame,
  negotiateBase,
  writeClientHello,
} from '../../../core/wire/netconf/index.ts';
import type { BaseVersion, Hello, RpcReply, XmlElement } from '../../../core/wire/netconf/index.ts';
import { OPERATIONS } from '../../../core/wire/ios-xe/index.ts';
import type { Dropped, NetconfEvents, NetconfSession, NetconfWorld } from './contract.ts';
import { endedEarly, helloTimeout, notDrained, sessionClosed, tooManyStray } from './errors.ts';
import { createIntake } from './intake.ts';
import { CLOSE_TIMEOUT_MS, HELLO_TIMEOUT_MS, RPCS_MAX, SESSION_LIMITS, STRAY_REPLIES_MAX } from './limits.ts';
import { createOutstanding } from './outstanding.ts';
import { rpcText } from './rpc-text.ts';
import type { RpcDone } from './outstanding.ts';

/** Base versions that we speak. */
const OUR_CAPABILITIES = [CAPABILITIES.base10, CAPABILITIES.base11];
const OUR_HELLO = encodeFrame(writeClientHello(OUR_CAPABILITIES), 'end-of-message');

interface Queued {
  readonly name: string;
  readonly operation: XmlElement;
  readonly deadlineMs: number;
  readonly done: RpcDone;
}

/** Opens a session. The returned function ends it at once and silently, also before `ready`. */
export function openNetconfSession(world: NetconfWorld, address: Address, events: NetconfEvents): () => void {
  const { clock, log } = world;
  const outstanding = createOutstanding(clock);
  const queue: Queued[] = [];
  const dropped: Dropped = { strayReplies: 0, ambiguousReplies: 0, notifications: 0 };
  let state: 'opening' | 'hello' | 'open' | 'closing' | 'closed' = 'opening';
  let hostKey = '';
  let framing: 'end-of-message' | 'chunked' = 'end-of-message';
  let messageId = 0;
  /** Whether several rpcs may be under way: null until the first reply has come. */
  let pipelines: boolean | null = null;
  let timer = { cancel: (): void => {} };
  let greeting: NetconfSession | null = null;

  const intake = createIntake(clock, world.limits ?? SESSION_LIMITS, world.hellos, {
    hello: greeted,
    reply: answered,
    notification: () => void (dropped.notifications += 1),
    broken(error) {
      finish(error);
      channel.destroy();
    },
  });
  const channel = world.network.open(address, 'netconf', {
    opened(opened) {
      state = 'hello';
      ({ hostKey } = opened);
      const timeoutMs = world.helloTimeoutMs ?? HELLO_TIMEOUT_MS;
      timer = clock.setTimer('netconf-hello', timeoutMs, () => {
        finish(helloTimeout(address, timeoutMs));
        channel.destroy();
      });
      channel.write(OUR_HELLO);
    },
    data(bytes) {
      intake.push(bytes);
      // Not from inside the decoder: what `ready` asks for may be answered at once.
      const session = greeting;
      greeting = null;
      if (session !== null && state === 'open') events.ready(session);
    },
    drained() {},
    closed(error) {
      if (error === null && state !== 'closing') intake.end();
      else intake.flush();
      finish(error ?? (state === 'hello' || state === 'opening' ? endedEarly(address) : null));
    },
  });

  function finish(error: LicenseLabError | null): void {
    if (state === 'closed') return;
    state = 'closed';
    timer.cancel();
    intake.stop();
    note();
    giveUpAll(error);
    events.closed(error);
  }

  /** Ends every rpc: the written ones are lost, the others not sent. */
  function giveUpAll(error: LicenseLabError | null): void {
    if (outstanding.size === 0 && queue.length === 0) return;
    const reason = error ?? sessionClosed(address);
    const unsent = queue.splice(0);
    outstanding.loseAll(reason);
    for (const rpc of unsent) rpc.done({ kind: 'not-sent', error: reason });
  }

  function note(): void {
    const { strayReplies, ambiguousReplies, notifications } = dropped;
    if (strayReplies + ambiguousReplies + notifications === 0) return;
    log.write('warn', 'netconf.dropped', {
      device: address.deviceId,
      strayReplies,
      ambiguousReplies,
      notifications,
    });
  }

  function greeted(hello: Hello): boolean {
    const base = negotiateBase(OUR_CAPABILITIES, hello.capabilities);
    timer.cancel();
    framing = base === '1.1' ? 'chunked' : 'end-of-message';
    state = 'open';
    greeting = sessionOf(hello.capabilities, hello.sessionId ?? 0, base);
    return base === '1.1';
  }

  function answered(reply: RpcReply): void {
    const matched = outstanding.settle(reply);
    if (matched === 'matched') {
      intake.awaitedReplyCame();
      if (pipelines === null) pipelines = reply.messageId !== null;
      flush();
      return;
    }
    if (matched === 'stray') dropped.strayReplies += 1;
    else dropped.ambiguousReplies += 1;
    if (dropped.strayReplies + dropped.ambiguousReplies > STRAY_REPLIES_MAX) {
      finish(tooManyStray(address));
      channel.destroy();
    }
  }

  const maySend = (): boolean =>
    outstanding.size === 0 || (pipelines === true && outstanding.size < RPCS_MAX);

  function flush(): void {
    while (state === 'open' && maySend()) {
      const next = queue.shift();
      if (next === undefined) return;
      send(next);
    }
  }

  function send({ name, operation, deadlineMs, done }: Queued): void {
    messageId += 1;
    const bytes = encodeFrame(rpcText(messageId, operation), framing);
    outstanding.add(messageId, name, deadlineMs, (outcome) => {
      done(outcome);
      if (outcome.kind === 'lost') flush();
    });
    channel.write(bytes);
  }

  function close(): void {
    if (state !== 'open') return;
    const end = (): void => {
      if (state === 'open') state = 'closing';
      channel.end();
    };
    timer = clock.setTimer('netconf-close', CLOSE_TIMEOUT_MS, end);
    send({
      name: 'close-session',
      operation: OPERATIONS.closeSession.element(),
      deadlineMs: CLOSE_TIMEOUT_MS,
      done: end,
    });
    if (state === 'open') state = 'closing';
  }

  function destroy(): void {
    if (state === 'closed') return;
    state = 'closed';
    timer.cancel();
    intake.stop();
    channel.destroy();
    giveUpAll(null);
  }

  function sessionOf(capabilities: readonly string[], sessionId: number, base: BaseVersion): NetconfSession {
    return {
      hostKey,
      capabilities,
      sessionId,
      base,
      dropped,
      isDrained: () => state === 'open' && channel.isDrained(),
      request(name, operation, options, done) {
        const rpc = { name, operation, deadlineMs: options.deadlineMs, done };
        if (state !== 'open') return done({ kind: 'not-sent', error: sessionClosed(address) });
        if (queue.length === 0 && maySend() && (!options.urgent || channel.isDrained())) return send(rpc);
        if (options.urgent || queue.length >= RPCS_MAX)
          return done({ kind: 'not-sent', error: notDrained(address) });
        return void queue.push(rpc);
      },
      close,
      destroy,
    };
  }
  return destroy;
}
