import { expect, test } from 'vitest';
import { parseYaml } from '../../../agent/config/index.ts';
import { readInventory } from '../../../agent/inventory/index.ts';

const CLIENT = '  url: https://x.example\n  clientId: a\n  clientSecret: env:S\n';
const DIRECT = `devices: []\ncssm:\n${CLIENT}  tokenUrl: https://x.example\n`;

test.each([
  [
    'CSSM without the place of its tokens',
    `devices: []\ncssm:\n${CLIENT}`,
    'KEY_MISSING',
    2,
    'cssm.tokenUrl is missing',
  ],
  [
    'a sign-in at CSSM itself',
    `${DIRECT}  signedIn: 2026-01-31\n`,
    'VALUE_INVALID',
    7,
    'only an SSM On-Prem',
  ],
  [
    'a sign-in on no day',
    `devices: []\ncssm:\n  mode: on-prem\n${CLIENT}  signedIn: 2026-02-30\n`,
    'VALUE_INVALID',
    7,
    'expected a day such as 2026-01-31',
  ],
  [
    'a proxy with its password in the URL',
    `${DIRECT}  proxy:\n    url: http://u:pw@p.example:3128\n`,
    'VALUE_INVALID',
    8,
    'without user and password',
  ],
  [
    'a mode that does not exist',
    `devices: []\ncssm:\n  mode: onprem\n${CLIENT}`,
    'VALUE_INVALID',
    3,
    'Did you mean "on-prem"?',
  ],
])('%s is refused, naming the line', (_name, text, code, line, words) => {
  expect(() => readInventory(parseYaml(text, 'i.yaml'))).toThrow(
    expect.objectContaining({
      code,
      context: expect.objectContaining({ line }),
      message: expect.stringContaining(words),
    }),
  );
});
