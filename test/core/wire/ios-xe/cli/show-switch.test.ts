import { describe, expect, test } from 'vitest';
import { cleanOutput, parseShowSwitch } from '../../../../../core/wire/ios-xe/index.ts';
import { SWITCH } from './outputs.ts';

describe('show switch', () => {
  test('is read', () => {
    const rows = parseShowSwitch(cleanOutput(SWITCH, { line: 'show switch', host: 'Switch' }));
    expect(
      rows.map(({ slot, isSelf, role, priority, state }) => [slot, isSelf, role, priority, state]),
    ).toEqual([
      [1, true, 'active', 15, 'ready'],
      [2, false, 'standby', 14, 'version-mismatch'],
      [3, false, 'member', 1, 'license-mismatch'],
      [4, false, 'member', 0, 'provisioned'],
      [5, false, 'member', 1, 'other'],
      [6, false, 'member', 1, 'progressing'],
    ]);
    expect(rows[4]?.stateText).toBe('HA sync in progress');
  });

  test('no table, no rows', () => {
    expect(parseShowSwitch(cleanOutput("          ^\n% Invalid input detected at '^' marker."))).toEqual([]);
  });
});
