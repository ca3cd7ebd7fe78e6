/** OpenSSH's own tools as judges of our known_hosts. Skipped where ssh-keygen is missing. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openKnownHosts } from '../../../../agent/drivers/ssh/known-hosts-file.ts';
import { fingerprintOf, offeredKey } from '../../../../agent/drivers/ssh/host-key.ts';
import { formatKnownHost, parseKnownHosts } from '../../../../agent/drivers/ssh/known-hosts.ts';
import { temporaryFolder } from '../support/folder.ts';

function keygen(...options: string[]): string {
  return spawnSync('ssh-keygen', options, { encoding: 'utf8' }).stdout ?? '';
}

const hasKeygen = spawnSync('ssh-keygen', ['-?'], { encoding: 'utf8' }).error === undefined;

describe.skipIf(!hasKeygen)('against ssh-keygen (skipped: not installed)', () => {
  const hosts = [
    'sw1',
    'sw2.lab.example',
    '10.0.0.1',
    '[10.0.0.1]:830',
    '[sw1]:10022',
    'unknown',
    '[sw1]:830',
  ];

  /** A public key made by ssh-keygen, and its fingerprint as ssh-keygen prints it. */
  function makeKey(file: string, type: string): { readonly blob: Buffer; readonly fingerprint: string } {
    keygen('-q', '-t', type, ...(type === 'rsa' ? ['-b', '2048'] : []), '-N', '', '-f', file);
    const blob = Buffer.from(readFileSync(`${file}.pub`, 'utf8').split(' ')[1] ?? '', 'base64');
    return { blob, fingerprint: keygen('-lf', `${file}.pub`).split(' ')[1] ?? '' };
  }

  test.each(['rsa', 'ecdsa', 'ed25519'])('the fingerprint of an %s key is the same', (type) => {
    using folder = temporaryFolder();
    const { blob, fingerprint } = makeKey(folder.file('key'), type);
    expect(fingerprintOf(blob)).toBe(fingerprint);
  });

  function fileWith(folder: { file(name: string): string }): string {
    const { blob } = makeKey(folder.file('key'), 'ed25519');
    const key = offeredKey(blob);
    const file = folder.file('known_hosts');
    const lines = [
      formatKnownHost('sw1', 22, key),
      formatKnownHost('10.0.0.1', 830, key),
      formatKnownHost('sw1', 10_022, key),
      `10.0.0.1,sw2.lab.example ${key.type} ${key.base64}`,
      `*.example,!sw2.lab.example ${key.type} ${key.base64}`,
      `@revoked * ${key.type} ${key.base64}`,
    ];
    writeFileSync(file, `${lines.join('\n')}\n`);
    return file;
  }

  /** Line numbers that ssh-keygen -F finds for a host. */
  function found(file: string, host: string): number[] {
    return [...keygen('-F', host, '-f', file).matchAll(/found: line (\d+)/g)].map((match) =>
      Number(match[1]),
    );
  }

  test('ssh-keygen -F finds the same lines', () => {
    using folder = temporaryFolder();
    const file = fileWith(folder);
    const store = openKnownHosts([file]);
    for (const host of hosts) {
      const ours = store
        .find(host)
        .map((entry) => entry.line)
        .toSorted((a, b) => a - b);
      expect([host, ours]).toEqual([host, found(file, host)]);
    }
  });

  test('names hashed by ssh-keygen -H are found', () => {
    using folder = temporaryFolder();
    const file = fileWith(folder);
    keygen('-H', '-f', file);
    const { entries } = parseKnownHosts(readFileSync(file, 'utf8'), file);
    expect(entries.filter((entry) => entry.hosts.kind === 'hashed').length).toBeGreaterThanOrEqual(4);
    const store = openKnownHosts([file]);
    for (const host of hosts) {
      const ours = store
        .find(host)
        .map((entry) => entry.line)
        .toSorted((a, b) => a - b);
      expect([host, ours]).toEqual([host, found(file, host)]);
    }
  });

  test('ssh-keygen -R removes what replacing removes', () => {
    using folder = temporaryFolder();
    const file = fileWith(folder);
    const ours = folder.file('ours');
    writeFileSync(ours, readFileSync(file));
    const other = offeredKey(makeKey(folder.file('other'), 'rsa').blob);
    openKnownHosts([ours]).replace('sw1', 22, other);
    keygen('-R', 'sw1', '-f', file);
    expect(readFileSync(ours, 'utf8')).toBe(
      `${readFileSync(file, 'utf8')}${formatKnownHost('sw1', 22, other)}\n`,
    );
  });
});
