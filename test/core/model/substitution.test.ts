import { describe, expect, test } from 'vitest';
import { substitutionsOf } from '../../../core/model/substitution.ts';

const NE = 'C9300 48P NW Essentials';
const NA = 'C9300 48P NW Advantage';
const loan = (license: string, quantity: number) => ({ license, substituted: NA, quantity });
const pool = (
  virtualAccount: string,
  license: string,
  substitutions: readonly ReturnType<typeof loan>[] = [],
) => ({
  virtualAccount,
  license,
  substitutions,
});

describe('substitutions', () => {
  test('what is missing is covered, and what covers it is lent, within one Virtual Account', () => {
    const substituted = substitutionsOf([
      pool('A', NE, [loan(NE, 14)]),
      pool('A', NA),
      pool('B', NE),
      pool('B', NA),
    ]);
    expect(substituted(pool('A', NE))).toEqual({ covered: 14, lent: 0 });
    expect(substituted(pool('A', NA))).toEqual({ covered: 0, lent: 14 });
    expect(substituted(pool('B', NA))).toEqual({ covered: 0, lent: 0 });
  });

  test('a loan that is listed with both pools counts once', () => {
    const substituted = substitutionsOf([pool('A', NE, [loan(NE, 3)]), pool('A', NA, [loan(NE, 3)])]);
    expect(substituted(pool('A', NA))).toEqual({ covered: 0, lent: 3 });
  });
});
