/** A jump host on ssh2: lets `jump` in, and connects to the places it is told, as sshd's PermitOpen does. It listens on loopback, port 0. */
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import ssh2 from 'ssh2';
import type { AuthContext, Connection } from 'ssh2';
import type { Hop } from '../../../../agent/drivers/ssh/way.ts';
import { hopAddress } from '../../../../agent/drivers/ssh/way.ts';
import { rsaHostKey } from './ssh-server.ts';
import type { Attempt } from './ssh-server.ts';

const HOST = `127.${process.env['LICLAB_NET'] ?? '42'}.0.2`;

/** How a jump host behaves. */
export interface JumpHostScript {
  /** Places it connects to, `host:port`; absent: any on loopback; empty: it forbids forwarding altogether. */
  readonly permit?: readonly string[];
  /** Default: accepts `jump` with `hop-secret`. */
  readonly auth?: (context: AuthContext) => void;
}

/** A jump host and what it has seen. */
export interface JumpHost extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  readonly attempts: Attempt[];
  /** Connections accepted so far. */
  readonly sockets: Socket[];
  /** Places it was asked to connect to. */
  readonly asked: string[];
  /** What it was asked for besides: agent or port forwarding, sessions. */
  readonly others: string[];
  /** As a hop of a way. */
  hop(name: string, credentials: string): Hop;
  /** Ends at once, with every tunnel through it. */
  die(): void;
}

/** Starts one. */
export async function startJumpHost(script: JumpHostScript = {}): Promise<JumpHost> {
  const attempts: Attempt[] = [];
  const sockets: Socket[] = [];
  const asked: string[] = [];
  const others: string[] = [];
  const far = new Set<Socket>();
  const server = new ssh2.Server({ hostKeys: [rsaHostKey()] }, (connection: Connection) => {
    connection.on('error', () => {});
    connection.on('authentication', (context) => {
      attempts.push({ method: context.method, username: context.username });
      (script.auth ?? acceptJump)(context);
    });
    connection.on('session', (_accept, reject) => {
      others.push('session');
      reject();
    });
    connection.on('request', (_accept, reject, name) => {
      others.push(String(name));
      (reject as (() => void) | undefined)?.();
    });
    // Without a listener ssh2 answers SSH_OPEN_ADMINISTRATIVELY_PROHIBITED; a refusal here is SSH_OPEN_CONNECT_FAILED.
    if (script.permit?.length === 0) return;
    connection.on('tcpip', (accept, reject, { destIP, destPort }) => {
      const place = `${destIP}:${destPort}`;
      asked.push(place);
      const isAllowed = script.permit?.includes(place) ?? destIP.startsWith('127.');
      if (!isAllowed) return reject();
      const socket = connect({ host: destIP, port: destPort, noDelay: true });
      far.add(socket);
      let isJoined = false;
      socket.once('connect', () => {
        isJoined = true;
        const channel = accept();
        channel.on('error', () => {});
        socket.pipe(channel).pipe(socket);
      });
      return socket.on('error', () => isJoined || reject());
    });
  });
  const listener = createServer({ noDelay: true }, (socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    server.injectSocket(socket);
  });
  await new Promise<void>((resolve) => listener.listen(0, HOST, resolve));
  const { port } = listener.address() as AddressInfo;
  const die = (): void => {
    for (const socket of [...sockets, ...far]) socket.destroy();
    listener.close();
  };
  return {
    host: HOST,
    port,
    attempts,
    sockets,
    asked,
    others,
    hop: (name, credentials) => ({ address: hopAddress(name, HOST, port, credentials, null), legacy: false }),
    die,
    [Symbol.asyncDispose]: async () => die(),
  };
}

function acceptJump(context: AuthContext): void {
  if (context.method === 'password' && context.username === 'jump' && context.password === 'hop-secret')
    context.accept();
  else context.reject(['password']);
}
