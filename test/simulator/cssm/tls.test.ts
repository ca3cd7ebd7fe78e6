import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAuthority, createServerCertificate } from '../../../simulator/cssm/tls/certificate.ts';
import { element, integer, oid, pem, utcTime } from '../../../simulator/cssm/tls/der.ts';
import { labAuthority } from '../../../simulator/cssm/tls/lab-authority.ts';

const now = Date.UTC(2026, 0, 5, 8);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('DER (examples of X.690 and RFC 5280)', () => {
  test.each([
    ['a short element', hex(element(0x04, Buffer.of(1, 2))), '04020102'],
    ['an element of 200 bytes', hex(element(0x04, Buffer.alloc(200))).slice(0, 6), '0481c8'],
    ['an element of 300 bytes', hex(element(0x04, Buffer.alloc(300))).slice(0, 8), '0482012c'],
    ['a whole number', hex(integer(Buffer.of(0x7f))), '02017f'],
    ['one with its first bit set', hex(integer(Buffer.of(0x80))), '02020080'],
    ['an identifier', hex(oid('1.2.840.10045.4.3.2')), '06082a8648ce3d040302'],
    [
      'a moment',
      hex(utcTime(Date.UTC(2026, 0, 5, 8, 1, 2))),
      `170d${Buffer.from('260105080102Z').toString('hex')}`,
    ],
  ])('%s', (_name, got, expected) => {
    expect(got).toBe(expected);
  });

  test('PEM has lines of 64', () => {
    expect(pem('X', Buffer.alloc(60)).split('\n')[1]).toHaveLength(64);
  });
});

describe('certificates', () => {
  const authority = createAuthority(now);
  const server = createServerCertificate(authority, ['localhost', '127.16.0.1', '::1'], now);

  test('the server names its addresses and is signed by the authority', () => {
    const ca = new X509Certificate(authority.certificate);
    const leaf = new X509Certificate(server.certificate);
    expect(ca.ca).toBe(true);
    expect(leaf.ca).toBe(false);
    expect(leaf.verify(ca.publicKey)).toBe(true);
    expect(leaf.checkIssued(ca)).toBe(true);
    expect(leaf.checkIP('127.16.0.1')).toBe('127.16.0.1');
    expect(leaf.checkIP('::1')).toBe('::1');
    expect(leaf.checkHost('localhost')).toBe('localhost');
    expect(leaf.checkIP('127.16.0.2')).toBeUndefined();
  });

  test('it is good from a day ago and for less than 398 days', () => {
    const leaf = new X509Certificate(server.certificate);
    expect(Date.parse(leaf.validFrom)).toBe(now - 86_400_000);
    expect(Date.parse(leaf.validTo) - now).toBeLessThan(398 * 86_400_000);
  });
});

describe('the authority of a data folder', () => {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'liclab-ca-'));
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });

  test('is made once, for the owner only', () => {
    const data = path.join(dir, 'data');
    const first = labAuthority(data, now);
    expect(labAuthority(data, now)).toEqual(first);
    expect(readFileSync(first.caFile, 'utf8')).toBe(first.certificate);
    expect(statSync(data).mode & 0o777).toBe(0o700);
    for (const file of ['cssm-ca.pem', 'cssm-ca-key.pem']) {
      expect(statSync(path.join(data, file)).mode & 0o777).toBe(0o600);
    }
  });

  test('is made anew before it ends', () => {
    const first = labAuthority(dir, now);
    expect(labAuthority(dir, now + 3630 * 86_400_000).certificate).not.toBe(first.certificate);
  });

  test.each([
    ['garbage', 'x'],
    ['a key without certificate', createAuthority(now).key],
    ['a key of another certificate', createAuthority(now).key + createAuthority(now).certificate],
  ])('that is %s is refused, not replaced', (_name, text) => {
    writeFileSync(path.join(dir, 'cssm-ca-key.pem'), text);
    expect(() => labAuthority(dir, now)).toThrow(expect.objectContaining({ code: 'LAB_CA_UNREADABLE' }));
    expect(readFileSync(path.join(dir, 'cssm-ca-key.pem'), 'utf8')).toBe(text);
  });
});
