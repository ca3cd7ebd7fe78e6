import { createHmac, createSecretKey, KeyObject, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import ssh2 from 'ssh2';
import type { Algorithms } from 'ssh2';
import { speedUpMacs } from '../../../../agent/drivers/ssh/fast-mac.ts';
import { rsaHostKey, startSshServer } from '../support/ssh-server.ts';
import { until } from '../support/open.ts';

/** What a switch offers; no AEAD cipher. */
const SWITCH: Algorithms = { cipher: ['aes128-ctr'], hmac: ['hmac-sha2-256'] };

interface Internals {
  readonly _protocol: {
    readonly _cipher: { readonly _macKey: unknown };
    readonly _decipher: { readonly _macKey: unknown };
  };
}

test('the MAC keys of ssh2 are found, and packets pass both ways, also after keys were exchanged anew', async () => {
  let received = '';
  await using server = await startSshServer({
    hostKeys: [rsaHostKey()],
    algorithms: SWITCH,
    channel: (channel) => void channel.on('data', (bytes: Buffer) => channel.write(bytes)),
  });
  const client = new ssh2.Client();
  let exchanges = 0;
  client.on('handshake', () => {
    exchanges += 1;
    speedUpMacs(client);
  });
  client.on('error', () => undefined);
  const sock = connect({ host: server.host, port: server.port, noDelay: true });
  const ready = new Promise<void>((resolve) => client.once('ready', () => resolve()));
  const config = {
    sock,
    username: 'admin',
    password: 'secret',
    algorithms: SWITCH,
    hostVerifier: () => true,
  };
  client.connect(config as unknown as ssh2.ConnectConfig);
  await ready;
  const internals = client as unknown as Internals;
  const areFast = (): boolean =>
    [internals._protocol._cipher, internals._protocol._decipher].every(
      (side) => side._macKey instanceof KeyObject,
    );
  expect(areFast()).toBe(true);
  const channel = await new Promise<ssh2.ClientChannel>((resolve, reject) => {
    client.subsys('netconf', (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  channel.on('data', (bytes: Buffer) => (received += bytes.toString()));
  channel.write('before');
  await until(() => received === 'before');
  server.connections[0]?.rekey();
  await until(() => exchanges === 2);
  channel.write(' after');
  await until(() => received === 'before after');
  expect(areFast()).toBe(true);
  client.destroy();
});

test('a KeyObject gives the same MAC as its bytes', () => {
  const key = randomBytes(32);
  const mac = (secret: Buffer | KeyObject): string => createHmac('sha256', secret).update('x').digest('hex');
  expect(mac(createSecretKey(key))).toBe(mac(key));
});
