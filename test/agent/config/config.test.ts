import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { formatDuration, loadConfig, parseDuration, showConfig } from '../../../agent/config/index.ts';
import type { ConfigInputs } from '../../../agent/config/index.ts';
import { DEADLINES } from '../../../core/model/plan.ts';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'liclab-config-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

test('without any source the defaults hold', () => {
  const { config, origins } = loadConfig(inputs());
  expect(config).toMatchObject({
    data: '.liclab',
    time: { mode: 'real' },
    color: true,
    readsAtOnce: 8,
    deadlines: DEADLINES,
  });
  expect(new Set(origins.values())).toEqual(new Set(['default']));
});

test('flag beats environment beats file beats default, setting by setting', () => {
  file('data: from-file\nseed: 1\ntime: virtual\ndeadlines:\n  up: 30m\n  dwell: 90s\n');
  const { config, origins } = loadConfig(
    inputs({
      env: { LICLAB_DATA: 'from-env', LICLAB_SEED: '2', LICLAB_DEADLINES_DWELL: '5s' },
      flags: { data: 'from-flag' },
    }),
  );
  expect(config).toMatchObject({ data: 'from-flag', seed: 2, time: { mode: 'virtual' } });
  expect(config.deadlines).toEqual({ ...DEADLINES, upMs: 1_800_000, dwellMs: 5_000 });
  expect(Object.fromEntries(origins)).toMatchObject({
    data: '--data',
    seed: 'LICLAB_SEED',
    time: 'liclab.yaml:3',
    'deadlines.up': 'liclab.yaml:5',
    'deadlines.dwell': 'LICLAB_DEADLINES_DWELL',
    hostKeys: 'default',
  });
});

test('a relative path in the file counts from the file, and NO_COLOR turns colour off', () => {
  writeFileSync(join(cwd, 'other.yaml'), 'inventory: switches.yaml\n');
  const { config, origins } = loadConfig(inputs({ file: join(cwd, 'other.yaml'), env: { NO_COLOR: '0' } }));
  expect(config.inventory).toBe(join(cwd, 'switches.yaml'));
  expect(config.color).toBe(false);
  expect(origins.get('color')).toBe('NO_COLOR');
});

const rows: readonly {
  name: string;
  code: string;
  words: string;
  text?: string;
  env?: Record<string, string>;
  flags?: Record<string, unknown>;
}[] = [
  {
    name: 'an unknown key',
    text: 'dta: x\n',
    code: 'KEY_UNKNOWN',
    words: 'liclab.yaml:1: there is no key "dta". Did you mean "data"?',
  },
  {
    name: 'a wrong mode',
    text: 'hostKeys: acept-new\n',
    code: 'VALUE_INVALID',
    words: 'Did you mean "accept-new"?',
  },
  {
    name: 'a duration without unit',
    text: 'deadlines:\n  up: 20\n',
    code: 'VALUE_INVALID',
    words: 'liclab.yaml:2: deadlines.up: expected a duration with its unit',
  },
  {
    name: 'a duration out of range',
    text: 'deadlines: {up: 7h}\n',
    code: 'VALUE_INVALID',
    words: 'from 1s to 6h',
  },
  {
    name: 'an unknown deadline',
    text: 'deadlines: {upp: 7m}\n',
    code: 'KEY_UNKNOWN',
    words: 'in deadlines. Did you mean "up"?',
  },
  {
    name: 'an alarm rule with a key that does not exist',
    text: 'alarms:\n  rules:\n    - { name: dna, licence: "*DNA*" }\n',
    code: 'KEY_UNKNOWN',
    words: 'liclab.yaml:3: there is no key "licence" in alarms.rules[0]. Did you mean "license"?',
  },
  {
    name: 'alarms at no number of days',
    text: 'alarms:\n  rules:\n    - { name: a }\n    - { name: b, days: [90, soon] }\n',
    code: 'VALUE_INVALID',
    words: 'liclab.yaml:4',
  },
  {
    name: 'a webhook that is not encrypted',
    text: 'alarms:\n  webhook:\n    url: http://hooks.example/x\n',
    code: 'VALUE_INVALID',
    words: 'liclab.yaml:3: alarms.webhook.url: expected a URL that begins with https://',
  },
  {
    name: 'a webhook at the metadata service',
    text: 'alarms:\n  webhook: { url: "https://169.254.169.254/latest" }\n',
    code: 'WEBHOOK_URL',
    words: 'liclab.yaml:2: alarms.webhook: expected a url without user',
  },
  {
    name: 'a webhook with its secret in plain text',
    text: 'alarms:\n  webhook: { url: "https://hooks.example", secret: canary }\n',
    code: 'SECRET_PLAIN_TEXT',
    words: 'alarms.webhook.secret: expected a reference to the secret',
  },
  {
    name: 'a proxy with a user and no password',
    text: 'alarms:\n  webhook: { url: "https://hooks.example", proxy: { url: "http://p:1", username: u } }\n',
    code: 'VALUE_INVALID',
    words: 'alarms.webhook.proxy: expected a url, and username and password both or neither',
  },
  {
    name: 'a wrong clock',
    flags: { time: 'scaled:99' },
    code: 'VALUE_INVALID',
    words: '--time: time: expected real, virtual or scaled:N',
  },
  {
    name: 'a seed that is no number',
    env: { LICLAB_SEED: 'abc' },
    code: 'VALUE_INVALID',
    words: 'LICLAB_SEED: seed: expected a whole number',
  },
  {
    name: 'a colour that is neither',
    env: { LICLAB_COLOR: 'maybe' },
    code: 'VALUE_INVALID',
    words: 'LICLAB_COLOR: color: expected true or false',
  },
];

test.each(rows)('settings with $name are refused, naming the place', ({ text, env, flags, code, words }) => {
  if (text !== undefined) file(text);
  const load = () => loadConfig(inputs({ ...(env && { env }), ...(flags && { flags }) }));
  expect(load).toThrow(expect.objectContaining({ code, message: expect.stringContaining(words) }));
});

test('alarms are filled in; their relative paths count from the file', () => {
  expect(loadConfig(inputs()).config.alarms).toEqual({ rules: [], webhook: null, folder: cwd });
  file(`alarms:
  rules: [{ name: dna, license: "*DNA*", days: [14] }, { name: short, onlyShort: true }]
  webhook: { url: "https://hooks.example/x", secret: "file:hook.secret", caFile: ca.pem }
`);
  const { config, origins } = loadConfig(inputs());
  expect(config.alarms).toMatchObject({
    folder: cwd,
    rules: [
      { name: 'dna', license: '*DNA*', account: null, days: [14], onlyShort: false },
      { name: 'short', days: [90, 30, 7, 0], onlyShort: true },
    ],
    webhook: { secret: 'file:hook.secret', caFile: join(cwd, 'ca.pem'), allowPrivate: false, proxy: null },
  });
  expect(origins.get('alarms')).toBe('liclab.yaml:1');
});

test('a settings file that was named must exist', () => {
  expect(() => loadConfig(inputs({ file: 'none.yaml' }))).toThrow(
    expect.objectContaining({ code: 'FILE_UNREADABLE' }),
  );
});

test('a wrong database URL is refused without repeating it', () => {
  const load = () => loadConfig(inputs({ env: { LICLAB_DATABASE: 'mysql://u:canary@h/d' } }));
  expect(load).toThrow(
    expect.objectContaining({ code: 'VALUE_INVALID', message: expect.not.stringContaining('canary') }),
  );
});

test('what is shown hides passwords in URLs and names every setting with its origin', () => {
  const shown = showConfig(
    loadConfig(
      inputs({
        env: { LICLAB_DATABASE: 'postgres://u:canary@h/d?password=canary' },
        flags: { time: 'scaled:60' },
      }),
    ),
  );
  expect(JSON.stringify(shown)).not.toContain('canary');
  expect(shown).toContainEqual({ key: 'time', value: 'scaled:60', origin: '--time' });
  expect(shown).toContainEqual({ key: 'deadlines.up', value: '20m', origin: 'default' });
  expect(shown).toContainEqual({ key: 'inventory', value: null, origin: 'default' });
});

test.each([
  ['90s', 90_000],
  ['1h30m', 5_400_000],
  ['500ms', 500],
  ['2d', 172_800_000],
  ['1m500ms', 60_500],
  ['0s', 0],
  ['', null],
  ['20', null],
  ['30m1h', null],
  ['-5s', null],
  ['1.5h', null],
  ['5 s', null],
])('the duration %j is %j ms', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});

test('a duration comes back from its text', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (milliseconds) => {
      expect(parseDuration(formatDuration(milliseconds))).toBe(milliseconds);
    }),
  );
});

function file(text: string): void {
  writeFileSync(join(cwd, 'liclab.yaml'), text);
}

function inputs(over: Partial<ConfigInputs> = {}): ConfigInputs {
  return { cwd, env: {}, flags: {}, file: null, ...over };
}
