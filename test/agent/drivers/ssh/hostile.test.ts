/** Servers that mean harm, or are too old: what they get from us, and what we say about them. */
import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { AuthContext } from 'ssh2';
import { createHostKeyPolicy } from '../../../../agent/drivers/ssh/host-key-policy.ts';
import { Secret } from '../../../../agent/secrets/secret.ts';
import { memoryLog } from '../support/log.ts';
import { testNetwork } from '../support/network.ts';
import { openChannel, until } from '../support/open.ts';
import { addressOf, rsaHostKey, startRawServer, startSshServer } from '../support/ssh-server.ts';

const hostKeys = [rsaHostKey()];
const emptyStore = { find: () => [], add: () => {}, replace: () => {} };

describe('before the login', () => {
  test.each([
    { what: 'endless greeting lines', line: 'x'.repeat(78) },
    { what: 'one endless line', line: null },
    { what: 'endless empty lines', line: '' },
  ])('$what end the connection', async ({ line }) => {
    await using server = await startRawServer((socket) => {
      const block =
        line === null ? 'x'.repeat(16_384) : `${line}\r\n`.repeat(Math.ceil(16_384 / (line.length + 2)));
      const pump = (): void => {
        while (!socket.destroyed && socket.write(block));
      };
      socket.on('drain', pump);
      pump();
    });
    expect(await openChannel(testNetwork(), addressOf(server)).closed).toMatchObject({
      code: 'PEER_TOO_LOUD',
      definite: true,
    });
  });

  test('an endless stream of packets before the login is too loud', async () => {
    await using server = await startSshServer({ hostKeys, auth: () => {} });
    const seen = openChannel(testNetwork(), addressOf(server));
    await until(() => server.attempts.length > 0);
    // What ssh2's server class does not offer: banners and questions without end.
    const { _protocol: protocol } = server.connections[0] as unknown as {
      readonly _protocol: { authInfoReq(name: string, text: string, prompts: readonly never[]): void };
    };
    for (let count = 0; count < 200; count += 1) protocol.authInfoReq('', 'x'.repeat(1_000), []);
    expect(await seen.closed).toMatchObject({ code: 'PEER_TOO_LOUD' });
  });

  test.each([
    { what: 'HTTP', bytes: 'HTTP/1.1 400 Bad Request\r\n\r\n' },
    { what: 'SSH 1', bytes: 'SSH-1.5-Cisco-1.25\r\n' },
    { what: 'random bytes', bytes: '\x00\x01\x02\x03\xff\xfe\r\n\r\r' },
    { what: 'a packet of 4 GB', bytes: 'SSH-2.0-x\r\n\xff\xff\xff\xff\x00\x00' },
  ])('a peer that speaks $what fails the handshake', async ({ bytes }) => {
    await using server = await startRawServer((socket: Socket) => socket.end(Buffer.from(bytes, 'latin1')));
    expect(await openChannel(testNetwork(), addressOf(server)).closed).toMatchObject({
      code: 'HANDSHAKE_FAILED',
      definite: true,
    });
  });
});

describe('host keys', () => {
  const known = { mark: 'key', type: 'ssh-rsa', file: 'known_hosts', line: 3 } as const;
  const cases = [
    {
      what: 'another key than the pinned one',
      pin: `SHA256:${'A'.repeat(43)}`,
      entries: [],
      code: 'HOST_KEY_CHANGED',
    },
    {
      what: 'another key than the one on record',
      pin: null,
      entries: [{ ...known, base64: 'AAAAB3NzaC1yc2EAAAADAQABAAAAAQ==' }],
      code: 'HOST_KEY_CHANGED',
    },
    { what: 'a key that is not on record', pin: null, entries: [], code: 'HOST_KEY_UNKNOWN' },
  ] as const;
  test.each(cases)('$what: no credential is sent', async ({ pin, entries, code }) => {
    const hosts = { kind: 'patterns', patterns: [] } as const;
    const store = { ...emptyStore, find: () => entries.map((entry) => ({ ...entry, hosts })) };
    const hostKeysPolicy = createHostKeyPolicy({ mode: 'strict', store, log: memoryLog() });
    let fetched = 0;
    const network = testNetwork({
      hostKeys: hostKeysPolicy,
      credentials(_name, done) {
        fetched += 1;
        done({ username: 'admin', password: new Secret('secret') });
      },
    });
    await using server = await startSshServer({ hostKeys });
    const error = await openChannel(network, addressOf(server, { hostKey: pin })).closed;
    expect(error).toMatchObject({ code, definite: true, retry: 'never' });
    expect(error?.hint).toContain('liclab device trust-host-key sw-1');
    const fingerprints = new Set(`${error?.message}`.match(/SHA256:[A-Za-z0-9+/]{43}/g));
    expect(fingerprints.size).toBe(code === 'HOST_KEY_CHANGED' ? 2 : 1);
    expect(server.attempts).toEqual([]);
    expect(fetched).toBe(0);
  });

  test('a changed key with mode off gets no password', async () => {
    const hosts = { kind: 'patterns', patterns: [] } as const;
    const store = {
      ...emptyStore,
      find: () => [{ ...known, base64: 'AAAAB3NzaC1yc2EAAAADAQABAAAAAQ==', hosts }],
    };
    const policy = createHostKeyPolicy({ mode: 'off', store, log: memoryLog() });
    await using server = await startSshServer({ hostKeys });
    const error = await openChannel(testNetwork({ hostKeys: policy }), addressOf(server)).closed;
    expect(error?.code).toBe('AUTH_FAILED');
    expect(error?.message).toContain('may not be sent a password');
    expect(server.attempts.filter((attempt) => attempt.method !== 'none')).toEqual([]);
  });

  test('an unknown key is put on record only after the server has proved that it holds it', async () => {
    const added: string[] = [];
    const store = { ...emptyStore, add: (host: string) => void added.push(host) };
    const policy = createHostKeyPolicy({ mode: 'accept-new', store, log: memoryLog() });
    await using server = await startSshServer({ hostKeys });
    const seen = openChannel(testNetwork({ hostKeys: policy }), addressOf(server));
    await seen.opened;
    expect(added).toEqual([server.host]);
    seen.channel.destroy();
  });
});

describe('keyboard-interactive', () => {
  const ask =
    (prompts: readonly { prompt: string; echo: boolean }[], answers: string[][]) =>
    (context: AuthContext): void => {
      if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive']);
      return context.prompt([...prompts], (given: string[]) => {
        answers.push(given);
        if (given[0] === 'secret') context.accept();
        else context.reject(['keyboard-interactive']);
      });
    };

  test('one hidden prompt is answered', async () => {
    const answers: string[][] = [];
    await using server = await startSshServer({
      hostKeys,
      auth: ask([{ prompt: 'Password: ', echo: false }], answers),
    });
    const seen = openChannel(testNetwork(), addressOf(server));
    await seen.opened;
    expect(answers).toEqual([['secret']]);
    seen.channel.destroy();
  });

  test.each([
    {
      what: 'two prompts',
      prompts: [
        { prompt: 'Password: ', echo: false },
        { prompt: 'Token: ', echo: false },
      ],
    },
    { what: 'one that is shown', prompts: [{ prompt: 'Password: ', echo: true }] },
    {
      what: 'three prompts, one shown',
      prompts: [
        { prompt: 'a', echo: false },
        { prompt: 'b', echo: true },
        { prompt: 'c', echo: false },
      ],
    },
  ])('$what: nothing is answered', async ({ prompts }) => {
    const answers: string[][] = [];
    await using server = await startSshServer({ hostKeys, auth: ask(prompts, answers) });
    const error = await openChannel(testNetwork(), addressOf(server)).closed;
    expect(error?.code).toBe('AUTH_FAILED');
    expect(answers).toEqual([]);
  });

  test('a second prompt after the password is not answered', async () => {
    const answers: string[][] = [];
    const twice = (context: AuthContext): void => {
      if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive']);
      return context.prompt([{ prompt: 'Password: ', echo: false }], (first: string[]) => {
        answers.push(first);
        context.prompt([{ prompt: 'Again: ', echo: false }], (second: string[]) => void answers.push(second));
      });
    };
    await using server = await startSshServer({ hostKeys, auth: twice });
    expect((await openChannel(testNetwork(), addressOf(server)).closed)?.code).toBe('AUTH_FAILED');
    expect(answers).toEqual([['secret']]);
  });

  test('a wrong password is not tried again as keyboard-interactive', async () => {
    const auth = (context: AuthContext): void => context.reject(['password', 'keyboard-interactive']);
    await using server = await startSshServer({ hostKeys, auth });
    expect((await openChannel(testNetwork(), addressOf(server)).closed)?.code).toBe('AUTH_FAILED');
    expect(server.attempts.map((attempt) => attempt.method)).toEqual(['password']);
  });
});

describe('old algorithms', () => {
  const rows = [
    {
      kind: 'key exchange algorithm',
      algorithms: { kex: ['diffie-hellman-group14-sha1'] },
      offered: 'diffie-hellman-group14-sha1',
    },
    { kind: 'host key algorithm', algorithms: { serverHostKey: ['ssh-rsa'] }, offered: 'ssh-rsa' },
    { kind: 'cipher', algorithms: { cipher: ['aes128-cbc'] }, offered: 'aes128-cbc' },
    { kind: 'MAC', algorithms: { cipher: ['aes128-ctr'], hmac: ['hmac-sha1'] }, offered: 'hmac-sha1' },
  ] as const;

  test.each(rows)(
    'only a weak $kind: the error names it, both sides and the option',
    async ({ kind, algorithms, offered }) => {
      await using server = await startSshServer({ hostKeys, algorithms: algorithms as never });
      const error = await openChannel(testNetwork(), addressOf(server)).closed;
      expect(error).toMatchObject({ code: 'HANDSHAKE_FAILED', definite: true });
      expect(error?.message).toContain(`no common ${kind}`);
      expect(error?.message).toContain(offered);
      expect(error?.message).toMatch(/accepted are [a-z]/);
      expect(error?.hint).toContain('legacyAlgorithms');
      expect(server.attempts).toEqual([]);
    },
  );

  test.each(rows)(
    'a weak $kind works where the device may be offered old algorithms, with a warning',
    async ({ algorithms }) => {
      const log = memoryLog();
      await using server = await startSshServer({ hostKeys, algorithms: algorithms as never });
      const seen = openChannel(
        testNetwork({ log, way: () => ({ hops: [], legacy: true }) }),
        addressOf(server),
      );
      await seen.opened;
      expect(log.records.filter((record) => record.event === 'ssh.legacy-algorithms')).toHaveLength(1);
      seen.channel.destroy();
    },
  );
});
