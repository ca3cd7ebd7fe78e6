import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planReapply } from '../../../core/model/reapply.ts';
import type { ReapplyPool } from '../../../core/model/reapply.ts';
import { createRandom } from '../../../core/random.ts';

const pool = (virtualAccount: string, quantity: number, inUse: number, license = 'L'): ReapplyPool => ({
  virtualAccount,
  license,
  quantity,
  inUse,
  reserved: 0,
});

const moved = (pools: readonly ReapplyPool[]) =>
  planReapply(pools).moves.map(({ from, to, quantity }) => `${quantity} ${from} to ${to}`);

describe('moves', () => {
  test.each<[string, ReapplyPool[], string[]]>([
    ['nothing is short', [pool('A', 5, 5), pool('B', 9, 1)], []],
    ['nobody has any left', [pool('A', 5, 7), pool('B', 1, 1)], []],
    ['another license does not help', [pool('A', 5, 7), pool('B', 9, 1, 'M')], []],
    [
      'what is reserved is not given away',
      [pool('A', 0, 2), { ...pool('B', 5, 1), reserved: 3 }],
      ['1 B to A'],
    ],
    ['exactly what is missing', [pool('A', 0, 3), pool('B', 9, 0), pool('C', 3, 0)], ['3 C to A']],
    ['the donor that is left with least', [pool('A', 0, 3), pool('B', 9, 0), pool('C', 4, 0)], ['3 C to A']],
    [
      'several donors where none is enough',
      [pool('A', 0, 5), pool('B', 2, 0), pool('C', 4, 0)],
      ['4 C to A', '1 B to A'],
    ],
    [
      'too little heals the most',
      [pool('A', 0, 9), pool('B', 0, 2), pool('C', 3, 0)],
      ['2 C to B', '1 C to A'],
    ],
    ['two rows of one pool are one', [pool('A', 0, 2), pool('B', 1, 0), pool('B', 1, 0)], ['2 B to A']],
  ])('%s', (_name, pools, expected) => {
    expect(moved(pools)).toEqual(expected);
  });

  test('balances before and after stand beside them', () => {
    expect(planReapply([pool('A', 0, 9), pool('B', 3, 0), pool('C', 1, 1)])).toEqual({
      moves: [{ license: 'L', from: 'B', to: 'A', quantity: 3 }],
      balances: [
        {
          license: 'L',
          virtualAccount: 'A',
          quantityBefore: 0,
          quantityAfter: 3,
          shortBefore: 9,
          shortAfter: 6,
        },
        {
          license: 'L',
          virtualAccount: 'B',
          quantityBefore: 3,
          quantityAfter: 0,
          shortBefore: 0,
          shortAfter: 0,
        },
      ],
      uncovered: 6,
      isFewest: false,
    });
  });
});

test('no license is made or lost, no donor becomes short, all that can be covered is', () => {
  const pools = fc.uniqueArray(
    fc.record({
      virtualAccount: fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'),
      license: fc.constantFrom('L', 'M'),
      quantity: fc.nat(20),
      inUse: fc.nat(20),
      reserved: fc.nat(3),
    }),
    { selector: ({ virtualAccount, license }) => `${virtualAccount} ${license}` },
  );
  fc.assert(
    fc.property(pools, (given) => {
      const plan = planReapply(given);
      const change = plan.balances.reduce((sum, row) => sum + row.quantityAfter - row.quantityBefore, 0);
      expect(change).toBe(0);
      for (const row of plan.balances) {
        expect(row.shortAfter).toBeLessThanOrEqual(row.shortBefore);
        const ins = plan.moves.filter(
          ({ to, license }) => to === row.virtualAccount && license === row.license,
        );
        const outs = plan.moves.filter(
          ({ from, license }) => from === row.virtualAccount && license === row.license,
        );
        const sum = (moves: typeof ins): number => moves.reduce((total, { quantity }) => total + quantity, 0);
        expect(row.quantityAfter).toBe(row.quantityBefore + sum(ins) - sum(outs));
      }
      for (const license of ['L', 'M']) {
        const spares = given
          .filter((row) => row.license === license)
          .map((row) => row.quantity - row.inUse - row.reserved);
        const total = (sign: number): number =>
          spares.reduce((sum, spare) => sum + Math.max(0, sign * spare), 0);
        const covered = plan.moves.filter((move) => move.license === license);
        expect(covered.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(Math.min(total(1), total(-1)));
        expect(covered.length).toBeLessThanOrEqual(
          Math.max(0, spares.filter((spare) => spare !== 0).length - 1),
        );
        for (const { quantity } of covered) expect(quantity).toBeGreaterThan(0);
      }
    }),
  );
});

test('a thousand shortages over a thousand Virtual Accounts are planned in under a second', () => {
  const random = createRandom(3);
  const pools = Array.from({ length: 2_000 }, (_unused, index) =>
    index % 2 === 0
      ? pool(`VA ${index}`, 0, 1 + random.below(500))
      : pool(`VA ${index}`, 200 + random.below(700), random.below(100)),
  );
  const begunMs = performance.now();
  const plan = planReapply(pools);
  expect(performance.now() - begunMs).toBeLessThan(1_000);
  expect(plan.uncovered).toBe(0);
  expect(plan.moves.length).toBeGreaterThanOrEqual(1_000);
});
