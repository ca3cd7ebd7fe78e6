import { describe, expect, test } from 'vitest';
import { huntMutant, readMutants } from '../mutants/mutants.ts';

const mutants = await readMutants('schedules');

test('there are enough engine bugs to speak of', () => {
  expect(mutants.length).toBeGreaterThanOrEqual(30);
});

describe('the schedules notice each engine bug, and name what it breaks', () => {
  test.each(mutants)('$name', async (mutant) => {
    const { seed, ran } = await huntMutant(mutant);
    expect(seed, `${ran} schedules, and nothing that fits ${mutant.message}`).not.toBeNull();
  });
});
