/** Login with an agent: ours on a socket, so that it is seen what it is asked. OpenSSH's own is in test/interop. */
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import ssh2 from 'ssh2';
import type { AuthContext, ParsedKey } from 'ssh2';
import { describe, expect, test } from 'vitest';
import { fingerprintOf } from '../../../../agent/drivers/ssh/host-key.ts';
import type { Credentials } from '../../../../agent/drivers/credentials.ts';
import { Secret } from '../../../../agent/secrets/secret.ts';
import { temporaryFolder } from '../support/folder.ts';
import { testNetwork } from '../support/network.ts';
import { openChannel } from '../support/open.ts';
import { addressOf, rsaHostKey, startSshServer } from '../support/ssh-server.ts';

const hostKeys = [rsaHostKey()];

function newKey(): ParsedKey {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return ssh2.utils.parseKey(privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()) as ParsedKey;
}

const printOf = (key: ParsedKey): string => fingerprintOf(key.getPublicSSH());

/** An agent that holds keys and notes what it signs. */
async function startAgent(folder: { file(name: string): string }, keys: readonly ParsedKey[]) {
  const signed: string[] = [];
  const socket = folder.file('agent.sock');
  const sockets = new Set<Socket>();
  const server = createServer((stream) => {
    sockets.add(stream);
    stream.on('error', () => {});
    const protocol = new ssh2.AgentProtocol(false);
    protocol.on('identities', (request) => protocol.getIdentitiesReply(request, [...keys]));
    protocol.on('sign', (request, pubKey, data, { hash }) => {
      const key = keys.find((one) => printOf(one) === printOf(pubKey));
      signed.push(hash ?? 'sha1');
      protocol.signReply(request, key?.sign(data, hash) as Buffer);
    });
    protocol.on('error', () => {});
    stream.pipe(protocol).pipe(stream);
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return {
    socket,
    signed,
    [Symbol.dispose]: () => {
      for (const stream of sockets) stream.destroy();
      server.close();
    },
  };
}

/** A server that lets one key in, and says which it was offered. */
function keyServer(wanted: ParsedKey) {
  const offered: string[] = [];
  const auth = (context: AuthContext): void => {
    if (context.method !== 'publickey') return context.reject(['publickey']);
    const print = fingerprintOf(context.key.data);
    if (!offered.includes(print)) offered.push(print);
    if (print === printOf(wanted)) context.accept();
    else context.reject(['publickey']);
  };
  return { offered, auth };
}

const login = async (credentials: Omit<Credentials, 'username'>, server: Parameters<typeof addressOf>[0]) =>
  openChannel(
    testNetwork({ credentials: (_name, done) => done({ username: 'admin', ...credentials }) }),
    addressOf(server),
  );

describe('the ssh-agent', () => {
  test('signs with SHA-2; only the named key is offered', async () => {
    using folder = temporaryFolder();
    const [wrong, right] = [newKey(), newKey()];
    using agent = await startAgent(folder, [wrong, right]);
    const { offered, auth } = keyServer(right);
    await using server = await startSshServer({ hostKeys, auth });
    const seen = await login({ agent: { socket: agent.socket, only: [printOf(right)] } }, server);
    await seen.opened;
    expect(offered).toEqual([printOf(right)]);
    expect(agent.signed).toEqual(['sha256']);
    seen.channel.destroy();
  });

  test('without a name all its keys are offered in order, at most five', async () => {
    using folder = temporaryFolder();
    const keys = Array.from({ length: 7 }, newKey);
    using agent = await startAgent(folder, keys);
    const { offered, auth } = keyServer(newKey());
    await using server = await startSshServer({ hostKeys, auth });
    const error = await (await login({ agent: { socket: agent.socket, only: null } }, server)).closed;
    expect(error?.code).toBe('AUTH_FAILED');
    expect(error?.message).toContain('holds 7 keys, and only 5 are offered');
    expect(offered).toEqual(keys.slice(0, 5).map(printOf));
    expect(agent.signed).toEqual([]);
  });

  test.each([
    { what: 'that is not there', keys: null, words: 'nothing answers at SSH_AUTH_SOCK' },
    { what: 'without keys', keys: [], words: 'holds no key' },
  ])('an agent $what leaves the password', async ({ keys, words }) => {
    using folder = temporaryFolder();
    using agent = keys === null ? null : await startAgent(folder, keys);
    const socket = agent?.socket ?? folder.file('nobody');
    await using server = await startSshServer({ hostKeys });
    const seen = await login({ agent: { socket, only: null }, password: new Secret('secret') }, server);
    await seen.opened;
    seen.channel.destroy();
    const alone = await (await login({ agent: { socket, only: null } }, server)).closed;
    expect(alone).toMatchObject({ code: 'AUTH_FAILED', message: expect.stringContaining(words) });
  });

  test('ways to log in are tried in the order of the set', async () => {
    using folder = temporaryFolder();
    using agent = await startAgent(folder, [newKey()]);
    await using server = await startSshServer({
      hostKeys,
      auth: (context) => context.reject(['publickey', 'password', 'keyboard-interactive']),
    });
    const methods = ['password', 'agent'] as const;
    const credentials = { agent: { socket: agent.socket, only: null }, password: new Secret('no'), methods };
    await (await login(credentials, server)).closed;
    expect(server.attempts.map(({ method }) => method)).toEqual(['password', 'publickey']);
  });
});
