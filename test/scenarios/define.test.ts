import { describe, expect, test } from 'vitest';
import { defineScenario, type ScenarioSpec } from 'catalyst-license-lab/scenarios';
import { isScenario } from '../../scenarios/harness/define.ts';
import { FAULT_NAMES } from '../../scenarios/harness/words/faults.ts';
import { FAULT_KINDS } from '../../simulator/faults/registry.ts';

const good: ScenarioSpec = {
  id: 'three-switches',
  title: 'Three switches',
  covers: ['promote', 'F17', 'C1', 'I8'],
  lab: { accounts: [], groups: [{ count: 3, platform: 'C9300-24T' }] },
  steps: async () => undefined,
};

test('defaults are filled in', () => {
  const scenario = defineScenario(good);
  expect(scenario).toMatchObject({ tags: [], expect: {}, timeoutMs: 7_200_000, kills: null });
  expect(isScenario(scenario)).toBe(true);
});

describe('a wrong part is an error that says what was meant', () => {
  test.each<[string, Readonly<Record<string, unknown>>, string, string]>([
    ['misspelt key', { cover: ['promote'] }, 'SCENARIO_KEY', 'covers'],
    ['misspelt requirement', { covers: ['promot'] }, 'COVER_UNKNOWN', 'promote'],
    ['fault that does not exist', { covers: ['F57'] }, 'COVER_UNKNOWN', 'Did you mean'],
    ['misspelt metric', { expect: { 'reload.executed': 3 } }, 'METRIC_UNKNOWN', 'reloads.executed'],
    ['expectation that says nothing', { expect: { edits: {} } }, 'EXPECTATION', 'min, or max'],
    ['bounds the wrong way round', { expect: { edits: { min: 3, max: 2 } } }, 'EXPECTATION', 'min, or max'],
    ['id that is no file name', { id: '../escape' }, 'SCENARIO_INVALID', ''],
    ['tag with a blank', { tags: ['two words'] }, 'SCENARIO_INVALID', ''],
    ['no title', { title: ' ' }, 'SCENARIO_INVALID', ''],
    ['covers nothing', { covers: [] }, 'SCENARIO_INVALID', ''],
    ['no steps', { steps: 'later' }, 'SCENARIO_INVALID', ''],
    ['no switch', { lab: { accounts: [], groups: [] } }, 'SCENARIO_INVALID', ''],
    ['time-out of no time', { timeoutMs: 0 }, 'SCENARIO_INVALID', ''],
  ])('%s', (_name, more, code, hint) => {
    const define = (): unknown => defineScenario({ ...good, ...more } as ScenarioSpec);
    expect(define).toThrow(expect.objectContaining({ code }));
    expect(define).toThrow(
      expect.objectContaining({ hint: hint === '' ? null : expect.stringContaining(hint) }),
    );
  });
});

test('the names of faults are those of the simulator', () => {
  expect([...FAULT_NAMES].toSorted()).toEqual(FAULT_KINDS.map(({ name }) => name).toSorted());
});
