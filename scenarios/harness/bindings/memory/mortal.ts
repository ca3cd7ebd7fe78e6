/**
 * Ports of a process that can be killed. After the kill nothing of it runs any more: no timer, no answer, no byte. What it
 * had handed to the store or to the network before stays, as with a real `kill -9`.
 */
import type { Channel, Clock, Network, Store, Timer } from 'catalyst-license-lab/core';
import type { OpenHttp } from 'catalyst-license-lab/agent';

/** A life, and the ports that end with it. */
export interface Mortal {
  clock(clock: Clock): Clock;
  network(network: Network): Network;
  http(http: Pick<OpenHttp, 'request'>): OpenHttp;
  store(store: Store): Store;
  kill(): void;
  isDead(): boolean;
  /** Names of timers and connections that are still there. */
  leftovers(): readonly string[];
}

/** Begins a life. */
export function createMortal(): Mortal {
  const timers = new Map<Timer, string>();
  const channels = new Map<Channel, string>();
  let isDead = false;

  /** A callback that is not called after the death. */
  const guard =
    <Args extends readonly unknown[]>(call: (...args: Args) => void) =>
    (...args: Args): void => {
      if (!isDead) call(...args);
    };

  return {
    clock: (clock) => ({
      monotonicMs: () => clock.monotonicMs(),
      wallMs: () => clock.wallMs(),
      setTimer(name, delayMs, fire) {
        if (isDead) return { cancel: () => undefined };
        const inner = clock.setTimer(name, delayMs, () => {
          timers.delete(timer);
          if (!isDead) fire();
        });
        const timer: Timer = {
          cancel() {
            timers.delete(timer);
            inner.cancel();
          },
        };
        timers.set(timer, name);
        return timer;
      },
    }),

    network: (network) => ({
      open(address, service, handlers) {
        const channel = network.open(address, service, {
          opened: guard((opened) => handlers.opened(opened)),
          data: guard((bytes) => handlers.data(bytes)),
          drained: guard(() => handlers.drained()),
          closed: (error) => {
            channels.delete(channel);
            if (!isDead) handlers.closed(error);
          },
        });
        channels.set(channel, `${service} connection to ${address.deviceId}`);
        return {
          write: (bytes) => !isDead && channel.write(bytes),
          isDrained: () => channel.isDrained(),
          end: () => channel.end(),
          destroy() {
            channels.delete(channel);
            channel.destroy();
          },
        };
      },
    }),

    http: (http) => ({
      request(request, done) {
        if (!isDead) http.request(request, guard(done));
      },
      close: () => Promise.resolve(),
    }),

    store: (store) =>
      new Proxy(store, {
        get(target, name): unknown {
          const method: unknown = Reflect.get(target, name);
          if (typeof method !== 'function') return method;
          return (...args: unknown[]): unknown => {
            if (isDead) return undefined;
            const guarded = args.map((arg) => (typeof arg === 'function' ? guard(arg as () => void) : arg));
            return Reflect.apply(method, target, guarded);
          };
        },
      }),

    kill() {
      isDead = true;
      for (const timer of timers.keys()) timer.cancel();
      for (const channel of channels.keys()) channel.destroy();
      timers.clear();
      channels.clear();
    },
    isDead: () => isDead,
    leftovers: () => [...[...timers.values()].map((name) => `timer "${name}"`), ...channels.values()],
  };
}
