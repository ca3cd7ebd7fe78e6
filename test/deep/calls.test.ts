import { describe, expect, test } from 'vitest';
import { everyCall, type Fleet, runCall, wrongWith } from '../simulation/calls.ts';

/** Fleets whose every call fails in every way: stacks, several waves, the bytes of NETCONF, an abort that keeps. */
const FLEETS: Readonly<Record<string, Fleet>> = {
  'six switches, one of them a stack': { seed: 12, devices: 6, waves: [1, 2, 3] },
  'three at once': { seed: 13, devices: 3, waves: [3], release: '17.6.5' },
  'NETCONF and CLI bytes': { seed: 14, devices: 1, waves: [1], release: '17.9.4', bytes: true },
};

describe('I1-I5 I8-I10 I23 hold whichever call fails', () => {
  test.each(Object.entries(FLEETS))('%s', (_name, fleet) => {
    const rows = everyCall(fleet);
    process.stderr.write(`${rows.length} rows\n`);
    expect(rows.flatMap((row) => wrongWith(row, runCall(row, fleet)))).toEqual([]);
  });
});
