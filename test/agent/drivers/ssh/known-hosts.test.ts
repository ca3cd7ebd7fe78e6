import { describe, expect, test } from 'vitest';
import {
  createKnownHostsIndex,
  entryFingerprint,
  formatKnownHost,
  judgeHostKey,
  knownKeyTypes,
  parseKnownHosts,
} from '../../../../agent/drivers/ssh/known-hosts.ts';
import type { FindKnownHosts } from '../../../../agent/drivers/ssh/known-hosts.ts';
import { fakeKey, knownHostLine as line } from '../support/keys.ts';

const rsa = fakeKey('ssh-rsa', 1);
const otherRsa = fakeKey('ssh-rsa', 2);
const ed = fakeKey('ssh-ed25519', 3);

function finder(...lines: string[]): FindKnownHosts {
  const index = createKnownHostsIndex();
  index.add(parseKnownHosts(lines.join('\n'), 'known_hosts').entries);
  return index.find;
}

describe('lines', () => {
  test.each([
    { what: 'a plain line', text: line('sw1', rsa), usable: 1, skipped: 0 },
    { what: 'several names', text: line('sw1,10.0.0.1', rsa), usable: 1, skipped: 0 },
    { what: 'a port', text: line('[sw1]:830', rsa), usable: 1, skipped: 0 },
    { what: 'tabs', text: `sw1\t${rsa.type}\t${rsa.base64}`, usable: 1, skipped: 0 },
    { what: 'leading blanks', text: `   ${line('sw1', rsa)}`, usable: 1, skipped: 0 },
    { what: 'carriage returns', text: `${line('sw1', rsa)}\r`, usable: 1, skipped: 0 },
    { what: 'a comment', text: '# sw1 ssh-rsa AAAA', usable: 0, skipped: 0 },
    { what: 'an empty line', text: '   ', usable: 0, skipped: 0 },
    { what: 'a revoked key', text: line('*', rsa, '@revoked '), usable: 1, skipped: 0 },
    { what: 'a certificate authority', text: line('*.lab', rsa, '@cert-authority '), usable: 1, skipped: 0 },
    { what: 'an unknown mark', text: line('*', rsa, '@trusted '), usable: 0, skipped: 1 },
    { what: 'a mark alone', text: '@revoked', usable: 0, skipped: 1 },
    { what: 'two marks', text: line('*', rsa, '@revoked @revoked '), usable: 0, skipped: 1 },
    { what: 'a name alone', text: 'sw1', usable: 0, skipped: 1 },
    { what: 'no key', text: 'sw1 ssh-rsa', usable: 0, skipped: 1 },
    { what: 'a key that is no base64', text: 'sw1 ssh-rsa !!!!', usable: 0, skipped: 1 },
    { what: 'a key of another type than said', text: `sw1 ssh-ed25519 ${rsa.base64}`, usable: 0, skipped: 1 },
    { what: 'an SSH 1 key', text: 'sw1 1024 35 1234567890', usable: 0, skipped: 1 },
    { what: 'a cut line', text: line('sw1', rsa).slice(0, 24), usable: 0, skipped: 1 },
    { what: 'an endless line', text: line(`sw1,${'x'.repeat(20_000)}`, rsa), usable: 0, skipped: 1 },
  ])('$what', ({ text, usable, skipped }) => {
    const parsed = parseKnownHosts(`${text}\n${line('last', ed)}`, 'f');
    expect(parsed.entries).toHaveLength(usable + 1);
    expect(parsed.skipped).toHaveLength(skipped);
  });

  test('an entry knows its place and its fingerprint', () => {
    const [, entry] = parseKnownHosts(`# first\n${line('a', ed)}\n${line('b', rsa)}`, 'f').entries;
    expect(entry).toMatchObject({ file: 'f', line: 3, type: 'ssh-rsa' });
    expect(entry && entryFingerprint(entry)).toBe(rsa.fingerprint);
  });

  test('a line that is written is read back', () => {
    expect(judgeHostKey(finder(formatKnownHost('SW1', 830, rsa)), 'sw1', 830, rsa).status).toBe('known');
  });
});

describe('judgement', () => {
  test.each([
    { what: 'the key on record', lines: [line('sw1', rsa)], port: 22, status: 'known' },
    { what: 'nothing on record', lines: [line('other', rsa)], port: 22, status: 'unknown' },
    { what: 'another key', lines: [line('sw1', otherRsa)], port: 22, status: 'changed' },
    {
      what: 'a key of another type counts as changed, as in OpenSSH',
      lines: [line('sw1', ed)],
      port: 22,
      status: 'changed',
    },
    { what: 'one of several keys', lines: [line('sw1', ed), line('sw1', rsa)], port: 22, status: 'known' },
    { what: 'revoked', lines: [line('*', rsa, '@revoked ')], port: 22, status: 'revoked' },
    {
      what: 'revoked although on record',
      lines: [line('sw1', rsa), line('*', rsa, '@revoked ')],
      port: 22,
      status: 'revoked',
    },
    {
      what: 'another key is revoked',
      lines: [line('sw1', rsa), line('*', ed, '@revoked ')],
      port: 22,
      status: 'known',
    },
    {
      what: 'a revocation for other hosts',
      lines: [line('sw1', rsa), line('sw2', rsa, '@revoked ')],
      port: 22,
      status: 'known',
    },
    {
      what: 'only a certificate authority',
      lines: [line('sw1', rsa, '@cert-authority ')],
      port: 22,
      status: 'unknown',
    },
    { what: 'a wildcard', lines: [line('sw*', rsa)], port: 22, status: 'known' },
    {
      what: 'a wildcard that leaves the host out',
      lines: [line('sw*,!sw1', rsa)],
      port: 22,
      status: 'unknown',
    },
    { what: 'the port on record', lines: [line('[sw1]:830', rsa)], port: 830, status: 'known' },
    { what: 'another port on record', lines: [line('[sw1]:831', rsa)], port: 830, status: 'unknown' },
    { what: 'the plain name, asked with a port', lines: [line('sw1', rsa)], port: 830, status: 'known' },
    {
      what: 'another key under the plain name says nothing about the port',
      lines: [line('sw1', otherRsa)],
      port: 830,
      status: 'unknown',
    },
    {
      what: 'the port goes before the plain name',
      lines: [line('sw1', rsa), line('[sw1]:830', otherRsa)],
      port: 830,
      status: 'changed',
    },
    {
      what: 'revoked under the plain name',
      lines: [line('sw1', rsa, '@revoked ')],
      port: 830,
      status: 'revoked',
    },
  ])('$what: $status', ({ lines, port, status }) => {
    expect(judgeHostKey(finder(...lines), 'sw1', port, rsa).status).toBe(status);
  });

  test('a changed key is compared with the one of its own type', () => {
    const answer = judgeHostKey(finder(line('sw1', ed), line('sw1', otherRsa)), 'sw1', 22, rsa);
    expect(answer.status === 'changed' && entryFingerprint(answer.entry)).toBe(otherRsa.fingerprint);
  });

  test('a certificate authority is named with the unknown key', () => {
    const answer = judgeHostKey(finder(line('sw1', ed, '@cert-authority ')), 'sw1', 830, rsa);
    expect(answer.status === 'unknown' && answer.authority?.line).toBe(1);
  });

  test('key types on record are known before the handshake', () => {
    const find = finder(line('sw1', ed), line('[sw1]:830', rsa), line('sw2', ed, '@revoked '));
    expect(knownKeyTypes(find, 'sw1', 830)).toEqual(['ssh-rsa']);
    expect(knownKeyTypes(find, 'sw1', 22)).toEqual(['ssh-ed25519']);
    expect(knownKeyTypes(find, 'sw1', 831)).toEqual(['ssh-ed25519']);
    expect(knownKeyTypes(find, 'sw2', 22)).toEqual([]);
  });
});

test('a host of 10,000 is found without trying each line', () => {
  const lines = Array.from({ length: 10_000 }, (_, index) => line(`10.0.${index >> 8}.${index & 255}`, rsa));
  const find = finder(...lines);
  const started = performance.now();
  for (let index = 0; index < 10_000; index += 1)
    expect(find(`10.0.${index >> 8}.${index & 255}`)).toHaveLength(1);
  expect(performance.now() - started).toBeLessThan(2_000);
});
