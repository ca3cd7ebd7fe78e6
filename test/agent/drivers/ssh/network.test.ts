import { describe, expect, test } from 'vitest';
import { Secret } from '../../../../agent/secrets/secret.ts';
import { manualClock } from '../support/clock.ts';
import { password, testNetwork } from '../support/network.ts';
import { openChannel, until } from '../support/open.ts';
import { addressOf, rsaHostKey, startRawServer, startSshServer } from '../support/ssh-server.ts';

const hostKeys = [rsaHostKey()];

describe('a session over SSH', () => {
  test('opens the netconf subsystem, carries bytes both ways and ends in order', async () => {
    await using server = await startSshServer({
      hostKeys,
      channel: (channel) =>
        void channel.on('data', (bytes: Buffer) => channel.write(`got ${bytes.toString()}`)),
    });
    const seen = openChannel(testNetwork(), addressOf(server));
    const opened = await seen.opened;
    expect(opened.hostKey).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
    expect(seen.channel.write(Buffer.from('hello'))).toBe(true);
    expect(await seen.until('got hello')).toBe('got hello');
    seen.channel.end();
    expect(await seen.closed).toBeNull();
    expect(server.attempts).toEqual([{ method: 'password', username: 'admin', password: 'secret' }]);
  });

  test('opens a shell for the CLI', async () => {
    await using server = await startSshServer({
      hostKeys,
      channel: (channel) => void channel.write('sw-1#'),
    });
    const seen = openChannel(testNetwork(), addressOf(server), 'cli');
    expect(await seen.until('sw-1#')).toBe('sw-1#');
    seen.channel.destroy();
  });

  test('says in order that the peer ended the channel', async () => {
    await using server = await startSshServer({
      hostKeys,
      channel(channel) {
        channel.write('bye');
        channel.exit(0);
        channel.end();
      },
    });
    const seen = openChannel(testNetwork(), addressOf(server));
    expect(await seen.closed).toBeNull();
    expect(seen.text()).toBe('bye');
    expect(seen.channel.write(Buffer.from('late'))).toBe(false);
    expect(seen.channel.isDrained()).toBe(false);
  });

  test('says that a connection was lost when it is reset', async () => {
    await using server = await startSshServer({
      hostKeys,
      channel: () => void server.sockets[0]?.resetAndDestroy(),
    });
    const seen = openChannel(testNetwork(), addressOf(server));
    const error = await seen.closed;
    expect(error?.code).toBe('CONNECTION_LOST');
    expect(error?.definite).toBe(false);
  });

  test('calls nothing in the tick of open, and nothing after destroy', async () => {
    await using server = await startSshServer({ hostKeys });
    const seen = openChannel(testNetwork(), addressOf(server));
    expect(seen.events).toEqual([]);
    await seen.opened;
    const gone = new Promise((resolve) => server.sockets[0]?.once('close', resolve));
    seen.channel.destroy();
    await gone;
    expect(seen.events).toEqual(['opened']);
  });

  test('is not drained while the peer does not read, and says when it is', async () => {
    let resume = (): void => {};
    await using server = await startSshServer({
      hostKeys,
      channel(channel) {
        server.sockets[0]?.pause();
        resume = () => {
          channel.resume();
          server.sockets[0]?.resume();
        };
      },
    });
    const seen = openChannel(testNetwork(), addressOf(server));
    await seen.opened;
    expect(seen.channel.isDrained()).toBe(true);
    const block = Buffer.alloc(1 << 20);
    let writes = 0;
    while (seen.channel.write(block)) expect(++writes).toBeLessThan(64);
    expect(seen.channel.isDrained()).toBe(false);
    resume();
    await until(() => seen.events.includes('drained'));
    expect(seen.channel.isDrained()).toBe(true);
    expect(seen.events.filter((event) => event === 'drained')).toHaveLength(1);
    seen.channel.destroy();
  });

  test('is not drained while keys are exchanged anew', async () => {
    await using server = await startSshServer({ hostKeys });
    const seen = openChannel(testNetwork(), addressOf(server));
    await seen.opened;
    expect(seen.channel.isDrained()).toBe(true);
    server.connections[0]?.rekey();
    await until(() => !seen.channel.isDrained());
    expect(seen.channel.write(Buffer.from('x'))).toBe(false);
    await until(() => seen.events.includes('drained'));
    seen.channel.destroy();
  });
});

describe('what cannot be opened', () => {
  test('a closed port is unreachable', async () => {
    const server = await startRawServer(() => {});
    const address = addressOf(server);
    await server[Symbol.asyncDispose]();
    const error = await openChannel(testNetwork(), address).closed;
    expect(error).toMatchObject({ code: 'UNREACHABLE', definite: true, retry: 'new-session' });
    expect(error?.message).toContain('connection refused');
  });

  test('a name that does not exist is unreachable', async () => {
    await using server = await startRawServer(() => {});
    const error = await openChannel(testNetwork(), addressOf(server, { host: 'no-such-host.invalid' }))
      .closed;
    expect(error?.code).toBe('UNREACHABLE');
  });

  test('a subsystem that is refused', async () => {
    await using server = await startSshServer({ hostKeys, subsystem: 'refuse' });
    const error = await openChannel(testNetwork(), addressOf(server)).closed;
    expect(error).toMatchObject({ code: 'SUBSYSTEM_REFUSED', definite: true });
    expect(error?.hint).toContain('netconf-yang');
  });

  test('a connection that ends together with the login', async () => {
    await using server = await startSshServer({
      hostKeys,
      auth(context) {
        context.accept();
        server.sockets[0]?.end();
      },
    });
    const error = await openChannel(testNetwork(), addressOf(server)).closed;
    expect(['SUBSYSTEM_REFUSED', 'HANDSHAKE_FAILED']).toContain(error?.code);
    expect(error?.definite).toBe(true);
  });

  test('a peer that accepts and says nothing ends with the handshake deadline', async () => {
    const clock = manualClock();
    await using server = await startRawServer(() => {});
    const seen = openChannel(testNetwork({ clock }), addressOf(server));
    await until(() => clock.pending().includes('ssh-handshake'));
    clock.advance(20_000);
    expect(await seen.closed).toMatchObject({ code: 'HANDSHAKE_FAILED', definite: true });
  });

  test('a login that is never answered ends with its deadline', async () => {
    const clock = manualClock();
    await using server = await startSshServer({ hostKeys, auth: () => {} });
    const seen = openChannel(testNetwork({ clock }), addressOf(server));
    await until(() => clock.pending().includes('ssh-auth'));
    clock.advance(30_000);
    expect((await seen.closed)?.message).toContain('did not answer the login within 30 s');
  });

  test('a subsystem request that is never answered ends with its deadline', async () => {
    const clock = manualClock();
    await using server = await startSshServer({ hostKeys, subsystem: 'ignore' });
    const seen = openChannel(testNetwork({ clock }), addressOf(server));
    await until(() => clock.pending().includes('ssh-service'));
    clock.advance(10_000);
    expect(await seen.closed).toMatchObject({ code: 'SUBSYSTEM_REFUSED', definite: true });
    expect(clock.pending()).toEqual([]);
  });
});

describe('slots', () => {
  test('a handshake beyond the limit waits, and goes on when a stalled one has had its time', async () => {
    const clock = manualClock();
    await using silent = await startRawServer(() => {});
    await using server = await startSshServer({ hostKeys });
    const network = testNetwork({ clock, handshakesMax: 1 });
    const stalled = openChannel(network, addressOf(silent));
    await until(() => clock.pending().includes('ssh-handshake-slot'));
    const seen = openChannel(network, addressOf(server));
    await until(() => server.sockets.length === 1);
    expect(server.connections[0] === undefined || seen.events.length === 0).toBe(true);
    expect(clock.pending()).toEqual(['ssh-handshake-slot', 'ssh-handshake']);
    clock.advance(500);
    await seen.opened;
    expect(stalled.events).toEqual([]);
    stalled.channel.destroy();
    seen.channel.destroy();
  });

  test('a session beyond the limit opens when another one is gone', async () => {
    await using server = await startSshServer({ hostKeys });
    const network = testNetwork({ sessionsMax: 1 });
    const first = openChannel(network, addressOf(server));
    await first.opened;
    const second = openChannel(network, addressOf(server));
    await until(() => server.sockets.length === 2);
    expect(second.events).toEqual([]);
    first.channel.destroy();
    await second.opened;
    second.channel.destroy();
  });

  test('an open that is given up while it waits leaves the queue', async () => {
    await using server = await startSshServer({ hostKeys });
    const network = testNetwork({ sessionsMax: 1 });
    const first = openChannel(network, addressOf(server));
    await first.opened;
    const second = openChannel(network, addressOf(server));
    await until(() => server.sockets.length === 2);
    second.channel.destroy();
    first.channel.destroy();
    const third = openChannel(network, addressOf(server));
    await third.opened;
    expect(second.events).toEqual([]);
    third.channel.destroy();
  });
});

describe('credentials', () => {
  test('a wrong password is sent once, and not again within a minute', async () => {
    const clock = manualClock();
    await using server = await startSshServer({ hostKeys });
    const network = testNetwork({ clock, credentials: password('wrong') });
    expect(await openChannel(network, addressOf(server)).closed).toMatchObject({
      code: 'AUTH_FAILED',
      definite: true,
      retry: 'never',
    });
    const again = await openChannel(network, addressOf(server)).closed;
    expect(again).toMatchObject({ code: 'AUTH_FAILED' });
    expect(again?.message).toContain('not tried again for 60 s');
    expect(server.attempts).toHaveLength(1);
    clock.advance(60_000);
    await openChannel(network, addressOf(server)).closed;
    expect(server.attempts).toHaveLength(2);
  });

  test('a secret that changed is tried at once', async () => {
    let text = 'wrong';
    await using server = await startSshServer({ hostKeys });
    const network = testNetwork({
      credentials: (_name, done) => done({ username: 'admin', password: new Secret(text) }),
    });
    expect((await openChannel(network, addressOf(server)).closed)?.code).toBe('AUTH_FAILED');
    text = 'secret';
    const seen = openChannel(network, addressOf(server));
    await seen.opened;
    seen.channel.destroy();
  });

  test('a credential set that cannot be fetched is said with its reason', async () => {
    await using server = await startSshServer({ hostKeys });
    const { ConfigError } = await import('../../../../core/errors.ts');
    const missing = new ConfigError('SECRET_MISSING', 'the variable LAB_PASSWORD is not set', {
      hint: 'Set it.',
    });
    const error = await openChannel(
      testNetwork({ credentials: (_name, done) => done(missing) }),
      addressOf(server),
    ).closed;
    expect(error).toMatchObject({ code: 'AUTH_FAILED', hint: 'Set it.' });
    expect(error?.message).toContain('LAB_PASSWORD is not set');
    expect(server.attempts).toEqual([]);
  });
});
