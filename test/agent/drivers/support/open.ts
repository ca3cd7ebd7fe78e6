import type { LicenseLabError } from '../../../../core/errors.ts';
import type { Address, Channel, Network, Opened, Service } from '../../../../core/ports/network.ts';

/** A channel seen from outside: what happened on it, and promises for what is still to happen. */
export interface Seen {
  readonly channel: Channel;
  readonly events: string[];
  readonly opened: Promise<Opened>;
  readonly closed: Promise<LicenseLabError | null>;
  /** Everything received so far, as text. */
  text(): string;
  /** Settles when `pattern` is in the text. */
  until(pattern: string): Promise<string>;
}

/** Opens a channel and keeps what happens on it. */
export function openChannel(network: Network, address: Address, service: Service = 'netconf'): Seen {
  const events: string[] = [];
  const opened = Promise.withResolvers<Opened>();
  const closed = Promise.withResolvers<LicenseLabError | null>();
  const waiters: { readonly pattern: string; readonly resolve: (text: string) => void }[] = [];
  opened.promise.catch(() => {});
  let text = '';
  const channel = network.open(address, service, {
    opened(value) {
      events.push('opened');
      opened.resolve(value);
    },
    data(bytes) {
      text += Buffer.from(bytes).toString('latin1');
      for (const waiter of waiters) if (text.includes(waiter.pattern)) waiter.resolve(text);
    },
    drained: () => void events.push('drained'),
    closed(error) {
      events.push(`closed ${error?.code ?? 'in order'}`);
      opened.reject(error ?? new Error('closed in order'));
      closed.resolve(error);
    },
  });
  return {
    channel,
    events,
    opened: opened.promise,
    closed: closed.promise,
    text: () => text,
    until: (pattern) => {
      if (text.includes(pattern)) return Promise.resolve(text);
      return new Promise((resolve) => waiters.push({ pattern, resolve }));
    },
  };
}

/** Turns of the event loop that {@link until} waits for; a turn with real sockets takes well under a millisecond. */
const TURNS_MAX = 20_000;

/** Lets the event loop turn until `condition` holds. */
export async function until(condition: () => boolean): Promise<void> {
  for (let turns = 0; !condition(); turns += 1) {
    if (turns > TURNS_MAX) throw new Error(`not reached: ${condition.toString()}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
