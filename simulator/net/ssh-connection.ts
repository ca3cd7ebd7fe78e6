import type { Socket } from 'node:net';
import type { Connection } from 'ssh2';
import type { Service } from '../../core/ports/network.ts';
import { gatherWrites } from './gather-writes.ts';
import { FaultySocket } from './faulty-socket.ts';
import { resetSocket } from './reset-socket.ts';
import { takeShape } from './shape.ts';
import { createLogin } from './ssh-login.ts';
import type { SshServers } from './ssh-servers.ts';
import { serveSession } from './ssh-session.ts';
import type { SshWorld } from './ssh-world.ts';

/** Sessions on one connection: OpenSSH's MaxSessions. */
const CHANNELS_MAX = 10;
/** A connection without a session is closed after this time; the client closes first unless it forgets. Real time. */
const LINGER_MS = 5_000;

/**
 * Takes a TCP connection for a switch. One that does not listen now resets it before a byte: its ports are closed while it
 * boots, but not before it says so, and the shared listener of `wide` cannot be closed for one switch.
 */
export function acceptConnection(
  world: SshWorld,
  servers: SshServers,
  socket: Socket,
  index: number,
  service: Service,
): void {
  // Errors of the socket are told by 'close'; without a listener they would end the process.
  socket.on('error', () => undefined);
  const device = world.device(index);
  const { id, site, account } = device.spec;
  const isListening = device.listens(service);
  world.journal.note(id, 'connect', null, null, { service, ...(isListening ? {} : { refused: true }) });
  if (!isListening) {
    resetSocket(socket);
    return;
  }
  gatherWrites(socket);
  const shape = takeShape(world.faults, { device: id, site, ...(account === null ? {} : { account }) });
  const carrier = shape === null ? socket : new FaultySocket(socket, shape, world.clock, world.random);
  if (carrier !== socket) carrier.on('error', () => undefined);

  const reset = (): void => {
    if (carrier instanceof FaultySocket) carrier.resetAndDestroy();
    else resetSocket(carrier);
  };
  const connection = { cut: reset };
  world.connections.add(id, connection);
  const loggedIn = world.admission.enter(reset);
  const whenGone = new Set<() => void>();
  socket.once('close', () => {
    for (const act of whenGone) act();
    loggedIn();
    world.connections.remove(id, connection);
  });

  function guard(act: () => void): void {
    try {
      act();
    } catch (error) {
      // ssh2 would catch it and close the connection, and a defect of the device would look like the network's.
      world.onDefect(error, { device: id, service });
      reset();
    }
  }

  const key = device.hostKey() === 'foreign' ? world.hostKeys.foreign : world.hostKeys.regular(id);
  servers.serve(carrier, key, (client) => {
    client.on('error', () => undefined);
    let username = '';
    const login = createLogin(
      (name, password) => {
        let isRight = false;
        guard(() => {
          isRight = device.authenticate(service, name, password);
        });
        world.journal.note(id, 'auth', null, name, { service, ok: isRight });
        username = name;
        return isRight;
      },
      () => client.end(),
    );
    client.on('authentication', (context) => login.attempt(context));
    client.once('ready', () => {
      loggedIn();
      serveSessions(client, () => carrier.destroy());
    });

    function serveSessions(from: Connection, close: () => void): void {
      let open = 0;
      const closeIdle = (): ReturnType<typeof world.guardClock.setTimer> =>
        world.guardClock.setTimer('connection without a session', LINGER_MS, close);
      let linger = closeIdle();
      socket.once('close', () => linger.cancel());
      from.on('session', (accept, reject) => {
        if (open >= CHANNELS_MAX) return reject();
        open += 1;
        linger.cancel();
        serveSession(accept(), {
          service,
          guard,
          reset,
          whenGone(act) {
            whenGone.add(act);
            return () => whenGone.delete(act);
          },
          open: (channel) => device.open(service, username, channel),
          closed() {
            open -= 1;
            if (open === 0 && !socket.destroyed) linger = closeIdle();
          },
        });
      });
    }
  });
}
