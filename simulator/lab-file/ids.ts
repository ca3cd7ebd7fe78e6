import type { LabGroup } from './groups.ts';

/** Digits of a numbered id; more switches take more. */
const DIGITS = 4;

/** Ids of each group's switches: stated ones, or numbered in the order of the file, each prefix for itself. */
export function idsOf(groups: readonly LabGroup[]): readonly (readonly string[])[] {
  const last = new Map<string, number>();
  return groups.map((group) => {
    if (group.ids !== undefined) return group.ids;
    const first = (last.get(group.prefix) ?? 0) + 1;
    last.set(group.prefix, first + group.count - 1);
    const number = (index: number): string => String(first + index).padStart(DIGITS, '0');
    return Array.from({ length: group.count }, (_, index) => `${group.prefix}-${number(index)}`);
  });
}
