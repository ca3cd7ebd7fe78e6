import { TransportError } from '../../core/errors.ts';
import type { Timer } from '../../core/ports/clock.ts';
import type { Address, Channel, ChannelHandlers, Service } from '../../core/ports/network.ts';
import type { Random } from '../../core/ports/random.ts';
import type { ServerChannel, ServerSession, SimulatedDevice } from '../device/contract.ts';
import { expectBytes, MEMORY_HANDSHAKE } from './memory-handshake.ts';
import type { Exchange } from './memory-handshake.ts';
import type { MemoryWorld } from './memory-world.ts';
import { createPipe } from './pipe.ts';
import type { Pipe } from './pipe.ts';
import { PLAIN, takeShape } from './shape.ts';
import type { Shape } from './shape.ts';

/** One way through a local network. Small, but never nothing: order and losses must show. */
export const MEMORY_LATENCY_MS = 1;
/** Longest time from opening to a started session: the real client waits about so long for a silent peer. */
export const MEMORY_LOGIN_TIMEOUT_MS = 20_000;

/** Opens one connection: three exchanges that stand for SSH's handshake, then the device's bytes. */
export function openMemoryConnection(
  world: MemoryWorld,
  random: Random,
  address: Address,
  service: Service,
  handlers: ChannelHandlers,
): Channel {
  const { clock, journal } = world;
  const timers = new Set<Timer>();
  let state: 'opening' | 'open' | 'ending' | 'over' = 'opening';
  let device: SimulatedDevice | null = null;
  let session: ServerSession | null = null;
  let down: Pipe | null = null;
  let up: Pipe | null = null;
  /** The device's side is gone. */
  let isLost = false;
  /** What arrives at each side; the handshake first, then the session. */
  let atClient: (bytes: Uint8Array) => void = () => undefined;
  let atDevice: (bytes: Uint8Array) => void = () => undefined;

  const connection = { cut: () => loseAtDevice() };

  function later(name: string, delayMs: number, act: () => void): void {
    const timer = clock.setTimer(`${name} ${address.deviceId}`, delayMs, () => {
      timers.delete(timer);
      act();
    });
    timers.add(timer);
  }

  /** The client learns the end; `closed` is called once. */
  function closeClient(error: TransportError | null): void {
    if (state === 'over') return;
    state = 'over';
    for (const timer of timers) timer.cancel();
    down?.destroy();
    handlers.closed(error);
  }

  function fail(code: string, message: string, definite: boolean): void {
    const context = { device: address.deviceId, host: address.host };
    const error = new TransportError(code, message, { definite, retry: 'new-session', context });
    // The device notices that the client has gone.
    up?.end();
    closeClient(error);
  }

  /** The connection is reset as the client sees it. */
  function loseAtClient(): void {
    if (state === 'opening')
      fail('HANDSHAKE_FAILED', `${address.host} closed the connection during the handshake.`, true);
    else fail('CONNECTION_LOST', `The connection to ${address.host} was reset.`, false);
  }

  /** The device's side is gone: what the client sent and has not arrived is lost, of the rest a part arrives. */
  function loseAtDevice(): void {
    if (isLost) return;
    isLost = true;
    up?.destroy();
    down?.reset(random.below(down.inFlight() + 1));
    clock.setTimer(`session of ${address.deviceId} is gone`, 0, endSession);
  }

  /** The device learns the end; `ended` is called once. */
  function endSession(): void {
    if (device !== null) world.connections.remove(device.spec.id, connection);
    up?.destroy();
    const ended = session;
    session = null;
    ended?.ended();
  }

  function connect(): void {
    const port = service === 'netconf' ? address.netconfPort : address.sshPort;
    const found = world.book.find(address.host, port);
    const answering = found === null ? null : world.device(found.index);
    if (found === null || answering === null) return refuse(port);
    const { id, site, account } = answering.spec;
    const isListening = answering.listens(found.service);
    journal.note(id, 'connect', null, null, {
      service: found.service,
      ...(isListening ? {} : { refused: true }),
    });
    if (!isListening) return refuse(port);
    device = answering;
    world.connections.add(id, connection);
    const shape = takeShape(world.faults, { device: id, site, ...(account === null ? {} : { account }) });
    const { downstream = PLAIN, upstream = PLAIN } = shape ?? {};
    down = createPipe(clock, random, far(downstream), {
      data: (bytes) => atClient(bytes),
      ended: endedAtClient,
      reset: loseAtClient,
    });
    up = createPipe(clock, random, far(upstream), {
      data: (bytes) => atDevice(bytes),
      ended: endedAtDevice,
      reset: loseUpstream,
    });
    for (const afterMs of [shape?.resetAfterMs ?? null, shape?.closeAfterMs ?? null]) {
      if (afterMs !== null) later('connection fault at', afterMs, killBoth);
    }
    handshake(answering, found.service);
  }

  function refuse(port: number): void {
    fail('UNREACHABLE', `${address.host} port ${port} refused the connection.`, true);
  }

  function killBoth(): void {
    loseAtClient();
    endSession();
  }

  /** The connection is reset as the device sees it. */
  function loseUpstream(): void {
    endSession();
    down?.reset(down.inFlight());
  }

  function endedAtClient(): void {
    if (state === 'opening') return loseAtClient();
    up?.end();
    closeClient(null);
  }

  /** The client's end of stream is answered with the server's. */
  function endedAtDevice(): void {
    down?.end();
    endSession();
  }

  /** The client asks; when all of it is there the device answers and acts; when all of that is there the client goes on. */
  function exchange(size: Exchange, act: () => void, goOn: () => void): void {
    atDevice = expectBytes(size.ask, () => {
      down?.write(new Uint8Array(size.answer));
      act();
    });
    atClient = expectBytes(size.answer, goOn);
    up?.write(new Uint8Array(size.ask));
  }

  function handshake(answering: SimulatedDevice, served: Service): void {
    const credentials = world.credentials(address.credentials);
    const username = credentials?.username ?? '';
    const { id } = answering.spec;
    const expectedKey = address.hostKey ?? world.hostKey(id, 'regular');
    let shownKey = '';
    let isAccepted = false;

    const showKey = (): void => {
      shownKey = world.hostKey(id, answering.hostKey());
    };
    const checkKey = (): void => {
      if (shownKey === expectedKey) return exchange(MEMORY_HANDSHAKE.login, checkPassword, requestService);
      const message = `${address.host} shows the host key ${shownKey}, expected ${expectedKey}.`;
      fail('HOST_KEY_CHANGED', message, true);
    };
    const checkPassword = (): void => {
      if (credentials === null) return;
      isAccepted = answering.authenticate(served, username, credentials.password);
      journal.note(id, 'auth', null, username, { service: served, ok: isAccepted });
    };
    const requestService = (): void => {
      const { host } = address;
      if (!isAccepted) return fail('AUTH_FAILED', `${host} refused the password of ${username}.`, true);
      if (served !== service)
        return fail('SUBSYSTEM_REFUSED', `${host} does not offer ${service} there.`, true);
      exchange(MEMORY_HANDSHAKE.request, startSession, open);
    };
    const startSession = (): void => {
      atDevice = (bytes) => session?.receive(bytes);
      session = answering.open(served, username, serverChannel);
    };
    const open = (): void => {
      state = 'open';
      loginTimer.cancel();
      atClient = (bytes) => handlers.data(bytes);
      handlers.opened({ hostKey: shownKey });
    };
    exchange(MEMORY_HANDSHAKE.keys, showKey, checkKey);
  }

  const serverChannel: ServerChannel = {
    write: (bytes) => down?.write(bytes),
    end: () => down?.end(),
    reset: loseAtDevice,
  };

  later('connect to', 2 * MEMORY_LATENCY_MS, connect);
  const loginTimer = clock.setTimer(`login at ${address.deviceId}`, MEMORY_LOGIN_TIMEOUT_MS, () => {
    const seconds = MEMORY_LOGIN_TIMEOUT_MS / 1000;
    fail('HANDSHAKE_FAILED', `${address.host} did not finish the handshake within ${seconds} s.`, true);
  });
  timers.add(loginTimer);

  function destroy(): void {
    if (state === 'over') return;
    state = 'over';
    for (const timer of timers) timer.cancel();
    down?.destroy();
    // What was handed over may still arrive, or not.
    up?.reset(random.below(up.inFlight() + 1));
  }

  return {
    write(bytes) {
      if (state !== 'open' || up === null) return false;
      up.write(bytes);
      if (!up.isBusy()) return true;
      later('buffer of', up.busyForMs(), () => {
        if (state === 'open' && up?.isBusy() === false) handlers.drained();
      });
      return false;
    },
    isDrained: () => state === 'open' && up?.isBusy() === false,
    end() {
      if (state === 'opening') return destroy();
      if (state !== 'open') return;
      state = 'ending';
      up?.end();
    },
    destroy,
  };
}

/** The shape with the way through the network added. */
function far(shape: Shape): Shape {
  return { ...shape, latencyMs: shape.latencyMs + MEMORY_LATENCY_MS };
}
