import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isLicenseLabError } from '../../../core/errors.ts';
import { parseYaml } from '../../../agent/config/index.ts';
import { DESIRED_SCHEMA_FILE, desiredJsonSchema, loadDesired } from '../../../agent/desired/index.ts';
import { readInventory } from '../../../agent/inventory/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'liclab-desired-'));
afterAll(() => rmSync(folder, { recursive: true }));

const INVENTORY = readInventory(
  parseYaml(
    `credentials: {c: {username: a, password: "env:P"}}
devices:
  - {id: sw-1, host: 127.0.0.1, site: berlin}
  - {id: sw-2, host: 127.0.0.2, site: berlin}
  - {id: sw-3, host: 127.0.0.3, site: paris}
`,
    'inventory.yaml',
  ),
);
const NOW = Date.UTC(2026, 0, 5, 8);

function load(text: string) {
  writeFileSync(join(folder, 'desired.yaml'), text);
  return loadDesired('desired.yaml', folder, INVENTORY, NOW);
}

test('reads entries with their places, levels, windows and policy', () => {
  const { entries } = load(`# a comment
- select: site=berlin
  level: network-advantage
  addon: dna-advantage
  window: Sat 02:00-04:00 Europe/Berlin
  autoApply: true
- select: [id=sw-3, id=sw-4]
  account: Example.COM
  virtualAccount: Branch
`);
  expect(entries.map(({ line, column, desired }) => ({ line, column, ...desired }))).toEqual([
    {
      line: 2,
      column: 3,
      level: { network: 'network-advantage', addon: 'dna-advantage' },
      account: null,
      virtualAccount: null,
      windows: ['Sat 02:00-04:00 Europe/Berlin'],
      autoApply: true,
    },
    {
      line: 7,
      column: 3,
      level: null,
      account: 'example.com',
      virtualAccount: 'Branch',
      windows: [],
      autoApply: false,
    },
  ]);
});

test('two entries that want different parts of one switch add up', () => {
  expect(
    load('- {select: all, level: network-advantage}\n- {select: id=sw-1, account: a.example}\n').entries,
  ).toHaveLength(2);
});

test.each([
  ['wrong key', '- {select: all, levle: network-advantage}', 'KEY_UNKNOWN', '1:17', 'level'],
  ['missing select', '- {level: network-advantage}', 'KEY_MISSING', '1:3', 'select'],
  ['wrong level', '- select: all\n  level: network-advantag', 'VALUE_INVALID', '2:3', 'network-advantage'],
  ['no list', 'select: all', 'VALUE_INVALID', '1:1', 'a list of entries'],
  ['not YAML', '- {select: all', 'YAML_SYNTAX', '1:15', ''],
  ['nothing wanted', '- select: all', 'DESIRED_NOTHING', '1:3', 'nothing is wanted'],
  [
    'add-on alone',
    '- {select: all, addon: dna-advantage}',
    'DESIRED_NOTHING',
    '1:3',
    'an add-on needs a level',
  ],
  [
    'a pair no switch has',
    '- {select: all, level: network-essentials, addon: dna-advantage}',
    'LEVEL_NOT_ALLOWED',
    '1:44',
    'no switch accepts',
  ],
  [
    'Virtual Account alone',
    '- {select: all, level: network-advantage, virtualAccount: X}',
    'KEY_MISSING',
    '1:43',
    'needs an account',
  ],
  [
    'unknown selector key',
    '- {select: sit=x, level: network-advantage}',
    'SELECTOR_KEY_UNKNOWN',
    '1:4',
    'sit',
  ],
  [
    'selects by level',
    '- {select: level=network-essentials, level: network-advantage}',
    'DESIRED_SELECTS_BY_LEVEL',
    '1:4',
    'select nobody',
  ],
  ['selects nobody', '- {select: site=berln, level: network-advantage}', 'SELECTION_EMPTY', '1:3', 'berlin'],
  [
    'no window',
    '- {select: all, level: network-advantage, window: never}',
    'WINDOW_INVALID',
    '1:43',
    'never',
  ],
  [
    'unknown zone',
    '- {select: all, level: network-advantage, window: "Sat 02:00-04:00 Europe/Berln"}',
    'WINDOW_ZONE_UNKNOWN',
    '1:43',
    'Berln',
  ],
])('%s: exit code 2 with file, line and column', (_name, text, code, place, words) => {
  const error = errorOf(() => load(text));
  expect(error).toMatchObject({ code, name: 'ConfigError' });
  expect(error.message).toContain(`desired.yaml:${place}: `);
  expect(`${error.message} ${error.hint}`).toContain(words);
});

test('two entries that want different things of one switch: both lines are named', () => {
  const text = `- {select: site=berlin, level: network-advantage}
- {select: site=paris, level: network-advantage}
- {select: id=sw-2, level: network-essentials}
`;
  const error = errorOf(() => load(text));
  expect(error.code).toBe('DESIRED_CONFLICT');
  expect(error.message).toBe(
    'desired.yaml:3:3: this entry wants "network-essentials" of sw-2, line 1 wants "network-advantage".',
  );
});

test('all problems are told at once', () => {
  const error = errorOf(() => load('- {select: all, level: x}\n- {selct: all, level: network-advantage}\n'));
  expect(error.message.split('\n')).toHaveLength(2);
});

test('the published schema is the one that is read', async () => {
  await expect(desiredJsonSchema()).toMatchFileSnapshot(`../../../${DESIRED_SCHEMA_FILE}`);
});

test('the example of the documentation names the schema in its first comment', () => {
  const page = readFileSync(new URL('../../../docs/serve.md', import.meta.url), 'utf8');
  const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  expect(yaml.split('\n')[0]).toContain('desired-state.schema.json');
});

function errorOf(work: () => unknown) {
  try {
    work();
  } catch (error) {
    if (isLicenseLabError(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
