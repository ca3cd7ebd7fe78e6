import { describe, expect, test } from 'vitest';
import { layerViolations } from './lib/layers.ts';
import { projectFiles } from './lib/project.ts';

// Import cycles are left to the linter, which sees types and our own package name too: lint-rules.test.ts.

test('nobody refers to a layer that the design forbids', () => {
  const files = projectFiles(/^(core|agent|simulator|scenarios)\/.*\.[cm]?tsx?$/);
  expect(files.flatMap(layerViolations)).toEqual([]);
});

describe('a forbidden reference is found', () => {
  test.each([
    ['relative import', 'agent/a/b.ts', `import { x } from '../../simulator/x.ts';`],
    ['import for its effect', 'agent/b.ts', `import '../simulator/x.ts';`],
    ['export from', 'simulator/b.ts', `export * from '../agent/x.ts';`],
    ['type in an annotation', 'simulator/b.ts', `let x: import('../agent/x.ts').X;`],
    ['dynamic import', 'core/b.ts', `await import('../agent/x.ts');`],
    ['package name', 'agent/b.ts', `import { x } from 'catalyst-license-lab/simulator';`],
    ['whole package', 'agent/b.ts', `import { x } from 'catalyst-license-lab';`],
    ['createRequire', 'agent/b.ts', `createRequire(import.meta.url)('../simulator/x.ts');`],
    [
      'createRequire by package name',
      'agent/b.ts',
      `const r = createRequire(u); r("catalyst-license-lab/simulator");`,
    ],
    ['file URL', 'agent/b.ts', `new Worker(new URL('../simulator/x.ts', import.meta.url));`],
    ['folder URL', 'agent/b.ts', `new URL('../simulator', import.meta.url)`],
    ['liclab.ts', 'scenarios/a/b.ts', `import { main } from '../../liclab.ts';`],
    ['foreign package in core', 'core/b.ts', `import { parse } from 'yaml';`],
    ['node module in core', 'core/b.ts', `export { sep } from 'node:path';`],
    ['scenario into a folder', 'scenarios/b.ts', `import { x } from '../core/x.ts';`],
    ['scenario past the entry point', 'scenarios/b.ts', `import { x } from 'catalyst-license-lab/core/x';`],
    ['out of the project', 'core/b.ts', `import { x } from '../../elsewhere/x.ts';`],
  ])('%s', (_name, path, text) => {
    expect(layerViolations({ path, text })).toHaveLength(1);
  });
});

test('allowed references are left alone', () => {
  const allowed = [
    { path: 'core/wire/a.ts', text: `import { x } from '../model/x.ts'; import { z } from 'zod';` },
    {
      path: 'agent/a.ts',
      text: `import { x } from '../core/x.ts'; import { y } from 'catalyst-license-lab/core';`,
    },
    { path: 'agent/b.ts', text: `import fs from 'node:fs'; const userAgent = 'catalyst-license-lab/0.1.0';` },
    {
      path: 'scenarios/one/a.ts',
      text: `import { x } from 'catalyst-license-lab/agent'; import '../two/x.ts';`,
    },
    { path: 'test/a.ts', text: `import { x } from '../agent/x.ts'; import { y } from '../simulator/x.ts';` },
    { path: 'core/b.ts', text: `/** The path \`stack/node\`, not from "start" or from \`end\`. */` },
    { path: 'liclab.ts', text: `import { x } from './agent/x.ts'; import { y } from './simulator/x.ts';` },
  ];
  expect(allowed.flatMap(layerViolations)).toEqual([]);
});
