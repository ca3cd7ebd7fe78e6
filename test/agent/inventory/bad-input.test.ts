import { expect, test } from 'vitest';
import { ConfigError } from '../../../core/errors.ts';
import { parseYaml } from '../../../agent/config/index.ts';
import { readInventory } from '../../../agent/inventory/index.ts';

/** One wrong file: what is wrong, the text, and the code, line and words of the error. */
interface Row {
  readonly name: string;
  readonly text: string;
  readonly code: string;
  readonly line: number;
  readonly words: string;
}

const HEAD = 'credentials:\n  lab: {username: admin, password: "env:PW"}\n';
const FULL = `${HEAD}devices:\n  - {id: sw-1, host: 127.16.0.1, credentials: lab, serials: [FCW2129L0AB]}\n`;

const rows: readonly Row[] = [
  {
    name: 'a file that is no YAML',
    text: 'devices: [',
    code: 'YAML_SYNTAX',
    line: 1,
    words: 'not valid YAML',
  },
  {
    name: 'brackets without end',
    text: '['.repeat(10_000),
    code: 'YAML_SYNTAX',
    line: 1,
    words: 'nested too deeply',
  },
  {
    name: 'a key twice',
    text: `${HEAD}devices: []\ndevices: []\n`,
    code: 'YAML_SYNTAX',
    line: 4,
    words: 'unique',
  },
  {
    name: 'a second document',
    text: 'devices: []\n---\ndevices: []\n',
    code: 'YAML_SYNTAX',
    line: 2,
    words: 'documents',
  },
  {
    name: 'a function tag',
    text: "devices: !!js/function 'x'\n",
    code: 'YAML_NOT_DATA',
    line: 1,
    words: 'Tags',
  },
  {
    name: 'an alias',
    text: 'devices: &d []\nlab: *d\n',
    code: 'YAML_NOT_DATA',
    line: 1,
    words: 'Anchors (&d)',
  },
  { name: 'an empty file', text: '# nothing\n', code: 'VALUE_INVALID', line: 1, words: 'keys with values' },
  { name: 'a list instead of keys', text: '- a\n', code: 'VALUE_INVALID', line: 1, words: 'got a list' },
  { name: 'no devices', text: HEAD, code: 'KEY_MISSING', line: 1, words: 'devices is missing' },
  {
    name: 'a wrong key at the top',
    text: `${HEAD}device: []\n`,
    code: 'KEY_UNKNOWN',
    line: 3,
    words: 'Did you mean "devices"?',
  },
  {
    name: 'a wrong key in a device',
    text: FULL.replace('host:', 'hots:'),
    code: 'KEY_UNKNOWN',
    line: 4,
    words: 'Did you mean "host"?',
  },
  {
    name: 'a __proto__ key',
    text: `${FULL}__proto__: {lab: true}\n`,
    code: 'KEY_UNKNOWN',
    line: 5,
    words: 'no key "__proto__"',
  },
  {
    name: 'a constructor key',
    text: `${FULL}constructor: 1\n`,
    code: 'KEY_UNKNOWN',
    line: 5,
    words: 'no key "constructor"',
  },
  {
    name: 'a port beyond the last',
    text: FULL.replace('credentials: lab', 'credentials: lab, netconfPort: 70000'),
    code: 'VALUE_INVALID',
    line: 4,
    words: 'expected a port from 1 to 65535, got 70000',
  },
  {
    name: 'a port in quotes',
    text: FULL.replace('credentials: lab', 'credentials: lab, sshPort: "22"'),
    code: 'VALUE_INVALID',
    line: 4,
    words: 'expected a port from 1 to 65535, got "22"',
  },
  {
    name: 'a port inside the host',
    text: FULL.replace('127.16.0.1', '10.0.0.1:830'),
    code: 'VALUE_INVALID',
    line: 4,
    words: 'without brackets and port',
  },
  {
    name: 'a number that libc would take for an address',
    text: FULL.replace('127.16.0.1', '"2130706433"'),
    code: 'VALUE_INVALID',
    line: 4,
    words: 'a host name or an address',
  },
  {
    name: 'a half address that libc would complete',
    text: FULL.replace('127.16.0.1', '"10.1"'),
    code: 'VALUE_INVALID',
    line: 4,
    words: 'a host name or an address',
  },
  {
    name: 'a host that is an option',
    text: FULL.replace('127.16.0.1', '-oProxyCommand=x'),
    code: 'VALUE_INVALID',
    line: 4,
    words: 'a host name or an address',
  },
  {
    name: 'a serial that YAML takes for a number',
    text: FULL.replace('FCW2129L0AB', '00012345'),
    code: 'VALUE_INVALID',
    line: 4,
    words: 'Write it in quotes',
  },
  {
    name: 'an id that is a path',
    text: FULL.replace('sw-1', '../../x'),
    code: 'VALUE_INVALID',
    line: 4,
    words: 'a name of letters',
  },
  {
    name: 'a short fingerprint',
    text: FULL.replace('credentials: lab', 'hostKey: "SHA256:abc"'),
    code: 'VALUE_INVALID',
    line: 4,
    words: 'a fingerprint',
  },
  {
    name: 'a name of credentials with spaces',
    text: `credentials: {"a b": {username: x, password: "env:X"}}\ndevices: []\n`,
    code: 'NAME_INVALID',
    line: 1,
    words: 'got "a b"',
  },
  {
    name: 'a user without any secret',
    text: 'credentials:\n  lab: {username: admin}\ndevices: []\n',
    code: 'VALUE_INVALID',
    line: 2,
    words: 'a username with a password or a privateKey',
  },
  {
    name: 'credentials that do not exist',
    text: FULL.replace('credentials: lab', 'credentials: lob'),
    code: 'INVENTORY_CREDENTIALS_UNKNOWN',
    line: 4,
    words: 'Did you mean "lab"?',
  },
  {
    name: 'credentials left out where there are two',
    text: `${HEAD}  two: {username: b, password: "env:X"}\ndevices:\n  - {id: a, host: b}\n`,
    code: 'KEY_MISSING',
    line: 5,
    words: 'one of 2 names',
  },
  {
    name: 'the same id in other letters',
    text: `${FULL}  - {id: SW-1, host: 127.16.0.2}\n`,
    code: 'INVENTORY_DUPLICATE_ID',
    line: 5,
    words: 'stands already in line 4',
  },
  {
    name: 'the same address',
    text: `${FULL}  - {id: sw-2, host: 127.16.0.1}\n`,
    code: 'INVENTORY_DUPLICATE_ADDRESS',
    line: 5,
    words: 'stands already in line 4 ("sw-1")',
  },
  {
    name: 'the same address as IPv4 inside IPv6',
    text: `${FULL}  - {id: sw-2, host: "::ffff:127.16.0.1", sshPort: 23}\n`,
    code: 'INVENTORY_DUPLICATE_ADDRESS',
    line: 5,
    words: '127.16.0.1 port 830 (NETCONF)',
  },
  {
    name: 'the same IPv6 address in another spelling',
    text: `${FULL}  - {id: a, host: "FE80::0:1"}\n  - {id: b, host: "fe80:0:0::1"}\n`,
    code: 'INVENTORY_DUPLICATE_ADDRESS',
    line: 6,
    words: 'fe80::1',
  },
  {
    name: 'the same name with a final dot',
    text: `${FULL}  - {id: a, host: sw.example}\n  - {id: b, host: SW.example.}\n`,
    code: 'INVENTORY_DUPLICATE_ADDRESS',
    line: 6,
    words: 'in line 5',
  },
  {
    name: 'the same serial in other letters and spaces',
    text: `${FULL}  - {id: sw-2, host: 127.16.0.2, serials: [" fcw2129l0ab"]}\n`,
    code: 'INVENTORY_DUPLICATE_SERIAL',
    line: 5,
    words: 'FCW2129L0AB',
  },
  {
    name: 'a serial twice in one device',
    text: FULL.replace('[FCW2129L0AB]', '[FCW2129L0AB, FCW2129L0AB]'),
    code: 'INVENTORY_DUPLICATE_SERIAL',
    line: 4,
    words: 'in line 4',
  },
  {
    name: 'a Virtual Account without its account',
    text: FULL.replace('credentials: lab', 'virtualAccount: Default'),
    code: 'KEY_MISSING',
    line: 4,
    words: 'account is missing',
  },
  {
    name: 'lab: false',
    text: `lab: false\n${FULL}`,
    code: 'VALUE_INVALID',
    line: 1,
    words: 'written by the simulator',
  },
  {
    name: 'CSSM over http',
    text: `${FULL}cssm: {url: "http://127.0.0.1/", tokenUrl: "https://127.0.0.1/", clientId: lab, clientSecret: "env:X"}\n`,
    code: 'VALUE_INVALID',
    line: 5,
    words: 'https://',
  },
];

test.each(rows)('an inventory with $name is refused with its line', ({ text, code, line, words }) => {
  const error = failure(text);
  expect(error).toMatchObject({ code, context: { file: 'inventory.yaml', line } });
  expect(error.message).toContain(`inventory.yaml:${line}: `);
  expect(error.message).toContain(words);
});

test.each([
  ['a password', 'password: "hunter2-canary"'],
  ['a password with a colon', 'password: "env:hunter2-canary!"'],
  ['a word with a scheme that is none', 'password: "vault:hunter2-canary"'],
  ['a private key', 'password: "env:X", privateKey: "-----BEGIN hunter2-canary"'],
  ['an enable secret', 'password: "env:X", enable: "hunter2-canary"'],
])('%s in plain text is refused and not repeated', (_name, field) => {
  const error = failure(`credentials:\n  lab: {username: admin, ${field}}\ndevices: []\n`);
  expect(error.code).toBe('SECRET_PLAIN_TEXT');
  expect(error.message).toContain('inventory.yaml:2: ');
  expect(`${error.message}${error.hint}${JSON.stringify(error.context)}`).not.toContain('hunter2');
});

test('a number as password is refused and not repeated', () => {
  const error = failure('credentials:\n  lab: {username: admin, password: 4711}\ndevices: []\n');
  expect(error.code).toBe('SECRET_PLAIN_TEXT');
  expect(error.message).not.toContain('4711');
});

test('all problems are told at once, in the order of their lines, and at most ten', () => {
  const lines = Array.from({ length: 12 }, (_, index) => `  - {id: a${index}, host: "bad host"}\n`).join('');
  const error = failure(`${HEAD}devices:\n${lines}`);
  expect(error.message.split('\n')).toHaveLength(11);
  expect(error.message).toContain('inventory.yaml:4: ');
  expect(error.message).toContain('... and 2 more.');
});

function failure(text: string): ConfigError {
  try {
    readInventory(parseYaml(text, 'inventory.yaml'));
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the inventory was accepted');
}
