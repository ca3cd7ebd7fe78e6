import { describe, expect, test } from 'vitest';
import type { HostKeyVerdict } from '../../../../agent/drivers/ssh/host-key.ts';
import { createHostKeyPolicy } from '../../../../agent/drivers/ssh/host-key-policy.ts';
import type { HostKeyMode } from '../../../../agent/drivers/ssh/host-key-policy.ts';
import { createKnownHostsIndex, parseKnownHosts } from '../../../../agent/drivers/ssh/known-hosts.ts';
import { ConfigError } from '../../../../core/errors.ts';
import type { Address } from '../../../../core/ports/network.ts';
import { fakeKey, knownHostLine } from '../support/keys.ts';
import { memoryLog } from '../support/log.ts';

const rsa = fakeKey('ssh-rsa', 1);
const other = fakeKey('ssh-rsa', 2);
const address: Address = {
  deviceId: 'sw-1',
  host: 'sw1',
  netconfPort: 830,
  sshPort: 22,
  credentials: 'main',
  hostKey: null,
};

/** Judges `rsa` for sw1 on port 830. */
function judge(
  mode: HostKeyMode,
  lines: readonly string[],
  more: { pin?: string; answer?: boolean } = {},
): { verdict: HostKeyVerdict | null; added: string[]; asked: number } {
  const index = createKnownHostsIndex();
  index.add(parseKnownHosts(lines.join('\n'), 'known_hosts').entries);
  const added: string[] = [];
  let asked = 0;
  const policy = createHostKeyPolicy({
    mode,
    log: memoryLog(),
    store: { find: index.find, add: (host, port) => void added.push(`${host} ${port}`), replace: () => {} },
    ...(more.answer === undefined
      ? {}
      : {
          ask(_question, answer) {
            asked += 1;
            answer(more.answer === true);
          },
        }),
  });
  let verdict: HostKeyVerdict | null = null;
  policy.check({ address: { ...address, hostKey: more.pin ?? null }, port: 830, key: rsa }, (given) => {
    verdict = given;
    if (given.accept) given.remember?.();
  });
  return { verdict, added, asked };
}

const known = [knownHostLine('[sw1]:830', rsa)];
const changed = [knownHostLine('[sw1]:830', other)];
const revoked = [knownHostLine('*', rsa, '@revoked ')];

describe('modes have the meaning that OpenSSH gives them', () => {
  test.each([
    { mode: 'strict', lines: known, code: null, added: 0 },
    { mode: 'strict', lines: [], code: 'HOST_KEY_UNKNOWN', added: 0 },
    { mode: 'strict', lines: changed, code: 'HOST_KEY_CHANGED', added: 0 },
    { mode: 'strict', lines: revoked, code: 'HOST_KEY_REVOKED', added: 0 },
    { mode: 'ask', lines: known, code: null, added: 0 },
    { mode: 'ask', lines: [], code: 'HOST_KEY_UNKNOWN', added: 0 },
    { mode: 'ask', lines: changed, code: 'HOST_KEY_CHANGED', added: 0 },
    { mode: 'accept-new', lines: known, code: null, added: 0 },
    { mode: 'accept-new', lines: [], code: null, added: 1 },
    { mode: 'accept-new', lines: changed, code: 'HOST_KEY_CHANGED', added: 0 },
    { mode: 'accept-new', lines: revoked, code: 'HOST_KEY_REVOKED', added: 0 },
    { mode: 'off', lines: [], code: null, added: 1 },
    { mode: 'off', lines: changed, code: null, added: 0 },
    { mode: 'off', lines: revoked, code: 'HOST_KEY_REVOKED', added: 0 },
  ] as const)('$mode with $lines.length lines: $code', ({ mode, lines, code, added }) => {
    const judged = judge(mode, lines);
    expect(judged.verdict?.accept === false ? judged.verdict.error.code : null).toBe(code);
    expect(judged.added).toHaveLength(added);
  });

  test('off lets a changed key through for public keys only', () => {
    expect(judge('off', changed).verdict).toMatchObject({ accept: true, publicKeyOnly: true });
    expect(judge('off', []).verdict).toMatchObject({ accept: true, publicKeyOnly: false });
  });

  test.each([true, false])('ask asks a person about an unknown key only; the answer is %s', (answer) => {
    const unknown = judge('ask', [], { answer });
    expect([unknown.verdict?.accept, unknown.asked, unknown.added.length]).toEqual([
      answer,
      1,
      answer ? 1 : 0,
    ]);
    expect(judge('ask', known, { answer }).asked).toBe(0);
    expect(judge('ask', changed, { answer })).toMatchObject({ asked: 0, verdict: { accept: false } });
  });
});

describe('a pinned fingerprint', () => {
  test.each([
    { what: 'is enough', lines: [], pin: rsa.fingerprint, code: null },
    { what: 'goes before known_hosts', lines: changed, pin: rsa.fingerprint, code: null },
    {
      what: 'is refused when it differs, in every mode',
      lines: known,
      pin: other.fingerprint,
      code: 'HOST_KEY_CHANGED',
    },
    { what: 'does not excuse a revoked key', lines: revoked, pin: rsa.fingerprint, code: 'HOST_KEY_REVOKED' },
  ])('$what', ({ lines, pin, code }) => {
    for (const mode of ['strict', 'ask', 'accept-new', 'off'] as const) {
      const { verdict, added } = judge(mode, lines, { pin });
      expect(verdict?.accept === false ? verdict.error.code : null).toBe(code);
      expect(added).toEqual([]);
    }
  });
});

describe('messages', () => {
  test('a changed key shows both fingerprints, where the old one is, and the verb', () => {
    const { verdict } = judge('strict', changed);
    const error = verdict?.accept === false ? verdict.error : null;
    expect(error?.message).toContain(rsa.fingerprint);
    expect(error?.message).toContain(other.fingerprint);
    expect(error?.message).toContain('known_hosts line 1');
    expect(error?.hint).toContain(`liclab device trust-host-key sw-1 --fingerprint ${rsa.fingerprint}`);
  });

  test('a certificate authority alone says that host certificates are not supported', () => {
    const { verdict } = judge('strict', [knownHostLine('*', other, '@cert-authority ')]);
    expect(verdict?.accept === false && verdict.error.message).toContain(
      'host certificates are not supported',
    );
  });

  test('a known_hosts file that cannot be read accepts nothing', () => {
    const unreadable = (): never => {
      throw new ConfigError('KNOWN_HOSTS_UNREADABLE', 'no');
    };
    const policy = createHostKeyPolicy({
      mode: 'off',
      log: memoryLog(),
      store: { find: unreadable, add: unreadable, replace: unreadable },
    });
    expect(policy.knownTypes(address, 830)).toEqual([]);
    let verdict: HostKeyVerdict | null = null;
    policy.check({ address, port: 830, key: rsa }, (given) => {
      verdict = given;
    });
    expect(verdict).toMatchObject({ accept: false, error: { code: 'HOST_KEY_UNKNOWN' } });
  });
});
