/** SSH servers for tests: a scripted one on ssh2, and a raw TCP one. They listen on 127.42.0.0/16, port 0. */
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import ssh2 from 'ssh2';
import type { AuthContext, Connection, ServerChannel, ServerConfig } from 'ssh2';
import type { Address } from '../../../../core/ports/network.ts';

/** Address block of these tests. */
const HOST = `127.${process.env['LICLAB_NET'] ?? '42'}.0.1`;

/** A fresh RSA host key, PEM. */
export function rsaHostKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
}

/** What a login attempt looked like to the server. */
export interface Attempt {
  readonly method: string;
  readonly username: string;
  readonly password?: string;
}

/** A server and what it has seen. */
export interface TestServer extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  readonly attempts: Attempt[];
  readonly connections: Connection[];
  /** Sockets accepted so far. */
  readonly sockets: Socket[];
}

/** How the scripted server behaves. */
export interface ServerScript {
  readonly hostKeys: readonly string[];
  readonly algorithms?: ServerConfig['algorithms'];
  /** Default: accepts `admin` with `secret`. */
  readonly auth?: (context: AuthContext) => void;
  /** Gets the channel of the netconf subsystem or of a shell. */
  readonly channel?: (channel: ServerChannel, connection: Connection) => void;
  /** What is done with the request for the subsystem; default `accept`. */
  readonly subsystem?: 'accept' | 'refuse' | 'ignore';
}

/** Starts a scripted SSH server. */
export function startSshServer(script: ServerScript): Promise<TestServer> {
  const attempts: Attempt[] = [];
  const connections: Connection[] = [];
  const config: ServerConfig = { hostKeys: [...script.hostKeys] };
  if (script.algorithms !== undefined) config.algorithms = script.algorithms;
  const server = new ssh2.Server(config, (connection) => {
    connections.push(connection);
    connection.on('error', () => {});
    connection.on('authentication', (context) => {
      attempts.push({
        method: context.method,
        username: context.username,
        ...(context.method === 'password' ? { password: context.password } : {}),
      });
      (script.auth ?? acceptAdmin)(context);
    });
    connection.on('session', (accept) => {
      const session = accept();
      session.on('subsystem', (acceptChannel, reject) => {
        if (script.subsystem === 'refuse') reject();
        else if (script.subsystem !== 'ignore') use(acceptChannel());
      });
      session.on('pty', (acceptPty) => acceptPty?.());
      session.on('shell', (acceptChannel) => use(acceptChannel()));
      const use = (channel: ServerChannel): void => {
        channel.on('error', () => {});
        script.channel?.(channel, connection);
      };
    });
  });
  return listen(attempts, connections, (socket) => server.injectSocket(socket));
}

/** Starts a raw TCP server. */
export function startRawServer(accept: (socket: Socket) => void): Promise<TestServer> {
  return listen([], [], accept);
}

function listen(
  attempts: Attempt[],
  connections: Connection[],
  accept: (socket: Socket) => void,
): Promise<TestServer> {
  const sockets: Socket[] = [];
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    accept(socket);
  });
  return new Promise((resolve) => {
    server.listen(0, HOST, () => {
      const { port } = server.address() as AddressInfo;
      resolve({
        host: HOST,
        port,
        attempts,
        connections,
        sockets,
        [Symbol.asyncDispose]: () =>
          new Promise<void>((closed) => {
            for (const socket of sockets) socket.destroy();
            server.close(() => closed());
          }),
      });
    });
  });
}

function acceptAdmin(context: AuthContext): void {
  if (context.method === 'password' && context.username === 'admin' && context.password === 'secret')
    context.accept();
  else context.reject(['password']);
}

/** The address of a server, for both services. */
export function addressOf(server: TestServer, more: Partial<Address> = {}): Address {
  return {
    deviceId: 'sw-1',
    host: server.host,
    netconfPort: server.port,
    sshPort: server.port,
    credentials: 'main',
    hostKey: null,
    ...more,
  };
}
