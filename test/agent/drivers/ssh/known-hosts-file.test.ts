import { readFileSync, statSync, writeFileSync, mkdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openKnownHosts } from '../../../../agent/drivers/ssh/known-hosts-file.ts';
import { judgeHostKey } from '../../../../agent/drivers/ssh/known-hosts.ts';
import { temporaryFolder } from '../support/folder.ts';
import { fakeKey, knownHostLine } from '../support/keys.ts';

const rsa = fakeKey('ssh-rsa', 1);
const other = fakeKey('ssh-rsa', 2);

describe('reading', () => {
  test('files that do not exist are empty', () => {
    using folder = temporaryFolder();
    const store = openKnownHosts([folder.file('none'), folder.file('neither')]);
    expect(store.find('sw1')).toEqual([]);
  });

  test('several files count as one, and a line added by another process counts at once', () => {
    using folder = temporaryFolder();
    const [own, extra] = [folder.file('own'), folder.file('extra')];
    writeFileSync(extra, `${knownHostLine('sw2', rsa)}\n`);
    const store = openKnownHosts([own, extra]);
    expect(judgeHostKey(store.find, 'sw2', 22, rsa).status).toBe('known');
    expect(judgeHostKey(store.find, 'sw1', 22, rsa).status).toBe('unknown');
    writeFileSync(own, `${knownHostLine('sw1', rsa)}\n`);
    expect(judgeHostKey(store.find, 'sw1', 22, rsa).status).toBe('known');
  });

  test('a folder in the place of the file is an error that names it', () => {
    using folder = temporaryFolder();
    mkdirSync(folder.file('known_hosts'));
    const store = openKnownHosts([folder.file('known_hosts')]);
    expect(() => store.find('sw1')).toThrow(
      expect.objectContaining({
        code: 'KNOWN_HOSTS_UNREADABLE',
        message: expect.stringContaining(folder.file('known_hosts')),
      }),
    );
  });
});

describe('writing', () => {
  test('a new file is for its owner only, and the same key is not written twice', () => {
    using folder = temporaryFolder();
    const file = folder.file('known_hosts');
    const store = openKnownHosts([file]);
    store.add('sw1', 830, rsa);
    store.add('sw1', 830, rsa);
    openKnownHosts([file]).add('sw1', 830, rsa);
    expect(readFileSync(file, 'utf8')).toBe(`[sw1]:830 ssh-rsa ${rsa.base64}\n`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(judgeHostKey(store.find, 'sw1', 830, rsa).status).toBe('known');
  });

  test('a last line without an end is not glued to the new one', () => {
    using folder = temporaryFolder();
    const file = folder.file('known_hosts');
    writeFileSync(file, knownHostLine('sw0', rsa));
    openKnownHosts([file]).add('sw1', 22, rsa);
    const store = openKnownHosts([file]);
    expect([store.find('sw0').length, store.find('sw1').length]).toEqual([1, 1]);
  });

  test('a key known from another file is not written again', () => {
    using folder = temporaryFolder();
    writeFileSync(folder.file('extra'), `${knownHostLine('sw1', rsa)}\n`);
    openKnownHosts([folder.file('own'), folder.file('extra')]).add('sw1', 22, rsa);
    expect(() => statSync(folder.file('own'))).toThrow('ENOENT');
  });

  test('replacing removes the other keys of exactly that host and keeps everything else', () => {
    using folder = temporaryFolder();
    const file = folder.file('known_hosts');
    const kept = [
      '# a comment',
      knownHostLine('sw2', other),
      knownHostLine('*', other, '@revoked '),
      knownHostLine('sw*', other),
      'not readable',
    ];
    writeFileSync(file, `${[knownHostLine('sw1', other), ...kept].join('\n')}\n`);
    const store = openKnownHosts([file]);
    store.replace('sw1', 22, rsa);
    expect(readFileSync(file, 'utf8')).toBe(`${kept.join('\n')}\nsw1 ssh-rsa ${rsa.base64}\n`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('a folder that cannot be written to is an error with a hint', () => {
    using folder = temporaryFolder();
    const store = openKnownHosts([folder.file('missing/known_hosts')]);
    expect(() => store.add('sw1', 22, rsa)).toThrow(
      expect.objectContaining({ code: 'KNOWN_HOSTS_UNWRITABLE' }),
    );
    expect(() => openKnownHosts([]).add('sw1', 22, rsa)).toThrow(
      expect.objectContaining({ code: 'KNOWN_HOSTS_UNWRITABLE' }),
    );
  });

  test('1,000 hosts are put on record without reading the file anew each time', () => {
    using folder = temporaryFolder();
    const store = openKnownHosts([folder.file('known_hosts')]);
    store.add('first', 22, rsa);
    const started = performance.now();
    for (let index = 0; index < 1_000; index += 1) store.add(`10.0.${index >> 8}.${index & 255}`, 830, rsa);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
