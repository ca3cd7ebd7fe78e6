/** Small files that the linter must refuse, each by the named rule. */
export const bad: { name: string; rule: string; file: string; code: string }[] = [
  // The layer table, in every way of importing.
  {
    name: 'core imports agent, relative',
    rule: 'no-restricted-imports',
    file: 'core/wire/a.ts',
    code: `export { x } from '../../agent/x.ts';`,
  },
  {
    name: 'core imports node',
    rule: 'no-restricted-imports',
    file: 'core/b.ts',
    code: `import fs from 'node:fs';\nexport const b = fs;`,
  },
  {
    name: 'core imports a package',
    rule: 'no-restricted-imports',
    file: 'core/c.ts',
    code: `import { parse } from 'yaml';\nexport const c = parse;`,
  },
  {
    name: 'core imports a type',
    rule: 'no-restricted-imports',
    file: 'core/d.ts',
    code: `import type { Z } from '../simulator/x.ts';\nexport type D = Z;`,
  },
  {
    name: 'core imports dynamically',
    rule: 'no-restricted-imports',
    file: 'core/e.ts',
    code: `export const e = () => import('../agent/x.ts');`,
  },
  {
    name: 'core imports its own package name',
    rule: 'no-restricted-imports',
    file: 'core/f.ts',
    code: `export * from 'catalyst-license-lab/simulator';`,
  },
  {
    name: 'agent imports simulator, relative',
    rule: 'no-restricted-imports',
    file: 'agent/a.ts',
    code: `export * from '../simulator/x.ts';`,
  },
  {
    name: 'agent imports simulator by package name',
    rule: 'no-restricted-imports',
    file: 'agent/b.ts',
    code: `import { x } from 'catalyst-license-lab/simulator';\nexport const b = x;`,
  },
  {
    name: 'agent imports liclab.ts',
    rule: 'no-restricted-imports',
    file: 'agent/cli/c.ts',
    code: `export * from '../../liclab.ts';`,
  },
  {
    name: 'agent outside its driver imports ssh2',
    rule: 'no-restricted-imports',
    file: 'agent/d.ts',
    code: `export * from 'ssh2';`,
  },
  {
    name: 'the ssh driver imports simulator',
    rule: 'no-restricted-imports',
    file: 'agent/drivers/ssh/e.ts',
    code: `export * from '../../../simulator/x.ts';`,
  },
  {
    name: 'the agent ports import simulator',
    rule: 'no-restricted-imports',
    file: 'agent/runtime/ports/f.ts',
    code: `export * from '../../../simulator/x.ts';`,
  },
  {
    name: 'simulator imports agent',
    rule: 'no-restricted-imports',
    file: 'simulator/a.ts',
    code: `export * from '../agent/x.ts';`,
  },
  {
    name: 'simulator imports scenarios',
    rule: 'no-restricted-imports',
    file: 'simulator/b.ts',
    code: `export * from 'catalyst-license-lab/scenarios';`,
  },
  {
    name: 'simulator outside net imports ssh2',
    rule: 'no-restricted-imports',
    file: 'simulator/c.ts',
    code: `import type { Connection } from 'ssh2';\nexport type C = Connection;`,
  },
  {
    name: 'simulator net imports agent',
    rule: 'no-restricted-imports',
    file: 'simulator/net/d.ts',
    code: `export * from '../../agent/x.ts';`,
  },
  {
    name: 'simulator time imports agent',
    rule: 'no-restricted-imports',
    file: 'simulator/time/e.ts',
    code: `export * from '../../agent/x.ts';`,
  },
  {
    name: 'scenarios reach into a folder',
    rule: 'no-restricted-imports',
    file: 'scenarios/one/a.ts',
    code: `export * from '../../agent/x.ts';`,
  },
  {
    name: 'scenarios reach past the entry point',
    rule: 'no-restricted-imports',
    file: 'scenarios/b.ts',
    code: `export * from 'catalyst-license-lab/agent/x.ts';`,
  },
  {
    name: 'import of a computed name',
    rule: 'no-dynamic-require',
    file: 'agent/e.ts',
    code: `export const e = (name: string): Promise<unknown> => import(name);`,
  },
  {
    name: 'import in a type annotation',
    rule: 'consistent-type-imports',
    file: 'agent/f.ts',
    code: `export type F = import('./x.ts').X;`,
  },
  // Purity.
  {
    name: 'core reads the clock',
    rule: 'no-restricted-globals',
    file: 'core/g.ts',
    code: `export const g = () => new Date();`,
  },
  {
    name: 'core sets a timer',
    rule: 'no-restricted-globals',
    file: 'core/h.ts',
    code: `export const h = (f: () => void) => setTimeout(f, 1);`,
  },
  {
    name: 'core reads process',
    rule: 'no-restricted-globals',
    file: 'core/i.ts',
    code: `export const i = () => process.argv;`,
  },
  {
    name: 'core goes through globalThis',
    rule: 'no-restricted-globals',
    file: 'core/j.ts',
    code: `export const j = () => globalThis.name;`,
  },
  {
    name: 'core formats by locale',
    rule: 'no-restricted-globals',
    file: 'core/k.ts',
    code: `export const k = () => new Intl.NumberFormat();`,
  },
  {
    name: 'core draws a number',
    rule: 'no-restricted-properties',
    file: 'core/l.ts',
    code: `export const l = () => Math.random();`,
  },
  {
    name: 'core compares by locale',
    rule: 'no-restricted-properties',
    file: 'core/m.ts',
    code: `export const m = (a: string, b: string) => a.localeCompare(b);`,
  },
  ...['agent', 'simulator'].flatMap((folder) => [
    {
      name: `${folder} reads the clock`,
      rule: 'no-restricted-properties',
      file: `${folder}/g.ts`,
      code: `export const g = () => Date.now();`,
    },
    {
      name: `${folder} sets a timer`,
      rule: 'no-restricted-globals',
      file: `${folder}/h.ts`,
      code: `export const h = (f: () => void) => setTimeout(f, 1);`,
    },
    {
      name: `${folder} sets an interval`,
      rule: 'no-restricted-globals',
      file: `${folder}/i.ts`,
      code: `export const i = (f: () => void) => setInterval(f, 1);`,
    },
    {
      name: `${folder} draws a number`,
      rule: 'no-restricted-properties',
      file: `${folder}/j.ts`,
      code: `export const j = () => Math.random();`,
    },
    {
      name: `${folder} imports timers`,
      rule: 'no-restricted-imports',
      file: `${folder}/k.ts`,
      code: `import { setTimeout as sleep } from 'node:timers/promises';\nexport const k = sleep;`,
    },
    {
      name: `${folder} imports randomness`,
      rule: 'no-restricted-imports',
      file: `${folder}/l.ts`,
      code: `import { randomUUID } from 'node:crypto';\nexport const l = randomUUID;`,
    },
    {
      name: `${folder} calls crypto.randomUUID`,
      rule: 'no-restricted-properties',
      file: `${folder}/m.ts`,
      code: `import crypto from 'node:crypto';\nexport const m = () => crypto.randomUUID();`,
    },
  ]),
  // Cycles, of values and of types alone.
  {
    name: 'cycle of values',
    rule: 'no-cycle',
    file: 'core/cycle/a.ts',
    code: `import { b } from './b.ts';\nexport const a = (): number => b() + 1;`,
  },
  {
    name: 'cycle of types',
    rule: 'no-cycle',
    file: 'core/cycle/c.ts',
    code: `import type { D } from './d.ts';\nexport interface C { d?: D }`,
  },
  {
    name: 'cycle through the package name',
    rule: 'no-cycle',
    file: 'scenarios/index.ts',
    code: `export { s } from './s.ts';`,
  },
  // Types.
  {
    name: 'floating promise',
    rule: 'no-floating-promises',
    file: 'agent/n.ts',
    code: `const work = async () => {};\nexport const n = () => {\n  work();\n};`,
  },
  {
    name: 'promise as a condition',
    rule: 'no-misused-promises',
    file: 'agent/o.ts',
    code: `const work = async () => true;\nexport const o = () => (work() ? 1 : 2);`,
  },
  {
    name: 'any',
    rule: 'no-explicit-any',
    file: 'agent/p.ts',
    code: `export const p = (value: any) => String(value);`,
  },
  {
    name: 'untyped value used',
    rule: 'no-unsafe-member-access',
    file: 'agent/q.ts',
    code: `export const q = (text: string): string => String(JSON.parse(text).name);`,
  },
  {
    name: 'switch with a missing case',
    rule: 'switch-exhaustiveness-check',
    file: 'core/s.ts',
    code: `export const s = (level: 'a' | 'b') => {\n  switch (level) {\n    case 'a':\n      return 1;\n  }\n};`,
  },
  {
    name: 'test for one case only',
    rule: 'no-focused-tests',
    file: 'test/a.test.ts',
    code: `import { expect, test } from 'vitest';\ntest.only('a', () => {\n  expect(1).toBe(1);\n});`,
  },
  {
    name: 'test that asserts nothing',
    rule: 'expect-expect',
    file: 'test/b.test.ts',
    code: `import { test } from 'vitest';\ntest('b', () => {\n  Math.abs(1);\n});`,
  },
];

/** Their places exist for the same things that are refused elsewhere. */
export const good: { file: string; code: string }[] = [
  { file: 'agent/drivers/ssh/good.ts', code: `export { Client } from 'ssh2';` },
  { file: 'simulator/net/good.ts', code: `export { Server } from 'ssh2';` },
  {
    file: 'agent/runtime/ports/good.ts',
    code: `import { randomUUID } from 'node:crypto';\nexport const good = (f: () => void) => [Date.now(), setTimeout(f, 1), randomUUID()];`,
  },
  {
    file: 'simulator/time/good.ts',
    code: `export const good = (f: () => void) => [Date.now(), setTimeout(f, 1)];`,
  },
  {
    file: 'agent/good.ts',
    code: `import { c } from '../core/cycle/good.ts';\nimport { d } from 'catalyst-license-lab/core';\nexport const good = () => [c, d, new Date(5)];`,
  },
  {
    file: 'core/cycle/good.ts',
    code: `import { z } from 'zod';\nimport { SaxesParser } from 'saxes';\nimport { e } from '../good.ts';\nexport const c = [z, SaxesParser, e];`,
  },
  {
    file: 'scenarios/good.ts',
    code: `export { d } from 'catalyst-license-lab/core';\nexport { x } from './harness/x.ts';`,
  },
];

/** Only so that the imports above lead somewhere. */
export const support: { file: string; code: string }[] = [
  { file: 'core/index.ts', code: `export const d = 1;` },
  { file: 'core/good.ts', code: `export const e = 1;` },
  { file: 'core/cycle/b.ts', code: `import { a } from './a.ts';\nexport const b = (): number => a() + 1;` },
  { file: 'core/cycle/d.ts', code: `import type { C } from './c.ts';\nexport interface D { c?: C }` },
  {
    file: 'scenarios/s.ts',
    code: `import * as self from 'catalyst-license-lab/scenarios';\nexport const s = () => self;`,
  },
  { file: 'scenarios/harness/x.ts', code: `export const x = 1;` },
  { file: 'agent/x.ts', code: `export const x = 1;\nexport type X = number;` },
  { file: 'simulator/x.ts', code: `export const x = 1;\nexport type Z = number;` },
  { file: 'simulator/index.ts', code: `export const x = 1;` },
];
