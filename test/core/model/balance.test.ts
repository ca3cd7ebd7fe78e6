import { describe, expect, test } from 'vitest';
import { balanceOf } from '../../../core/model/balance.ts';
import type { DeviceNow, Pool } from '../../../core/model/balance.ts';
import { usageOf } from '../../../core/model/entitlements.ts';
import type { Level } from '../../../core/model/level.ts';

const ESSENTIALS: Level = { network: 'network-essentials', addon: 'dna-essentials' };
const ADVANTAGE: Level = { network: 'network-advantage', addon: 'dna-advantage' };

function device(models: readonly string[], level: Level, withUsage = true): DeviceNow {
  const members = models.map((model, index) => ({ model, serial: `FOC${index}` }));
  return { members, level, usage: withUsage ? usageOf(members, level) : null };
}

const pool = (name: string, quantity: number, inUse = 0, reserved = 0): Pool => ({
  name,
  quantity,
  inUse,
  reserved,
});

describe('the balance of a plan', () => {
  const stack = device(['C9300-24T', 'C9300-24P', 'C9300-48T'], ESSENTIALS);
  const pools = [
    pool('C9300 Network Essentials', 10, 2),
    pool('C9300 DNA Essentials', 10, 2),
    pool('C9300 48P NW Essentials', 5, 1),
    pool('C9300 48P DNA Essentials', 5, 1),
    pool('C9300 Network Advantage', 5, 3, 1),
    pool('C9300 DNA Advantage', 2, 0),
    pool('C9300 48P NW Advantage', 1, 0),
  ];

  test.each([true, false])('a promotion of a mixed stack (usage read: %j)', (withUsage) => {
    const now = device(['C9300-24T', 'C9300-24P', 'C9300-48T'], ESSENTIALS, withUsage);
    expect(balanceOf([now], ADVANTAGE, pools)).toEqual({
      unknownModels: [],
      rows: [
        row('C9300 Network Advantage', 0, 2, {
          quantity: 5,
          inUse: 3,
          inUseAfter: 5,
          reserved: 1,
          promised: 0,
          short: 1,
        }),
        row('C9300 DNA Advantage', 0, 2, {
          quantity: 2,
          inUse: 0,
          inUseAfter: 2,
          reserved: 0,
          promised: 0,
          short: 0,
        }),
        row('C9300 48P NW Advantage', 0, 1, {
          quantity: 1,
          inUse: 0,
          inUseAfter: 1,
          reserved: 0,
          promised: 0,
          short: 0,
        }),
        row('C9300 48P DNA Advantage', 0, 1, {
          quantity: 0,
          inUse: 0,
          inUseAfter: 1,
          reserved: 0,
          promised: 0,
          short: 1,
        }),
        row('C9300 Network Essentials', 2, 0, {
          quantity: 10,
          inUse: 2,
          inUseAfter: 0,
          reserved: 0,
          promised: 0,
          short: 0,
        }),
        row('C9300 DNA Essentials', 2, 0, {
          quantity: 10,
          inUse: 2,
          inUseAfter: 0,
          reserved: 0,
          promised: 0,
          short: 0,
        }),
        row('C9300 48P NW Essentials', 1, 0, {
          quantity: 5,
          inUse: 1,
          inUseAfter: 0,
          reserved: 0,
          promised: 0,
          short: 0,
        }),
        row('C9300 48P DNA Essentials', 1, 0, {
          quantity: 5,
          inUse: 1,
          inUseAfter: 0,
          reserved: 0,
          promised: 0,
          short: 0,
        }),
      ],
    });
  });

  test('devices add up', () => {
    const rows = balanceOf([stack, stack], ADVANTAGE, pools).rows;
    expect(rows[0]).toMatchObject({ license: 'C9300 Network Advantage', after: 4, short: 3 });
  });

  test('a pool already overdrawn is no shortage of a change that adds nothing', () => {
    const there = device(['C9300-24T'], ADVANTAGE);
    const rows = balanceOf([there], ADVANTAGE, [pool('C9300 Network Advantage', 1, 9)]).rows;
    expect(rows[0]).toMatchObject({ before: 1, after: 1, inUseAfter: 9, short: 0 });
  });

  test('pools of one name are added up, whatever their spaces and letter case', () => {
    const twice = [pool('C9300 Network  Advantage', 1, 1), pool(' c9300 network advantage ', 2, 0)];
    const rows = balanceOf([device(['C9300-24T'], ESSENTIALS)], ADVANTAGE, twice).rows;
    expect(rows[0]).toMatchObject({ quantity: 3, inUseBefore: 1, short: 0 });
  });

  test('a chassis that uses two network licenses has two supervisors', () => {
    const members = [{ model: 'C9407R', serial: 'FXS1' }];
    const usage = usageOf([...members, ...members], ESSENTIALS);
    const rows = balanceOf([{ members, level: ESSENTIALS, usage }], ADVANTAGE, []).rows;
    expect(rows.map(({ license, before, after }) => [license, before, after])).toEqual([
      ['C9400 Network Advantage', 0, 2],
      ['C9400 DNA Advantage', 0, 1],
      ['C9400 Network Essentials', 2, 0],
      ['C9400 DNA Essentials', 1, 0],
    ]);
  });

  test('a tag that is not in the table shows under its own name; a count of 0 does not show', () => {
    const usage = [
      { tag: 'regid.2099-01.com.cisco.NEW,1.0_x', name: 'network-advantage', count: 1 },
      { tag: 'regid.2018-06.com.cisco.DNA_NWStack,1.0_x', name: 'air-network-advantage', count: 0 },
    ];
    const now = { members: [{ model: 'C9300-24T', serial: 'FOC1' }], level: null, usage };
    const rows = balanceOf([now], ADVANTAGE, []).rows;
    expect(rows.map((entry) => entry.license)).toEqual([
      'C9300 Network Advantage',
      'C9300 DNA Advantage',
      'regid.2099-01.com.cisco.NEW,1.0_x',
    ]);
  });

  test('an unknown model is named, and its device not counted', () => {
    const unknown: DeviceNow = {
      members: [{ model: 'C9200CX-12T', serial: 'A' }],
      level: ESSENTIALS,
      usage: null,
    };
    const balance = balanceOf([unknown, stack], ADVANTAGE, pools);
    expect(balance.unknownModels).toEqual(['C9200CX-12T']);
    expect(balance.rows[0]).toMatchObject({ after: 2 });
  });

  test('a device that said neither level nor usage needs nothing now', () => {
    const silent: DeviceNow = { members: [{ model: 'C9300-24T', serial: 'A' }], level: null, usage: null };
    expect(balanceOf([silent], ADVANTAGE, []).rows).toHaveLength(2);
  });
});

function row(
  license: string,
  before: number,
  after: number,
  rest: {
    quantity: number;
    inUse: number;
    inUseAfter: number;
    reserved: number;
    promised: number;
    short: number;
  },
) {
  const { inUse, ...others } = rest;
  return { license, before, after, inUseBefore: inUse, ...others };
}
