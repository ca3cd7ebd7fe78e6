import { describe, expect, test } from 'vitest';
import { isInternalAddress, isLoopbackAddress, outsideLookup } from '../../../agent/cssm/address-policy.ts';
import { checkedUrl, cssmUse, isLoopbackUrl } from '../../../agent/cssm/base-url.ts';

describe('URLs of CSSM', () => {
  test.each([
    [
      'https://swapi.cisco.com/services/api/smart-accounts-and-licensing/',
      'https://swapi.cisco.com/services/api/smart-accounts-and-licensing',
    ],
    ['https://swapi.cisco.com', 'https://swapi.cisco.com'],
  ])('%s is taken', (text, expected) => {
    expect(checkedUrl(text, cssmUse('base URL'), false)).toBe(expected);
  });

  test.each([
    ['http://swapi.cisco.com', 'CSSM_URL', 'https'],
    ['ftp://swapi.cisco.com', 'CSSM_URL', 'https'],
    ['file:///etc/passwd', 'CSSM_URL', 'https'],
    ['swapi.cisco.com', 'CSSM_URL', 'a URL'],
    ['', 'CSSM_URL', 'a URL'],
    ['https://user:pass@swapi.cisco.com', 'CSSM_URL', 'without user'],
    ['https://swapi.cisco.com/?a=1', 'CSSM_URL', 'without query'],
    ['https://swapi.cisco.com/#a', 'CSSM_URL', 'without query'],
    ['https://localhost', 'CSSM_ADDRESS_REFUSED', 'internal'],
    ['https://a.localhost', 'CSSM_ADDRESS_REFUSED', 'internal'],
    ['https://127.0.0.1:4443', 'CSSM_ADDRESS_REFUSED', 'internal'],
    ['https://2130706433', 'CSSM_ADDRESS_REFUSED', 'internal'],
    ['https://0x7f.1', 'CSSM_ADDRESS_REFUSED', 'internal'],
    ['https://169.254.169.254/latest/meta-data', 'CSSM_ADDRESS_REFUSED', 'internal'],
    ['https://10.1.2.3', 'CSSM_ADDRESS_REFUSED', 'internal'],
    ['https://[::1]', 'CSSM_ADDRESS_REFUSED', 'internal'],
    ['https://[::ffff:169.254.169.254]', 'CSSM_ADDRESS_REFUSED', 'internal'],
    ['https://[fe80::1]', 'CSSM_ADDRESS_REFUSED', 'internal'],
  ])('%s is refused', (text, code, words) => {
    expect(() => checkedUrl(text, cssmUse('base URL'), false)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(words), definite: true }),
    );
  });

  test('an On-Prem SSM and the lab are allowed when the account says so, still by https only', () => {
    expect(checkedUrl('https://10.1.2.3:8443/backend/api', cssmUse('base URL'), true)).toBe(
      'https://10.1.2.3:8443/backend/api',
    );
    expect(() => checkedUrl('http://127.0.0.1', cssmUse('base URL'), true)).toThrow(
      expect.objectContaining({ code: 'CSSM_URL' }),
    );
  });

  test.each([
    ['https://127.16.0.1:1', true],
    ['https://[::1]', true],
    ['https://localhost', true],
    ['https://10.0.0.1', false],
    ['https://127.0.0.1.example.com', false],
  ])('%s means this machine: %s', (url, expected) => {
    expect(isLoopbackUrl(url)).toBe(expected);
  });
});

test.each([
  ['0.0.0.0', true],
  ['100.64.0.1', true],
  ['172.16.0.1', true],
  ['172.32.0.1', false],
  ['192.168.1.1', true],
  ['255.255.255.255', true],
  ['::', true],
  ['fd00::1', true],
  ['::ffff:8.8.8.8', false],
  ['64:ff9b::7f00:1', true],
  ['2606:4700::1', false],
  ['72.163.4.161', false],
  ['not an address', false],
])('%s is internal: %s', (address, expected) => {
  expect(isInternalAddress(address)).toBe(expected);
});

test('loopback mapped into IPv6 is loopback', () => {
  expect(isLoopbackAddress('::ffff:127.0.0.1')).toBe(true);
  expect(isLoopbackAddress('::ffff:10.0.0.1')).toBe(false);
});

test.each([{ all: true }, { all: false }])(
  'a name that resolves inside is not handed out (%o)',
  async (options) => {
    const error = await new Promise((resolve) => outsideLookup('localhost', options, resolve));
    expect(error).toMatchObject({ code: 'CSSM_ADDRESS_REFUSED' });
  },
);
