import { ProtocolError } from '../../../core/errors.ts';
import type { LicenseLabError } from '../../../core/errors.ts';
import type { Clock, Timer } from '../../../core/ports/clock.ts';
import type { RpcReply } from '../../../core/wire/netconf/index.ts';

/** How one rpc ended. */
export type RpcOutcome =
  | { readonly kind: 'reply'; readonly reply: RpcReply }
  /** Certainly not executed: no byte of it was handed to the transport. */
  | { readonly kind: 'not-sent'; readonly error: LicenseLabError }
  /** Written, and no reply came: it may have been executed. */
  | { readonly kind: 'lost'; readonly error: LicenseLabError };

/** Called once with the outcome of an rpc. */
export type RpcDone = (outcome: RpcOutcome) => void;

/** What became of a reply. */
export type Matched = 'matched' | 'stray' | 'ambiguous';

/** Rpcs that were written and wait for their reply. */
export interface Outstanding {
  readonly size: number;
  add(messageId: number, name: string, deadlineMs: number, done: RpcDone): void;
  /** Gives a reply to its rpc. One without message-id goes to the only rpc there is, unless an earlier one was given up. */
  settle(reply: RpcReply): Matched;
  /** Ends every rpc as *lost*. */
  loseAll(error: LicenseLabError): void;
}

interface Waiting {
  readonly name: string;
  readonly dueMs: number;
  readonly done: RpcDone;
}

/** Makes an empty table; one timer serves all deadlines. */
export function createOutstanding(clock: Clock): Outstanding {
  const waiting = new Map<string, Waiting>();
  let timer: Timer | null = null;
  let timerDueMs = Number.POSITIVE_INFINITY;
  let givenUp = 0;

  const disarm = (): void => {
    timer?.cancel();
    timer = null;
    timerDueMs = Number.POSITIVE_INFINITY;
  };
  const arm = (dueMs: number): void => {
    if (dueMs >= timerDueMs) return;
    timer?.cancel();
    timerDueMs = dueMs;
    timer = clock.setTimer('netconf-rpc', Math.max(0, dueMs - clock.monotonicMs()), expire);
  };
  const expire = (): void => {
    timer = null;
    timerDueMs = Number.POSITIVE_INFINITY;
    const now = clock.monotonicMs();
    const due: [string, Waiting][] = [];
    let nextMs = Number.POSITIVE_INFINITY;
    for (const [id, rpc] of waiting) {
      if (rpc.dueMs <= now) due.push([id, rpc]);
      else nextMs = Math.min(nextMs, rpc.dueMs);
    }
    if (nextMs < Number.POSITIVE_INFINITY) arm(nextMs);
    for (const [id, rpc] of due) {
      if (!waiting.delete(id)) continue;
      givenUp += 1;
      rpc.done({ kind: 'lost', error: timeoutError(rpc.name, id) });
    }
  };
  const finish = (id: string, rpc: Waiting, reply: RpcReply): Matched => {
    waiting.delete(id);
    if (waiting.size === 0) disarm();
    rpc.done({ kind: 'reply', reply });
    return 'matched';
  };

  return {
    get size() {
      return waiting.size;
    },
    add(messageId, name, deadlineMs, done) {
      const dueMs = clock.monotonicMs() + deadlineMs;
      waiting.set(String(messageId), { name, dueMs, done });
      arm(dueMs);
    },
    settle(reply) {
      if (reply.messageId !== null) {
        const rpc = waiting.get(reply.messageId);
        return rpc === undefined ? 'stray' : finish(reply.messageId, rpc, reply);
      }
      if (waiting.size !== 1 || givenUp > 0) return 'ambiguous';
      for (const [id, rpc] of waiting) return finish(id, rpc, reply);
      return 'ambiguous';
    },
    loseAll(error) {
      disarm();
      const all = [...waiting.values()];
      waiting.clear();
      for (const rpc of all) rpc.done({ kind: 'lost', error });
    },
  };
}

function timeoutError(name: string, messageId: string): LicenseLabError {
  return new ProtocolError(
    'RPC_TIMEOUT',
    `No reply to ${name} came in time; whether it was executed is not known.`,
    {
      retry: 'new-session',
      context: { rpc: name, messageId },
    },
  );
}
