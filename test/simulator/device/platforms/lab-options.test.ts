import { describe, expect, test } from 'vitest';
import { checkLab, expandLab } from '../../../../simulator/lab-file/index.ts';

/** What a lab file may ask of a switch. */
describe('groups of a lab file', () => {
  const specs = (group: object) => expandLab(checkLab({ groups: [group as never] }));

  test('two supervisors of a chassis share one serial, two chassis of a pair do not', () => {
    const [chassis] = specs({ platform: 'C9407R', members: 2 });
    const [pair] = specs({ platform: 'C9500-40X', members: 2 });
    expect([chassis?.members.length, chassis?.serials.length]).toEqual([2, 1]);
    expect([pair?.members.length, new Set(pair?.serials).size]).toEqual([2, 2]);
  });

  test.each([
    [
      'supervisors of different chassis',
      { members: ['C9407R', 'C9606R'] },
      /C9606R does not stack with C9407R/,
    ],
    ['a pair of different models', { members: ['C9500-48Y4C', 'C9500-32QC'] }, /does not stack with/],
    ['three chassis of a pair', { platform: 'C9500-40X', members: 3 }, /at most 2 members/],
  ])('%s are refused', (_name, group, message) => {
    expect(() => specs(group)).toThrow(message);
  });
});
