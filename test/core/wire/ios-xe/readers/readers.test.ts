import { describe, expect, test } from 'vitest';
import { levelInUse } from '../../../../../core/model/device.ts';
import {
  membersOf,
  readBootLevel,
  readChassis,
  readModules,
  readRegistration,
  readStack,
  readSystem,
  readTrust,
  readUsage,
  releaseOf,
  serialsOf,
} from '../../../../../core/wire/ios-xe/index.ts';
import { DATA, data } from '../fixtures.ts';

const NATIVE = 'xmlns="http://cisco.com/ns/yang/Cisco-IOS-XE-native"';
const level = (inner: string) =>
  `<native ${NATIVE}><license><boot><level>${inner}</level></boot></license></native>`;

describe('the boot level', () => {
  test.each([
    ['with add-on', DATA.bootLevelWithAddon, { network: 'network-advantage', addon: 'dna-advantage' }],
    ['alone', DATA.bootLevelAlone, { network: 'network-essentials', addon: null }],
    ['none', level(''), null],
    ['empty data', '', null],
    ['a level we do not know', level('<advantage/>'), null],
    [
      'an add-on we do not know',
      level('<network-advantage><addon>dna-premier</addon></network-advantage>'),
      null,
    ],
    ['an empty add-on', level('<network-advantage><addon/></network-advantage>'), null],
    ['two levels', level('<network-advantage/><network-essentials/>'), null],
    ['another namespace', level('<network-advantage xmlns="urn:x"/>'), null],
    ['a name of the prototype', level('<constructor/>'), null],
  ])('%s', (_, content, expected) => {
    expect(readBootLevel(data(content))).toEqual(expected);
  });

  test('no data at all', () => {
    expect(readBootLevel(null)).toBeNull();
  });
});

describe('system data and inventory', () => {
  test('are read', () => {
    expect(readSystem(data(DATA.device))).toEqual({
      bootTime: '2026-02-01T09:30:12+00:00',
      release: '17.9.4a',
      rebootReason: 'Reload Command',
      unsaved: false,
    });
    expect(readChassis(data(DATA.device))).toEqual([
      { index: 0, serial: 'FOC0000X0AA', model: 'C9300-24UX' },
      { index: 1, serial: 'FOC0000X0AA', model: 'C9300-24UX' },
      { index: 2, serial: 'FOC0000X0BB', model: 'C9300-48T' },
    ]);
  });

  test('what a device does not say is null', () => {
    const nothing = { bootTime: null, release: null, rebootReason: null, unsaved: null };
    expect(readSystem(data(''))).toEqual(nothing);
    expect(readSystem(null)).toEqual(nothing);
    expect(readChassis(null)).toEqual([]);
    const old = DATA.device
      .replace(/<unsaved-config>.*<\/unsaved-config>/, '')
      .replace('2026-02-01T09:30:12+00:00', ' ');
    expect(readSystem(data(old))).toMatchObject({ bootTime: null, unsaved: null, release: '17.9.4a' });
  });
});

test.each([
  ['Cisco IOS XE Software, Version 17.09.04a', '17.9.4a'],
  [
    'Cisco IOS Software [Fuji], Catalyst L3 Switch Software (CAT9K_IOSXE), Version 16.9.3, RELEASE SOFTWARE (fc2)',
    '16.9.3',
  ],
  [
    'Cisco IOS Software [X], X, Experimental Version 17.6.20250302:012459 [build 149]',
    '17.6.20250302:012459',
  ],
  ['17.18.01', '17.18.1'],
  ['17.12', '17.12'],
  ['Version BLD_POLARIS_DEV', null],
  ['', null],
  ['Version '.repeat(8192), null],
])('release in %.60j', (banner, release) => {
  expect(releaseOf(banner)).toBe(release);
});

describe('members', () => {
  const chassis = readChassis(data(DATA.device));

  test('a stack: nodes joined with the inventory, by slot', () => {
    const members = membersOf(chassis, readStack(data(DATA.stack)));
    expect(members).toEqual([
      { slot: 1, serial: 'FOC0000X0AA', model: 'C9300-24UX', role: 'active', state: 'ready' },
      { slot: 2, serial: 'FOC0000X0BB', model: 'C9300-48T', role: 'standby', state: 'license-mismatch' },
    ]);
    expect(serialsOf(members)).toEqual(['FOC0000X0AA', 'FOC0000X0BB']);
  });

  test('a switch alone: one member, though the inventory lists it twice', () => {
    expect(membersOf(chassis.slice(0, 2), [])).toEqual([
      { slot: 1, serial: 'FOC0000X0AA', model: 'C9300-24UX', role: 'active', state: 'ready' },
    ]);
  });

  test('several serials without nodes: nothing is known of their roles', () => {
    expect(membersOf(chassis, []).map(({ role, state }) => [role, state])).toEqual([
      ['member', 'other'],
      ['member', 'other'],
    ]);
  });

  test('two supervisors of one chassis: two nodes, one serial', () => {
    const nodes = [
      { slot: 1, serial: 'FXS0000X0CC', role: 'active', state: 'ready' },
      { slot: 2, serial: 'FXS0000X0CC', role: 'standby', state: 'ready' },
    ] as const;
    const members = membersOf([{ index: 0, serial: 'FXS0000X0CC', model: 'C9407R' }], nodes);
    expect(members.map((member) => member.model)).toEqual(['C9407R', 'C9407R']);
    expect(serialsOf(members)).toEqual(['FXS0000X0CC']);
  });

  test('a removed member is in the list, its serial is not among those present', () => {
    const nodes = readStack(data(DATA.stack.replace('state-license-mismatch', 'state-removed')));
    const members = membersOf(chassis, nodes);
    expect(members.map((member) => member.state)).toEqual(['ready', 'removed']);
    expect(serialsOf(members)).toEqual(['FOC0000X0AA']);
  });

  test.each([
    ['state-version-mismatch', 'version-mismatch'],
    ['state-platform-and-license-mismatch', 'license-mismatch'],
    ['state-platform-mismatch', 'platform-mismatch'],
    ['state-initializing', 'initializing'],
    ['state-os-mismatch', 'other'],
    ['toString', 'other'],
    ['', 'other'],
  ])('node-state %s is %s', (text, state) => {
    const nodes = readStack(data(DATA.stack.replace('state-license-mismatch', text)));
    expect(nodes[1]?.state).toBe(state);
  });

  test('a node without a number is left out, and no data is no stack', () => {
    expect(readStack(data(DATA.stack.replace('<chassis-number>2</chassis-number>', '')))).toHaveLength(2);
    expect(readStack(null)).toEqual([]);
    expect(readStack(data(''))).toEqual([]);
  });
});

describe('licenses', () => {
  test('in use: a level name wins over a description', () => {
    const usage = readUsage(data(DATA.licenses));
    expect(usage?.map(({ name, count }) => [name, count])).toEqual([
      ['network-advantage', 2],
      ['dna-advantage', 2],
    ]);
    expect(levelInUse(usage ?? [])).toEqual({ network: 'network-advantage', addon: 'dna-advantage' });
  });

  test('not said is null, none is an empty list', () => {
    expect(readUsage(null)).toBeNull();
    expect(readUsage(data(''))).toBeNull();
    expect(readUsage(data(DATA.registered))).toEqual([]);
  });

  test.each([
    '<count>2</count>',
    '<count>2</count><enforcement-mode>enforcement-invalid-tag</enforcement-mode>',
  ])('a row without its count is left out', (count) => {
    const content = DATA.licenses.replace(count, '<count>many</count>');
    expect(readUsage(data(content))).toHaveLength(1);
  });

  test('registration', () => {
    expect(readRegistration(data(DATA.registered))).toEqual({
      state: 'complete',
      smartAccount: 'Example Networks',
      virtualAccount: 'Campus',
      failMessage: null,
    });
    expect(readRegistration(data(DATA.licenses)).state).toBe('not-registered');
    expect(readRegistration(null).state).toBeNull();
    const failed = DATA.licenses.replace(
      '<registration-state>reg-state-not-registered</registration-state>',
      '<registration-state>reg-state-failed</registration-state>' +
        '<registration-failed><fail-message>Token\u0009is not valid</fail-message></registration-failed>',
    );
    expect(readRegistration(data(failed))).toMatchObject({
      state: 'failed',
      failMessage: 'Token is not valid',
    });
  });

  test('trust codes', () => {
    expect(readTrust(data(DATA.licenses))).toEqual([
      {
        udi: 'PID:C9300-24UX,SN:FOC0000X0AA',
        model: 'C9300-24UX',
        serial: 'FOC0000X0AA',
        isInstalled: true,
        installedAt: '2026-01-05T08:00:00+00:00',
      },
      {
        udi: 'PID:C9300-48T,SN:FOC0000X0BB',
        model: null,
        serial: null,
        isInstalled: false,
        installedAt: null,
      },
    ]);
    expect(readTrust(null)).toEqual([]);
  });
});

test('modules by name', () => {
  const library = 'xmlns="urn:ietf:params:xml:ns:yang:ietf-yang-library"';
  const content = `<modules-state ${library}><module><name>cisco-ia</name><revision>2024-07-01</revision></module><module/></modules-state>`;
  expect(readModules(data(content))).toEqual(['cisco-ia']);
  expect(readModules(null)).toEqual([]);
});
