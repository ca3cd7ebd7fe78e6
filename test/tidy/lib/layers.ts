import path from 'node:path';
import type { ProjectFile } from './project.ts';

/**
 * The layer table of the design once more, written apart from the linter's: who may refer to whom. `byName` are
 * our own entry points by package name, `packages` the only foreign packages where that is limited.
 */
const layers = new Map<string, { relative: string[]; byName: string[]; packages?: string[] }>([
  ['core', { relative: ['core'], byName: [], packages: ['saxes', 'zod'] }],
  ['agent', { relative: ['agent', 'core'], byName: ['core'] }],
  ['simulator', { relative: ['simulator', 'core'], byName: ['core'] }],
  ['scenarios', { relative: ['scenarios'], byName: ['core', 'agent', 'simulator', 'scenarios'] }],
]);

const ownName = 'catalyst-license-lab';

/** One sentence per reference that the table forbids. */
export function layerViolations({ path: file, text }: ProjectFile): string[] {
  const layer = layers.get(topOf(file));
  if (!layer) return [];
  const isAllowed = (reference: string): boolean => {
    if (reference.startsWith('.')) {
      return layer.relative.includes(topOf(path.posix.join(path.posix.dirname(file), reference)));
    }
    if (reference === ownName || reference.startsWith(`${ownName}/`)) {
      return layer.byName.includes(reference.slice(ownName.length + 1));
    }
    return layer.packages === undefined || layer.packages.includes(reference);
  };
  return referencesOf(text)
    .filter((reference) => !isAllowed(reference))
    .map((reference) => `${file} refers to ${reference}`);
}

/**
 * What a source file refers to. Linters look at import statements; `createRequire(...)('../x')`,
 * `new URL('../x', import.meta.url)` and a worker's file name are only strings. So every string that looks
 * like a relative path or one of our entry points counts, wherever it stands.
 */
export function referencesOf(text: string): string[] {
  const found = [
    ...text.matchAll(/(?:^|;)\s*(?:import|export)\b[^'"`;]*?\bfrom\s*(['"])([^'"\n]+)\1/gm),
    ...text.matchAll(/(?:^|;)\s*import\s*(['"])([^'"\n]+)\1/gm),
    ...text.matchAll(/\b(?:import|require)\s*\(\s*(['"`])([^'"`\n]+)\1/g),
    ...text.matchAll(/(['"`])(\.{1,2}\/[^'"`\n]*)\1/g),
    ...text.matchAll(/(['"`])(catalyst-license-lab\/[a-z][a-z/]*)\1/g),
  ];
  return [...new Set(found.flatMap((match) => match[2] ?? []))];
}

/** First part of a path: the layer, or the file's name without ending for a file in the root. */
function topOf(file: string): string {
  return (file.split('/')[0] ?? '').replace(/\.ts$/, '');
}
