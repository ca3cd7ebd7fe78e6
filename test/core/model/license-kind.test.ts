import { expect, test } from 'vitest';
import { licenseKind } from '../../../core/model/license-kind.ts';
import { ENTITLEMENTS } from '../../../core/model/data/entitlement-tags.ts';

test.each([
  ['C9300 Network Advantage', 'network-advantage', ['C9300']],
  ['c9300 dna essentials', 'dna-essentials', ['C9300']],
  ['C9300 48P NW Advantage', 'network-advantage', ['C9300']],
  // Not in the table: read word by word.
  ['C9200L DNA Essentials, 24-port Term license', 'dna-essentials', ['C9200L']],
  ['Router US Export Lic. for DNA', null, []],
  ['', null, []],
])('%s is for %s on %j', (license, level, models) => {
  expect(licenseKind(license)).toEqual({ level, models });
});

test('every license of the table says its level and a model family', () => {
  for (const { license, name } of ENTITLEMENTS) {
    expect(licenseKind(license).level, license).toBe(name);
    expect(licenseKind(license).models, license).not.toEqual([]);
  }
});
