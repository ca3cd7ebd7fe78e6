import { describe, expect, test } from 'vitest';
import {
  CAPABILITIES,
  capabilityParameter,
  hasCapability,
  moduleCapabilities,
  negotiateBase,
} from '../../../../core/wire/netconf/index.ts';
import { codeOf } from './helpers.ts';

const WITH_DEFAULTS = `${CAPABILITIES.withDefaults}?basic-mode=explicit&also-supported=report-all-tagged,report-all`;
const LIBRARY = `${CAPABILITIES.yangLibrary11}?revision=2019-01-04&content-id=320fb18cf867ab8e4ee8d10b6f7f03ce`;
const SMART = 'http://cisco.com/ns/yang/cisco-smart-license?module=cisco-smart-license&revision=2021-03-01';
const NATIVE =
  'http://cisco.com/ns/yang/Cisco-IOS-XE-native?module=Cisco-IOS-XE-native&revision=2022-07-01&features=a,b&deviations=d1,d2';
const LIST = [
  CAPABILITIES.base10,
  CAPABILITIES.base11,
  WITH_DEFAULTS,
  LIBRARY,
  SMART,
  NATIVE,
  'urn:plain?module=plain',
];

describe('capabilities', () => {
  /** URI asked for, whether it is there. */
  const rows: readonly (readonly [string, boolean])[] = [
    [CAPABILITIES.base11, true],
    [CAPABILITIES.withDefaults, true],
    [WITH_DEFAULTS, true],
    [CAPABILITIES.candidate, false],
    ['urn:ietf:params:netconf:base:1', false],
    [`${CAPABILITIES.base11}?x=1`, false],
    ['http://cisco.com/ns/yang/cisco-smart-license', true],
  ];
  test.each(rows)('%s: %s', (uri, isThere) => {
    expect(hasCapability(LIST, uri)).toBe(isThere);
  });

  test('parameters', () => {
    expect(capabilityParameter(LIST, CAPABILITIES.withDefaults, 'basic-mode')).toBe('explicit');
    expect(capabilityParameter(LIST, CAPABILITIES.yangLibrary11, 'content-id')).toBe(
      '320fb18cf867ab8e4ee8d10b6f7f03ce',
    );
    expect(capabilityParameter(LIST, CAPABILITIES.withDefaults, 'basic')).toBeNull();
    expect(capabilityParameter(LIST, CAPABILITIES.candidate, 'basic-mode')).toBeNull();
  });

  test('modules', () => {
    const modules = moduleCapabilities(LIST);
    expect([...modules.keys()]).toEqual(['cisco-smart-license', 'Cisco-IOS-XE-native', 'plain']);
    expect(modules.get('Cisco-IOS-XE-native')).toEqual({
      module: 'Cisco-IOS-XE-native',
      namespace: 'http://cisco.com/ns/yang/Cisco-IOS-XE-native',
      revision: '2022-07-01',
      features: ['a', 'b'],
      deviations: ['d1', 'd2'],
    });
    expect(modules.get('plain')).toMatchObject({ revision: null, features: [], deviations: [] });
    expect(
      moduleCapabilities(['u?module=m&revision=1', 'u?module=m&revision=2', 'v?module=m']).get('m')?.revision,
    ).toBe('1');
    expect(moduleCapabilities(LIST)).toBe(modules);
  });

  const both = [CAPABILITIES.base10, CAPABILITIES.base11];
  /** description, ours, theirs, version or code. */
  const bases: readonly (readonly [string, readonly string[], readonly string[], string])[] = [
    ['both offer both', both, both, '1.1'],
    ['they offer 1.0 alone', both, [CAPABILITIES.base10], '1.0'],
    ['we offer 1.0 alone', [CAPABILITIES.base10], both, '1.0'],
    ['both offer 1.1 alone', [CAPABILITIES.base11], [CAPABILITIES.base11], '1.1'],
    ['nothing in common', [CAPABILITIES.base10], [CAPABILITIES.base11], 'NETCONF_NO_COMMON_BASE'],
    ['they offer none', both, [CAPABILITIES.candidate], 'NETCONF_NO_COMMON_BASE'],
    ['they offer nothing', both, [], 'NETCONF_NO_COMMON_BASE'],
    ['they offer a later one', both, ['urn:ietf:params:netconf:base:1.2'], 'NETCONF_NO_COMMON_BASE'],
  ];
  test.each(bases)('%s', (_description, ours, theirs, expected) => {
    const code = codeOf(() => negotiateBase(ours, theirs));
    expect(code === 'none' ? negotiateBase(ours, theirs) : code).toBe(expected);
  });
});
