/** The field engineer's page: its files are read, its commands are known with their options. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadInventory } from '../../agent/inventory/index.ts';
import { readSshConfig, withSshConfig } from '../../agent/ssh-config/index.ts';
import { createWorld } from '../agent/cli/support.ts';
import type { World } from '../agent/cli/support.ts';
import { fencedBlocks, verbLines } from '../interop/support/readme.ts';

const PAGE = readFileSync(new URL('../../docs/field.md', import.meta.url), 'utf8');

describe('docs/field.md', () => {
  let world: World;
  beforeAll(() => {
    world = createWorld();
    world.file('inventory.yaml', fencedBlocks(PAGE, 'yaml')[0] ?? '');
    world.file('fleet.csv', fencedBlocks(PAGE, 'csv')[0] ?? '');
    world.file('ssh_config', fencedBlocks(PAGE, 'ssh-config')[0] ?? '');
  });
  afterAll(() => world.remove());

  test('its inventories are inventories', () => {
    const yaml = loadInventory(join(world.folder, 'inventory.yaml'));
    expect(yaml.devices.map(({ hops }) => hops.map(({ address }) => address.deviceId))).toEqual([
      [],
      ['bastion'],
      ['bastion', 'inner'],
    ]);
    expect(loadInventory(join(world.folder, 'fleet.csv')).devices).toHaveLength(2);
  });

  test('its ssh config is one', () => {
    const config = readSshConfig(join(world.folder, 'ssh_config'), world.folder);
    expect(config.warnings).toEqual([]);
    const file = join(world.folder, 'direct.yaml');
    writeFileSync(file, (fencedBlocks(PAGE, 'yaml')[0] ?? '').replace('via: [bastion, inner], ', ''));
    const { devices } = withSshConfig(loadInventory(file), config, 'me');
    expect(devices[2]).toMatchObject({
      hops: [{ address: { deviceId: 'bastion', host: '198.51.100.7' } }],
      known: { alias: '10.1.2.3' },
    });
  });

  test.each(verbLines(PAGE))('liclab %s', async (line) => {
    const { code, stderr } = await world.run(...line.split(' '));
    // Nobody answers here, and nobody may be asked: but nothing is wrong with the line or with a file.
    expect(`${code} ${stderr}`).not.toMatch(/^2 /);
  });
});
