import { expect, test } from 'vitest';
import { projectPaths } from './lib/project.ts';
import { unknownRootEntries } from './lib/root-entries.ts';

test('only the entries of the design stand in the root', () => {
  expect(unknownRootEntries(projectPaths())).toEqual([]);
});

test('a new root entry is found, a nested one is not', () => {
  expect(unknownRootEntries(['utils/a.ts', 'core/utils/a.ts', 'notes.txt'])).toEqual(['utils', 'notes.txt']);
});
