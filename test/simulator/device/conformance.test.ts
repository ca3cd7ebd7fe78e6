import { expect, test } from 'vitest';
import { deviceConformance } from './conformance.ts';
import { type MemoryLab, memoryLab } from './lab.ts';

const labs: MemoryLab[] = [];

deviceConformance('in memory', (options) => kept(memoryLab(options)));
deviceConformance('in memory, bytes late and in pieces', (options) =>
  kept(memoryLab({ ...options, pieceBytes: 61 })),
);

function kept(lab: MemoryLab): MemoryLab {
  labs.push(lab);
  return lab;
}

test('nothing in the suite was a defect of ours', () => {
  expect(labs.length).toBeGreaterThan(0);
  expect(labs.flatMap((lab) => lab.defects)).toEqual([]);
});
