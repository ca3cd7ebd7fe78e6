/** Everything on the page about licenses that can be run is run, against a lab in memory. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig, parseYaml } from '../../agent/config/index.ts';
import { readInventory } from '../../agent/inventory/index.ts';
import { FINDING_CODES } from '../../agent/licenses/finding.ts';
import { errorCode, startAccountLab } from '../agent/accounts/lab.ts';
import type { AccountLab } from '../agent/accounts/lab.ts';
import { fencedBlocks, verbLines } from '../interop/support/readme.ts';

const PAGE = readFileSync(new URL('../../docs/licenses.md', import.meta.url), 'utf8');
const LINES = verbLines(PAGE).filter((line) => !line.startsWith('sim '));

describe('its commands', () => {
  let world: AccountLab;
  beforeAll(async () => {
    world = await startAccountLab();
  });
  afterAll(() => world.stop());

  test('are many', () => expect(LINES.length).toBeGreaterThan(15));

  test.each(LINES)('%s', async (line) => {
    const words = line.match(/'[^']*'|\S+/g)?.map((word) => word.replace(/^'(.*)'$/, '$1')) ?? [];
    const ran = await world.run(...words);
    expect([ran.code, errorCode(ran)], ran.stderr).toEqual([expect.toBeOneOf([0, 1]), undefined]);
    const out = words[words.indexOf('--out') + 1] ?? '';
    if (words.includes('--out')) expect(readFileSync(join(world.folder, out), 'utf8')).not.toBe('');
  });
});

test.each(fencedBlocks(PAGE, 'yaml inventory'))('inventory %#', (text) => {
  expect(readInventory(parseYaml(text, 'inventory.yaml')).cssm?.accounts ?? []).toBeInstanceOf(Array);
});

test('its settings are some', async () => {
  const world = await startAccountLab();
  const [text = ''] = fencedBlocks(PAGE, 'yaml settings');
  writeFileSync(join(world.folder, 'liclab.yaml'), text);
  const { config } = loadConfig({ cwd: world.folder, env: {}, flags: {}, file: null });
  expect(config.alarms).toMatchObject({
    rules: [{ days: [] }, { onlyShort: true }],
    webhook: { allowPrivate: false },
  });
  await world.stop();
});

test('its payload is JSON', () => {
  const [text = ''] = fencedBlocks(PAGE, 'json payload');
  expect(JSON.parse(text)).toMatchObject({ schema: 'liclab.alarms/1', alarms: [{ alarm: 30 }] });
});

test('it lists every code of a finding, in their order', () => {
  const listed = [...PAGE.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, code]) => code);
  expect(listed).toEqual(FINDING_CODES);
});
