/** Everything that may stand in the root: the layers, the design's other folders, the usual files. */
const allowed = new Set([
  'core',
  'agent',
  'simulator',
  'scenarios',
  'test',
  'liclab.ts',
  'docs',
  'scripts',
  'runtime',
  '.ci',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'vitest.config.ts',
  'biome.json',
  'knip.json',
  '.oxlintrc.json',
  '.npmrc',
  '.gitignore',
]);

/** Root entries that the design does not know. A new one is a decision: add it here, with the reason. */
export function unknownRootEntries(paths: string[]): string[] {
  const entries = new Set(paths.flatMap((name) => name.split('/')[0] ?? []));
  return [...entries].filter((entry) => !allowed.has(entry));
}
