import { describe, expect, test } from 'vitest';
import { ENTITLEMENTS } from '../../../core/model/data/entitlement-tags.ts';
import { entitlementByTag, entitlementOf, licensesOf, usageOf } from '../../../core/model/entitlements.ts';
import { LEVELS } from '../../../core/model/level.ts';
import type { Level } from '../../../core/model/level.ts';
import { PORT_FAMILIES, portFamily } from '../../../core/model/port-family.ts';

const ADVANTAGE: Level = { network: 'network-advantage', addon: 'dna-advantage' };
const member = (model: string, serial: string) => ({ model, serial });

describe('port family of a model', () => {
  test.each([
    ['C9300-24UX', 'C9300-24'],
    ['C9300-48UXM', 'C9300-48'],
    ['c9300-48t', 'C9300-48'],
    ['C9300X-48HX', 'C9300-48'],
    ['C9300L-48PF-4X', 'C9300L-48'],
    ['C9200L-48T-4X', 'C9200L-48'],
    ['C9200-24P', 'C9200-24'],
    ['C9350-24U', 'C9350-24'],
    ['C9407R', 'C9400'],
    ['C9410R', 'C9400'],
    ['C9606R', 'C9600'],
    ['C9500-40X', 'C9500-40X'],
    ['C9500-32C', 'C9500-32C'],
    ['C9500-32QC', 'C9500-32QC'],
    ['C9500-48Y4C', 'C9500-48Y4C'],
    ['C9500X-28C8D', 'C9500X'],
    ['C9300LM-24U-4Y', null],
    ['C9200CX-12T-2X2G', null],
    ['C9300X-12Y', null],
    ['C9500-99Z', null],
    ['WS-C3850-24T', null],
    ['', null],
    ['C9300-24'.repeat(8192), 'C9300-24'],
  ])('%.20s', (model, family) => {
    expect(portFamily(model)).toBe(family);
  });
});

describe('the table of entitlements', () => {
  const rows = ENTITLEMENTS.map((entry) => ({ ...entry, label: `${entry.families[0]} ${entry.name}` }));

  test.each(rows)('$label: the tag has the grammar of CSSM', ({ tag }) => {
    expect(tag).toMatch(
      /^regid\.[0-9]{4}-[0-9]{2}\.com\.cisco\.[A-Za-z0-9_-]+,1\.0_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    );
  });

  test.each(rows)('$label: an invented tag shows it, and no other does', ({ tag, tagEvidence }) => {
    expect(tag.includes('_00000000-0000-4000-8000-')).toBe(tagEvidence === 'invented');
  });

  test('tags are unique, license names too', () => {
    expect(new Set(ENTITLEMENTS.map((entry) => entry.tag)).size).toBe(ENTITLEMENTS.length);
    expect(new Set(ENTITLEMENTS.map((entry) => entry.license)).size).toBe(ENTITLEMENTS.length);
  });

  test.each(PORT_FAMILIES)('%s has one entitlement per level and add-on', (family) => {
    for (const name of [
      'network-essentials',
      'network-advantage',
      'dna-essentials',
      'dna-advantage',
    ] as const) {
      const matching = ENTITLEMENTS.filter((entry) => entry.name === name && entry.families.includes(family));
      expect(matching).toHaveLength(1);
      expect(entitlementOf(family, name)).toBe(matching[0]);
    }
  });

  test('is found by tag', () => {
    const row = entitlementOf('C9300-24', 'network-advantage');
    expect(entitlementByTag(row.tag)).toBe(row);
    expect(entitlementByTag('regid.x')).toBeNull();
  });
});

describe('licenses in use', () => {
  test('a stack of mixed port counts: one license per member, on the tag of its ports', () => {
    const members = [member('C9300-24UX', 'FOC1'), member('C9300-24U', 'FOC2'), member('C9300-48T', 'FOC3')];
    const usage = usageOf(members, ADVANTAGE);
    expect(
      usage.map(({ name, description, license, count }) => ({ name, description, license, count })),
    ).toEqual([
      {
        name: 'network-advantage',
        description: 'C9300-24 Network Advantage',
        license: 'C9300 Network Advantage',
        count: 2,
      },
      {
        name: 'dna-advantage',
        description: 'C9300-24 DNA Advantage',
        license: 'C9300 DNA Advantage',
        count: 2,
      },
      {
        name: 'network-advantage',
        description: 'C9300-48 Network Advantage',
        license: 'C9300 48P NW Advantage',
        count: 1,
      },
      {
        name: 'dna-advantage',
        description: 'C9300-48 DNA Advantage',
        license: 'C9300 48P DNA Advantage',
        count: 1,
      },
    ]);
  });

  test('a chassis with two supervisors: two network licenses, one add-on', () => {
    const usage = usageOf([member('C9407R', 'FXS1'), member('C9407R', 'FXS1')], ADVANTAGE);
    expect(usage.map(({ name, count }) => [name, count])).toEqual([
      ['network-advantage', 2],
      ['dna-advantage', 1],
    ]);
  });

  test('a pair of C9500: two of each', () => {
    const usage = usageOf([member('C9500-32QC', 'FDO1'), member('C9500-32QC', 'FDO2')], ADVANTAGE);
    expect(usage.map(({ name, count }) => [name, count])).toEqual([
      ['network-advantage', 2],
      ['dna-advantage', 2],
    ]);
  });

  test('no add-on, no row for one', () => {
    const usage = usageOf([member('C9300-48P', 'FOC1')], { network: 'network-essentials', addon: null });
    expect(usage.map((row) => row.name)).toEqual(['network-essentials']);
  });

  test('a slot that is only provisioned, or removed, needs none', () => {
    const members = [
      { ...member('C9300-24T', 'FOC1'), state: 'ready' as const },
      { ...member('C9300-24T', ''), state: 'provisioned' as const },
      { ...member('C9300-24T', 'FOC3'), state: 'removed' as const },
    ];
    expect(usageOf(members, ADVANTAGE).map((row) => row.count)).toEqual([1, 1]);
  });

  test('an unknown model is refused, never guessed', () => {
    expect(() => usageOf([member('C9200CX-12T', 'FOC1')], ADVANTAGE)).toThrow(
      expect.objectContaining({ code: 'MODEL_UNKNOWN', name: 'LicensingError', definite: true }),
    );
  });

  test.each(LEVELS)('every known model has licenses at $network $addon', (level) => {
    for (const model of ['C9200-24T', 'C9300-48U', 'C9407R', 'C9500-16X', 'C9500X-60L4D', 'C9606R']) {
      expect(usageOf([member(model, 'S')], level)).toHaveLength(level.addon === null ? 1 : 2);
    }
  });

  test('quantities per license name', () => {
    const usage = usageOf([member('C9300-24T', 'A'), member('C9300-24P', 'B')], ADVANTAGE);
    expect(licensesOf(usage)).toEqual([
      { license: 'C9300 Network Advantage', quantity: 2 },
      { license: 'C9300 DNA Advantage', quantity: 2 },
    ]);
  });
});
