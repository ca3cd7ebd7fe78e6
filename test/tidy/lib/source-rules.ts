import type { ProjectFile } from './project.ts';

/** Longest source file: one idea per file; most stay under 150 lines. */
export const linesMax = 300;
/** liclab.ts only wires the parts together. */
export const entryLinesMax = 150;

/** Sources that are too long. Tables of data are exempt: splitting them helps nobody. */
export function tooLong({ path, text }: ProjectFile): string[] {
  if (/(^|\/)(data|platforms)\//.test(path)) return [];
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  const max = path === 'liclab.ts' ? entryLinesMax - 1 : linesMax;
  return lines > max ? [`${path} has ${lines} lines, ${max} are allowed`] : [];
}

/** Where the clock port is implemented; everybody else is handed the time. */
const clockPlaces = /^(agent\/runtime\/ports|simulator\/time)\//;

/** `new Date()` without a value reads the clock; the linter knows only `Date.now`. */
export function readsClock({ path, text }: ProjectFile): string[] {
  if (clockPlaces.test(path)) return [];
  const found = text.match(/\bnew Date\s*(\(\s*\)|;)|(?<!new )\bDate\(\s*\)/);
  return found ? [`${path} reads the clock: ${found[0]}`] : [];
}

/** A test file that asserts nothing passes whatever the program does. */
export function assertsNothing({ path, text }: ProjectFile): string[] {
  return /\b(expect|assert)\w*\s*[.(<]|\bfc\.assert\(/.test(text) ? [] : [`${path} asserts nothing`];
}

/** Places on one developer's machine: such a file works nowhere else. */
export function namesDeveloperMachine({ path, text }: ProjectFile): string[] {
  return [...text.matchAll(/(?<![\w.-])\/(work|root|home)\/[\w.-]*/g)].map(
    ([found]) => `${path} names ${found}`,
  );
}

/** Package registries: which one is used is the machine's business. */
export function namesRegistry({ path, text }: ProjectFile): string[] {
  const hosts =
    /\bregistry\.(npmjs|yarnpkg|npmmirror)\.\w+|\b(deb|archive)\.(debian|ubuntu)\.\w+|\bfiles\.pythonhosted\.\w+/g;
  return [...text.matchAll(hosts)].map(([found]) => `${path} names ${found}`);
}
