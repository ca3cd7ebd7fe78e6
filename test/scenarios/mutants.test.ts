import { describe, expect, test } from 'vitest';
import { ownScenarios } from '../../scenarios/harness/discover/select.ts';
import { readMutants, runMutant } from '../mutants/mutants.ts';

const mutants = await readMutants('scenarios');

test('every scenario names a mutant that exists and names it back', async () => {
  const named = (await ownScenarios())
    .filter(({ kills }) => kills !== null)
    .map(({ id, kills }) => `${kills} ${id}`);
  expect(named.toSorted()).toEqual(mutants.map(({ name, scenario }) => `${name} ${scenario}`).toSorted());
});

describe('a scenario notices the engine bug that it is for, and its message names the cause', () => {
  test.concurrent.each(mutants)(
    '$name',
    async (mutant) => {
      const { exitCode, outcome, reason } = await runMutant(mutant);
      expect({ exitCode, outcome, reason }).toEqual({
        exitCode: 1,
        outcome: 'failed',
        reason: expect.stringMatching(mutant.message),
      });
    },
    120_000,
  );
});
