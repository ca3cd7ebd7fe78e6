import { chmodSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { commandSecret } from '../../../agent/secrets/command-secret.ts';
import { commandWords } from '../../../agent/secrets/command-words.ts';
import { createSecretResolver, promptHidden } from '../../../agent/secrets/index.ts';
import { parseReference } from '../../../agent/secrets/reference.ts';
import type { SecretSurroundings } from '../../../agent/secrets/index.ts';

const CANARY = 'canary-7f3a-secret';
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'liclab-secrets-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ['env:PW', { scheme: 'env', rest: 'PW' }],
  ['file:../x', { scheme: 'file', rest: '../x' }],
  ['exec:pass show x', { scheme: 'exec', rest: 'pass show x' }],
  ['keyring:a/b', { scheme: 'keyring', rest: 'a/b' }],
  ['prompt:', { scheme: 'prompt', rest: '' }],
  ['env:', null],
  ['env:a-b', null],
  ['file:', null],
  ['keyring:a', null],
  ['ENV:PW', null],
  ['Passw0rd', null],
  ['', null],
])('the reference %j', (text, expected) => {
  expect(parseReference(text)).toEqual(expected);
});

test('environment, file and command give the secret, and it does not print', async () => {
  privateFile('secret', `${CANARY}\n`);
  const secrets = createSecretResolver(around({ env: { PW: CANARY } }));
  for (const reference of ['env:PW', 'file:secret', `file:${join(folder, 'secret')}`, 'exec:cat secret']) {
    const secret = await secrets.resolve(reference, 'the password');
    expect(secret.reveal()).toBe(CANARY);
    expect(`${String(secret)} ${JSON.stringify({ secret })} ${inspect({ secret })}`).not.toContain('canary');
  }
});

test('the keyring is asked by the program of the system, and an empty answer is told with how to fill it', async () => {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(
    join(bin, 'secret-tool'),
    `#!/bin/sh\n[ "$5" = admin ] && [ "$3" = lab ] && echo ${CANARY}\n`,
  );
  chmodSync(join(bin, 'secret-tool'), 0o700);
  vi.stubEnv('PATH', `${bin}:${process.env['PATH'] ?? ''}`);
  try {
    const secrets = createSecretResolver(around({ platform: 'linux' }));
    expect((await secrets.resolve('keyring:lab/admin', 'the password')).reveal()).toBe(CANARY);
    await expect(secrets.resolve('keyring:lab/nobody', 'the password')).rejects.toMatchObject({
      code: 'SECRET_KEYRING_EMPTY',
      hint: expect.stringContaining('secret-tool store'),
    });
    vi.stubEnv('PATH', folder);
    await expect(secrets.resolve('keyring:lab/admin', 'the password')).rejects.toMatchObject({
      code: 'SECRET_KEYRING_UNSUPPORTED',
      message: expect.stringContaining('needs the program secret-tool'),
    });
  } finally {
    vi.unstubAllEnvs();
  }
});

const rows: readonly {
  name: string;
  reference: string;
  code: string;
  words: string;
  prepare?: () => void;
}[] = [
  {
    name: 'a variable that is not set',
    reference: 'env:PWD_OF_LAB',
    code: 'SECRET_ENV_MISSING',
    words: 'is not set',
  },
  {
    name: 'a variable with a typing mistake',
    reference: 'env:LAB_PASWORD',
    code: 'SECRET_ENV_MISSING',
    words: 'Did you mean "LAB_PASSWORD"?',
  },
  { name: 'an empty variable', reference: 'env:EMPTY', code: 'SECRET_ENV_MISSING', words: 'is empty' },
  {
    name: 'a file that is not there',
    reference: 'file:none',
    code: 'SECRET_FILE_UNREADABLE',
    words: 'no such file',
  },
  {
    name: 'a folder',
    reference: 'file:folder',
    code: 'SECRET_FILE_INVALID',
    words: 'is not a file',
    prepare: () => mkdirSync(join(folder, 'folder')),
  },
  {
    name: 'an empty file',
    reference: 'file:empty',
    code: 'SECRET_FILE_INVALID',
    words: 'is empty',
    prepare: () => privateFile('empty', '\n'),
  },
  {
    name: 'a file that is not text',
    reference: 'file:binary',
    code: 'SECRET_FILE_INVALID',
    words: 'not UTF-8',
    prepare: () => privateFile('binary', Buffer.from([0xff, 0xfe])),
  },
  {
    name: 'a file of a megabyte',
    reference: 'file:big',
    code: 'SECRET_FILE_INVALID',
    words: 'more than 65536',
    prepare: () => privateFile('big', 'x'.repeat(1_000_000)),
  },
  {
    name: 'a command that is not there',
    reference: 'exec:liclab-no-such-command',
    code: 'SECRET_COMMAND_FAILED',
    words: 'was not found',
  },
  {
    name: 'a command that fails',
    reference: `exec:sh -c 'echo ${CANARY} >&2; exit 3'`,
    code: 'SECRET_COMMAND_FAILED',
    words: 'ended with 3',
  },
  {
    name: 'a command that prints nothing',
    reference: 'exec:true',
    code: 'SECRET_COMMAND_FAILED',
    words: 'printed nothing',
  },
  {
    name: 'a command with an open quote',
    reference: 'exec:pass "show',
    code: 'SECRET_COMMAND_INVALID',
    words: 'quote',
  },
  {
    name: 'a keyring of a system that has no program for it',
    reference: 'keyring:lab/admin',
    code: 'SECRET_KEYRING_UNSUPPORTED',
    words: 'not known on this system (win32)',
  },
  {
    name: 'a prompt without a terminal',
    reference: 'prompt:',
    code: 'SECRET_PROMPT_NO_TERMINAL',
    words: 'no terminal',
  },
  { name: 'plain text', reference: CANARY, code: 'SECRET_REFERENCE_INVALID', words: 'got plain text' },
];

test.each(rows)(
  '$name is refused with its code, and nothing of it is shown',
  async ({ reference, code, words, prepare }) => {
    prepare?.();
    const secrets = createSecretResolver(
      around({ env: { LAB_PASSWORD: CANARY, EMPTY: '' }, platform: 'win32' }),
    );
    const error = await secrets.resolve(reference, 'the password').then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code, message: expect.stringContaining(words) });
    expect(inspect(error, { depth: 9 })).not.toContain('canary');
  },
);

test.each([0o640, 0o604, 0o660, 0o644, 0o610])(
  'a file with mode %o is refused with the way to close it',
  async (mode) => {
    privateFile('open', CANARY);
    chmodSync(join(folder, 'open'), mode);
    const secrets = createSecretResolver(around({}));
    await expect(secrets.resolve('file:open', 'the password')).rejects.toMatchObject({
      code: 'SECRET_FILE_OPEN_TO_OTHERS',
      hint: expect.stringContaining('chmod 600'),
    });
  },
);

test('a command that hangs is killed', async () => {
  await expect(commandSecret('sleep 60', folder, 100)).rejects.toMatchObject({
    code: 'SECRET_COMMAND_FAILED',
  });
});

test.each([
  ['pass show lab/x', ['pass', 'show', 'lab/x']],
  [`a 'b c' "d e" f\\ g`, ['a', 'b c', 'd e', 'f g']],
  [`a '' $HOME *`, ['a', '', '$HOME', '*']],
  ['', []],
  [`a 'b`, null],
])('the command %j is split into words', (command, words) => {
  expect(commandWords(command)).toEqual(words);
});

test('words in single quotes come back as they were', () => {
  const word = fc.string().filter((text) => !text.includes("'"));
  fc.assert(
    fc.property(fc.array(word), (words) => {
      expect(commandWords(words.map((text) => `'${text}'`).join(' '))).toEqual(words);
    }),
  );
});

test('a person is asked once per purpose, and again after an empty answer', async () => {
  const answers = ['', 'one', 'two'];
  const questions: string[] = [];
  const ask = async (question: string) => {
    questions.push(question);
    return answers.shift() ?? '';
  };
  const secrets = createSecretResolver(around({ ask }));
  await expect(secrets.resolve('prompt:', 'A')).rejects.toMatchObject({ code: 'SECRET_PROMPT_EMPTY' });
  const [first, second] = await Promise.all([
    secrets.resolve('prompt:', 'A'),
    secrets.resolve('prompt:', 'A'),
  ]);
  expect(first.reveal()).toBe('one');
  expect(second.reveal()).toBe('one');
  expect((await secrets.resolve('prompt:', 'B')).reveal()).toBe('two');
  expect(questions).toEqual(['Enter A: ', 'Enter A: ', 'Enter B: ']);
});

test.each([
  ['an answer with a repaired letter', 'pax\u007fss\r', { answer: 'pass' }],
  ['an answer begun anew', 'wrong\u0015right\n', { answer: 'right' }],
  ['letters beyond ASCII, byte by byte', 'pä€\r', { answer: 'pä€' }],
  ['Ctrl-C', 'pa\u0003', { code: 'SECRET_PROMPT_CANCELLED' }],
  ['too much', 'x'.repeat(2_000), { code: 'SECRET_PROMPT_TOO_LONG' }],
])('a hidden prompt takes %s and shows nothing', async (_name, typed, expected) => {
  const input = new PassThrough();
  let shown = '';
  const answer = promptHidden({ input, output: { write: (text) => (shown += text) } }, 'Password: ');
  for (const byte of Buffer.from(typed)) input.write(Buffer.from([byte]));
  const end = await answer.then(
    (text) => ({ answer: text }),
    (error: unknown) => error,
  );
  expect(end).toMatchObject(expected);
  expect(shown).toBe('Password: \n');
});

function around(over: Partial<SecretSurroundings>): SecretSurroundings {
  return { env: {}, folder, ask: null, ...over };
}

function privateFile(name: string, content: string | Buffer): void {
  writeFileSync(join(folder, name), content, { mode: 0o600 });
  chmodSync(join(folder, name), 0o600);
}
