import { connect } from 'node:net';
import { Client } from 'ssh2';
import { describe, expect, test } from 'vitest';
import { fingerprintOf } from '../../../simulator/net/fingerprint.ts';
import { GREETING } from '../stub-device.ts';
import { gone, login, netconf, PASSWORD, shell, sshLab, until } from './ssh-lab.ts';

describe('NETCONF over SSH', () => {
  test('the subsystem carries bytes both ways; the end is answered with exit status 0', async () => {
    await using lab = await sshLab();
    const client = await login('127.0.0.1', lab.endpoint.netconfPort);
    const channel = await netconf(client);
    await channel.until(GREETING.netconf);
    channel.stream.write('<rpc/>');
    await channel.until('<rpc/>');
    channel.stream.end();
    expect(await channel.closed).toEqual({ exit: 0 });
    expect(lab.device.sessions).toMatchObject([
      { service: 'netconf', username: 'admin', received: '<rpc/>', ended: 1 },
    ]);
    client.end();
    await gone(client);
  });

  test('the device ends a session: exit status 0, and it hears the end once', async () => {
    await using lab = await sshLab();
    const client = await login('127.0.0.1', lab.endpoint.netconfPort);
    const channel = await netconf(client);
    await channel.until(GREETING.netconf);
    lab.device.sessions[0]!.channel.write(Buffer.from('bye'));
    lab.device.sessions[0]!.channel.end();
    expect([await channel.closed, channel.text]).toEqual([{ exit: 0 }, `${GREETING.netconf}bye`]);
    client.end();
    await gone(client);
    expect(lab.device.sessions[0]!.ended).toBe(1);
  });

  test('the device resets: the client’s connection is lost', async () => {
    await using lab = await sshLab();
    const client = await login('127.0.0.1', lab.endpoint.netconfPort);
    const failed = new Promise<Error>((resolve) => client.once('error', resolve));
    await (await netconf(client)).until(GREETING.netconf);
    lab.device.sessions[0]!.channel.reset();
    expect(await failed).toMatchObject({ code: 'ECONNRESET' });
  });

  test('a reply of megabytes arrives whole', async () => {
    await using lab = await sshLab();
    lab.device.onData = (_text, channel) => channel.write(Buffer.alloc(6_000_000, 'x'));
    const client = await login('127.0.0.1', lab.endpoint.netconfPort);
    const channel = await netconf(client);
    channel.stream.write('<get/>');
    const text = await channel.untilLength(GREETING.netconf.length + 6_000_000);
    expect(text).toBe(GREETING.netconf + 'x'.repeat(6_000_000));
    client.end();
    await gone(client);
  });

  test('a client that does not read gets no more requests answered, and loses the connection in the end', async () => {
    await using lab = await sshLab();
    lab.device.onData = (_text, channel) => {
      for (let index = 0; index < 20; index++) channel.write(Buffer.alloc(1_000_000, 'x'));
    };
    const client = await login('127.0.0.1', lab.endpoint.netconfPort);
    client.on('error', () => undefined);
    const lost = gone(client);
    const channel = await netconf(client);
    await channel.until(GREETING.netconf);
    channel.stream.pause();
    channel.stream.write('<get/>');
    await lost;
    await until(() => lab.connections.count() === 0);
    expect(lab.device.sessions[0]!.ended).toBe(1);
  });
});

test('the device is told how much a client that does not read leaves waiting', async () => {
  await using lab = await sshLab();
  const waiting: (number | undefined)[] = [];
  lab.device.onData = (_text, channel) => {
    waiting.push(channel.waiting?.());
    for (let index = 0; index < 6; index++) channel.write(Buffer.alloc(1_000_000, 'x'));
    waiting.push(channel.waiting?.());
  };
  const client = await login('127.0.0.1', lab.endpoint.netconfPort);
  client.on('error', () => undefined);
  const channel = await netconf(client);
  await channel.until(GREETING.netconf);
  channel.stream.pause();
  channel.stream.write('<get/>');
  await until(() => waiting.length === 2);
  expect(waiting[0]).toBe(0);
  expect(waiting[1]).toBeGreaterThan(1_048_576);
  client.destroy();
  await gone(client);
});

describe('CLI over SSH', () => {
  test('a shell with a terminal; its size and every change of it reach the device', async () => {
    await using lab = await sshLab();
    const client = await login('127.0.0.1', lab.endpoint.sshPort);
    const channel = await shell(client, { rows: 50, cols: 132 });
    await channel.until('Switch#');
    expect(lab.device.sessions[0]!.size).toEqual([50, 132]);
    channel.stream.setWindow(10, 20, 0, 0);
    channel.stream.write('x');
    await channel.until('Switch#x');
    expect(lab.device.sessions[0]!.size).toEqual([10, 20]);
    client.end();
    await gone(client);
  });

  test('a shell without a terminal works too', async () => {
    await using lab = await sshLab();
    const client = await login('127.0.0.1', lab.endpoint.sshPort);
    const channel = await shell(client, false);
    await channel.until('Switch#');
    expect(lab.device.sessions[0]!.size).toBeNull();
    channel.stream.end();
    expect(await channel.closed).toEqual({ exit: 0 });
    client.end();
    await gone(client);
  });
});

describe('what a switch does not offer', () => {
  const ask: [
    string,
    'netconfPort' | 'sshPort',
    (client: Client, done: (error?: Error) => void) => unknown,
  ][] = [
    ['exec on the CLI port', 'sshPort', (client, done) => client.exec('show version', done)],
    ['exec on the NETCONF port', 'netconfPort', (client, done) => client.exec('id', done)],
    ['sftp', 'sshPort', (client, done) => client.sftp(done)],
    ['sftp on the NETCONF port', 'netconfPort', (client, done) => client.sftp(done)],
    ['a shell on the NETCONF port', 'netconfPort', (client, done) => client.shell(done)],
    ['NETCONF on the CLI port', 'sshPort', (client, done) => client.subsys('netconf', done)],
    ['another subsystem', 'netconfPort', (client, done) => client.subsys('restconf', done)],
    [
      'a forwarded connection',
      'sshPort',
      (client, done) => client.forwardOut('127.0.0.1', 1, '127.0.0.1', 22, done),
    ],
    ['a listening port', 'sshPort', (client, done) => client.forwardIn('127.0.0.1', 0, done)],
    ['a forwarded socket', 'sshPort', (client, done) => client.openssh_forwardOutStreamLocal('/tmp/x', done)],
  ];
  test.each(ask)('%s is refused', async (_name, port, request) => {
    await using lab = await sshLab();
    const client = await login('127.0.0.1', lab.endpoint[port]);
    const error = await new Promise<Error | undefined>((resolve) => request(client, resolve));
    expect(error?.message).toMatch(/unable|open failure|refused|prohibited/i);
    expect(lab.device.sessions).toEqual([]);
    client.end();
    await gone(client);
  });
});

describe('login', () => {
  test('keyboard-interactive: one prompt without echo', async () => {
    await using lab = await sshLab();
    const client = new Client();
    const prompts: unknown[] = [];
    client.on('keyboard-interactive', (_name, _text, _lang, asked, answer) => {
      prompts.push(...asked);
      answer([PASSWORD]);
    });
    const ready = new Promise<void>((resolve, reject) => client.once('ready', resolve).once('error', reject));
    client.connect({ host: '127.0.0.1', port: lab.endpoint.sshPort, username: 'admin', tryKeyboard: true });
    await ready;
    expect(prompts).toEqual([{ prompt: 'Password: ', echo: false }]);
    client.end();
    await gone(client);
  });

  test('a wrong password is refused, and after three the connection ends', async () => {
    await using lab = await sshLab();
    await expect(login('127.0.0.1', lab.endpoint.sshPort, { password: 'wrong' })).rejects.toMatchObject({
      level: 'client-authentication',
    });
    expect(lab.device.attempts).toEqual(['admin:wrong']);
    const client = new Client();
    const ended = gone(client);
    client.on('error', () => undefined);
    client.connect({
      host: '127.0.0.1',
      port: lab.endpoint.sshPort,
      username: 'admin',
      authHandler: (_left, _partial, next) =>
        next({ type: 'password', username: 'admin', password: 'again' }),
    });
    await ended;
    expect(lab.device.attempts.slice(1)).toEqual(['admin:again', 'admin:again', 'admin:again']);
  });

  test('the host key is one of the pool, the same each time; a fault shows one from outside', async () => {
    await using lab = await sshLab();
    const seen: string[] = [];
    const hostVerifier = (key: Buffer) => {
      seen.push(fingerprintOf(key));
      return true;
    };
    for (const key of ['regular', 'regular', 'foreign'] as const) {
      lab.device.key = key;
      const client = await login('127.0.0.1', lab.endpoint.sshPort, { hostVerifier });
      client.end();
      await gone(client);
    }
    const { fingerprint } = lab.hostKeys.regular('sw-0');
    expect(seen).toEqual([fingerprint, fingerprint, lab.hostKeys.foreign.fingerprint]);
  });

  test('only the platform’s algorithms are offered', async () => {
    await using lab = await sshLab();
    const weak = { kex: ['curve25519-sha256'] as const, serverHostKey: ['ssh-ed25519'] as const };
    await expect(
      login('127.0.0.1', lab.endpoint.sshPort, { algorithms: { kex: [...weak.kex] } }),
    ).rejects.toThrow(/key exchange/i);
    await expect(
      login('127.0.0.1', lab.endpoint.sshPort, { algorithms: { serverHostKey: [...weak.serverHostKey] } }),
    ).rejects.toThrow(/host key/i);
    for (const hostKey of ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'] as const) {
      const client = await login('127.0.0.1', lab.endpoint.sshPort, {
        algorithms: { serverHostKey: [hostKey], cipher: ['aes128-ctr'], kex: ['ecdh-sha2-nistp256'] },
      });
      client.end();
      await gone(client);
    }
  });
});

describe('power and defects', () => {
  test('a switch that does not listen resets the connection before a byte', async () => {
    await using lab = await sshLab();
    lab.device.isUp = false;
    await expect(login('127.0.0.1', lab.endpoint.netconfPort)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(lab.journal.from(1)).toMatchObject([
      { op: 'connect', detail: { service: 'netconf', refused: true } },
    ]);
  });

  test('the ports of a switch without power refuse, and are open again when it is ready', async () => {
    await using lab = await sshLab();
    for (let round = 0; round < 3; round++) {
      lab.device.power(false);
      await until(() => lab.connections.count() === 0);
      for (const port of [lab.endpoint.netconfPort, lab.endpoint.sshPort]) {
        await expect(login('127.0.0.1', port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
      }
      lab.device.power(true);
      await new Promise((resolve) => setImmediate(resolve));
      const client = await login('127.0.0.1', lab.endpoint.netconfPort);
      client.end();
      await gone(client);
    }
    expect(lab.defects).toEqual([]);
  });

  test('power loss resets every connection, also one that has not logged in', async () => {
    await using lab = await sshLab();
    const client = await login('127.0.0.1', lab.endpoint.netconfPort);
    const failed = new Promise<Error>((resolve) => client.once('error', resolve));
    await (await netconf(client)).until(GREETING.netconf);
    const silent = connect(lab.endpoint.sshPort, '127.0.0.1');
    const cut = new Promise<Error>((resolve) => silent.once('error', resolve));
    await new Promise((resolve) => silent.once('data', resolve));
    lab.device.power(false);
    expect([await failed, await cut]).toMatchObject([{ code: 'ECONNRESET' }, { code: 'ECONNRESET' }]);
    await until(() => lab.connections.count() === 0 && lab.admission.waiting() === 0);
    expect(lab.device.sessions[0]!.ended).toBe(1);
  });

  test.each(['data', 'open', 'authenticate'] as const)(
    'an exception of the device in %s is a defect, not a fault of the network',
    async (where) => {
      await using lab = await sshLab();
      const defect = new Error(`defect in ${where}`);
      const fail = () => {
        throw defect;
      };
      if (where === 'data') lab.device.onData = fail;
      if (where === 'open') lab.device.open = fail;
      if (where === 'authenticate') lab.device.authenticate = fail;
      await login('127.0.0.1', lab.endpoint.netconfPort).then(
        async (client) => {
          const lost = gone(client);
          client.on('error', () => undefined);
          client.subsys('netconf', (_error, stream) => stream?.write('x'));
          await lost;
        },
        () => undefined,
      );
      expect(lab.defects).toEqual([defect]);
    },
  );
});
