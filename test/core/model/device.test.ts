import { expect, test } from 'vitest';
import { levelInUse } from '../../../core/model/device.ts';

const use = (name: string, count = 1) => ({ tag: `regid.x,${name}`, name, count });

test.each([
  [
    'both',
    [use('network-advantage'), use('dna-advantage')],
    { network: 'network-advantage', addon: 'dna-advantage' },
  ],
  ['no add-on', [use('network-essentials')], { network: 'network-essentials', addon: null }],
  [
    'a row per tag of a mixed stack',
    [use('network-advantage', 2), use('network-advantage')],
    { network: 'network-advantage', addon: null },
  ],
  [
    'other licenses beside',
    [use('network-essentials'), use('air-network-advantage', 0), use('hseck9')],
    { network: 'network-essentials', addon: null },
  ],
  ['nothing', [], null],
  ['an add-on alone', [use('dna-advantage')], null],
  ['two levels: members differ', [use('network-essentials'), use('network-advantage')], null],
  [
    'two add-ons: members differ',
    [use('network-advantage'), use('dna-essentials'), use('dna-advantage')],
    null,
  ],
  ['a level that counts 0', [use('network-essentials', 0)], null],
])('the level in use: %s', (_, usage, level) => {
  expect(levelInUse(usage)).toEqual(level);
});
