/** From a connected socket or tunnel to a logged-in ssh2 client: key exchange, host key, authentication, each with its own deadline. */
import type { Duplex } from 'node:stream';
import ssh2 from 'ssh2';
import type { Client, ConnectConfig } from 'ssh2';
import type { LicenseLabError } from '../../../core/errors.ts';
import type { Timer } from '../../../core/ports/clock.ts';
import { algorithmsFor, legacyIn } from './algorithms.ts';
import type { Negotiated } from './algorithms.ts';
import { createAuthenticator } from './authenticator.ts';
import { openError, portOf, reasonOf } from './errors.ts';
import type { OpenErrorCode } from './errors.ts';
import { speedUpMacs } from './fast-mac.ts';
import { offeredKey } from './host-key.ts';
import { explainMismatch, readServerOffer } from './kexinit.ts';
import { AUTH_TIMEOUT_MS, HANDSHAKE_TIMEOUT_MS } from './limits.ts';
import type { LoginTarget, LoginWorld } from './login-world.ts';
import { guardPreAuth } from './pre-auth-guard.ts';
import type { PreAuthGuard } from './pre-auth-guard.ts';

/** How a login ends: one of them, once. After a failure the caller destroys the socket. */
export interface LoginEvents {
  ready(client: Client, hostKey: string): void;
  failed(error: LicenseLabError): void;
}

/** Starts the login on a paused socket. The returned function gives up: no event comes any more. */
export function login(
  world: LoginWorld,
  target: LoginTarget,
  socket: Duplex,
  events: LoginEvents,
): () => void {
  const { address, service } = target;
  const { clock } = world;
  const port = portOf(address, service);
  const peer = { peer: address.deviceId, host: address.host, port };
  const algorithms = algorithmsFor(target.legacy, world.hostKeys.knownTypes(address, port, target.known));
  const client = new ssh2.Client();
  let phase: 'handshake' | 'auth' | 'over' = 'handshake';
  let guard: PreAuthGuard | null = null;
  let timer: Timer | null = null;
  let fingerprint = '';
  let publicKeyOnly = false;
  let remember: (() => void) | null = null;

  const end = (act: () => void): void => {
    if (phase === 'over') return;
    phase = 'over';
    timer?.cancel();
    guard?.stop();
    act();
  };
  const fail = (error: LicenseLabError): void => end(() => events.failed(error));
  const failWith = (code: OpenErrorCode, text: string, hint: string | null = null, cause?: unknown): void =>
    fail(openError(code, address, service, text, hint, cause));
  const ended = (text: string): void => {
    if (phase === 'over') return; // an error costs its stack
    failWith(
      'HANDSHAKE_FAILED',
      `${phase === 'auth' ? 'ended the connection during the login' : 'did not finish the SSH handshake'}: ${text}`,
    );
  };
  const expect = (ms: number, name: string, text: string): void => {
    timer?.cancel();
    timer = clock.setTimer(name, ms, () =>
      failWith('HANDSHAKE_FAILED', `did not ${text} within ${ms / 1000} s`),
    );
  };

  const hostVerifier = (blob: Buffer, verify: (accepted: boolean) => void): void => {
    const key = offeredKey(blob);
    if (fingerprint !== '') return verify(key.fingerprint === fingerprint); // a later key exchange
    timer?.cancel(); // a person may be asked
    const question = { address, port, key, ...(target.known === undefined ? {} : { known: target.known }) };
    return world.hostKeys.check(question, (verdict) => {
      if (phase === 'over') return;
      if (!verdict.accept) return fail(verdict.error);
      expect(HANDSHAKE_TIMEOUT_MS, 'ssh-handshake', 'finish the SSH handshake');
      fingerprint = key.fingerprint;
      ({ publicKeyOnly, remember } = verdict);
      world.watch?.({ ...peer, kind: 'host-key', key, trustedBy: verdict.trustedBy });
      return verify(true);
    });
  };

  client.on('error', (error: Error & { readonly level?: string }) => {
    if (error.level === 'agent') return; // it has made its note, and the next method follows
    const offer = phase === 'handshake' && guard !== null ? readServerOffer(guard.first()) : null;
    const mismatch = offer === null ? null : explainMismatch(algorithms, offer);
    if (TOO_LOUD.test(error.message))
      failWith('PEER_TOO_LOUD', 'sent too much before its SSH identification line');
    else if (mismatch !== null) failWith('HANDSHAKE_FAILED', `has ${mismatch}`, LEGACY_HINT);
    else ended(reasonOf(error));
  });
  client.on('close', () => ended('connection closed by the peer'));
  client.on('change password', () =>
    failWith('AUTH_FAILED', 'wants a new password before it lets this user in'),
  );
  client.on('handshake', (agreed: Negotiated) => {
    speedUpMacs(client);
    if (phase !== 'handshake') return;
    phase = 'auth';
    world.watch?.({
      ...peer,
      kind: 'agreed',
      agreed,
      offer: guard === null ? null : readServerOffer(guard.first()),
    });
    const old = target.legacy ? legacyIn(agreed) : [];
    if (old.length > 0)
      world.log.write('warn', 'ssh.legacy-algorithms', {
        device: address.deviceId,
        algorithms: old.join(','),
      });
    expect(AUTH_TIMEOUT_MS, 'ssh-auth', 'answer the login');
    remember?.();
  });
  client.on('ready', () =>
    end(() => {
      world.memory.accepted(address.credentials, address.deviceId);
      world.watch?.({ ...peer, kind: 'logged-in', method: authenticator.method });
      events.ready(client, fingerprint);
    }),
  );
  const authenticator = createAuthenticator(
    world,
    target,
    () => publicKeyOnly,
    (text, hint, cause) => failWith('AUTH_FAILED', text, hint, cause),
  );
  expect(HANDSHAKE_TIMEOUT_MS, 'ssh-handshake', 'finish the SSH handshake');
  // ssh2's types know neither readonly lists nor a handler that answers later.
  client.connect({
    sock: socket,
    username: '',
    readyTimeout: 0,
    algorithms,
    hostVerifier,
    authHandler: authenticator.ask,
  } as unknown as ConnectConfig);
  guard = guardPreAuth(socket, (text) => failWith('PEER_TOO_LOUD', text));
  return () => end(() => {});
}

/** ssh2's own limits on greeting lines (1.17.0): 8,192 bytes a line, 1,024 lines. */
const TOO_LOUD = /^(Header line too long|Max greeting lines exceeded)$/;

const LEGACY_HINT =
  'Old images need legacyAlgorithms: true for this device in the inventory; SHA-1 and CBC are weak, so update the image if you can.';
