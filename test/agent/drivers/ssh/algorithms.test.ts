import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import ssh2 from 'ssh2';
import { algorithmsFor, legacyIn } from '../../../../agent/drivers/ssh/algorithms.ts';
import { explainMismatch, readServerOffer } from '../../../../agent/drivers/ssh/kexinit.ts';

describe('what is offered', () => {
  const modern = algorithmsFor(false, []);
  const everything = (offer: typeof modern): string[] => Object.values(offer).flat() as string[];

  test('nothing with SHA-1, CBC or compression by default', () => {
    expect(everything(modern).filter((name) => /sha1|-cbc|^ssh-rsa$|zlib|group1-/.test(name))).toEqual([]);
  });

  test("what a switch's NETCONF daemon offers (17.12) is in it", () => {
    expect(modern.kex).toContain('ecdh-sha2-nistp256');
    expect(modern.serverHostKey.slice(0, 2)).toEqual(['rsa-sha2-512', 'rsa-sha2-256']);
    expect(modern.cipher).toContain('aes128-ctr');
    expect(modern.hmac).toContain('hmac-sha2-256');
  });

  test('old algorithms come last, and are recognised when agreed on', () => {
    const legacy = algorithmsFor(true, []);
    expect(legacy.kex.at(-1)).toBe('diffie-hellman-group14-sha1');
    expect(everything(legacy).filter((name) => /des|md5|group1-|arcfour/.test(name))).toEqual([]);
    const side = { cipher: 'aes128-cbc', mac: 'hmac-sha2-256' };
    expect(legacyIn({ kex: 'ecdh-sha2-nistp256', serverHostKey: 'ssh-rsa', cs: side, sc: side })).toEqual([
      'ssh-rsa',
      'aes128-cbc',
    ]);
  });

  test('key types on record come first', () => {
    expect(algorithmsFor(false, ['ssh-ed25519']).serverHostKey[0]).toBe('ssh-ed25519');
    expect(algorithmsFor(false, ['ssh-rsa']).serverHostKey).toEqual(modern.serverHostKey);
  });

  test('ssh2 knows every name', () => {
    for (const legacy of [false, true]) {
      const client = new ssh2.Client();
      client.on('error', () => {});
      const algorithms = algorithmsFor(legacy, []) as unknown as NonNullable<
        ssh2.ConnectConfig['algorithms']
      >;
      expect(() =>
        client.connect({ sock: new PassThrough(), username: '', readyTimeout: 0, algorithms }),
      ).not.toThrow();
    }
  });
});

describe("a server's offer", () => {
  const lists = ['a-kex,ext-info-s', 'rsa-sha2-256', 'c1', 'c2', 'm1', 'm2', 'none', 'none', '', ''];
  const body = Buffer.concat([
    Buffer.from([20]),
    Buffer.alloc(16, 9),
    ...lists.map((list) => Buffer.concat([Buffer.from([0, 0, 0, list.length]), Buffer.from(list)])),
    Buffer.alloc(5),
  ]);
  const packet = Buffer.concat([Buffer.from([0, 0, 0, body.length + 5, 4]), body, Buffer.alloc(4)]);
  const stream = Buffer.concat([Buffer.from('welcome\r\nSSH-2.0-Cisco-1.25\r\n'), packet]);

  test('is read after greeting and identification', () => {
    expect(readServerOffer(stream)).toEqual({
      kex: ['a-kex', 'ext-info-s'],
      serverHostKey: ['rsa-sha2-256'],
      cipher: ['c2'],
      hmac: ['m2'],
    });
  });

  test('is not read from a part of it', () => {
    const end = stream.indexOf('m2') + 2;
    for (let length = 0; length < end; length += 1)
      expect(readServerOffer(stream.subarray(0, length))).toBeNull();
    expect(readServerOffer(stream.subarray(0, end))).not.toBeNull();
  });

  test('a mark is no algorithm, and nothing is said where each kind has one in common', () => {
    const ours = algorithmsFor(false, []);
    const theirs = {
      kex: ['ext-info-s', 'kex-strict-s-v00@openssh.com'],
      serverHostKey: ['rsa-sha2-256'],
      cipher: ['aes128-ctr'],
      hmac: ['hmac-sha2-256'],
    };
    expect(explainMismatch(ours, theirs)).toContain(
      'no common key exchange algorithm: the device offers none',
    );
    expect(explainMismatch(ours, { ...theirs, kex: ['ecdh-sha2-nistp256'] })).toBeNull();
  });
});
