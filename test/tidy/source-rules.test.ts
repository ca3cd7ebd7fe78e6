import { describe, expect, test } from 'vitest';
import { projectFiles } from './lib/project.ts';
import {
  assertsNothing,
  entryLinesMax,
  linesMax,
  namesDeveloperMachine,
  namesRegistry,
  readsClock,
  tooLong,
} from './lib/source-rules.ts';

const binary = /\.(png|jpe?g|gif|ico|woff2?|zip|gz|pdf)$/;
const textFiles = () => projectFiles(/./).filter(({ path }) => !binary.test(path));

describe('source files are short', () => {
  test('in this project', () => {
    const sources = projectFiles(/^((core|agent|simulator|scenarios|scripts)\/.*|liclab)\.(ts|tsx|mjs)$/);
    expect(sources.flatMap(tooLong)).toEqual([]);
  });

  test.each([
    ['a source at the limit', 'core/a.ts', linesMax, 0],
    ['a source above it', 'core/a.ts', linesMax + 1, 1],
    ['a data file above it', 'simulator/device/platforms/a.ts', linesMax + 1, 0],
    ['liclab.ts below its own limit', 'liclab.ts', entryLinesMax - 1, 0],
    ['liclab.ts at its own limit', 'liclab.ts', entryLinesMax, 1],
  ])('%s', (_name, path, lines, findings) => {
    expect(tooLong({ path, text: '\n'.repeat(lines) })).toHaveLength(findings);
  });
});

describe('agent and simulator take time from their port', () => {
  test('in this project', () => {
    expect(projectFiles(/^(agent|simulator)\/.*\.tsx?$/).flatMap(readsClock)).toEqual([]);
  });

  test.each([
    ['the present', 'agent/a.ts', 'const now = new Date();', 1],
    ['the present, spaced', 'agent/a.ts', 'return new Date( ).getTime()', 1],
    ['the present, without parentheses', 'agent/a.ts', 'const now = new Date;', 1],
    ['the present as text', 'agent/a.ts', 'log(Date())', 1],
    ['a given moment', 'agent/a.ts', 'new Date(clock.wallMs()).toISOString()', 0],
    ['the clock itself', 'simulator/time/real.ts', 'const now = new Date();', 0],
  ])('%s', (_name, path, text, findings) => {
    expect(readsClock({ path, text })).toHaveLength(findings);
  });
});

describe('every test file asserts something', () => {
  test('in this project', () => {
    expect(projectFiles(/^test\/.*\.test\.ts$/).flatMap(assertsNothing)).toEqual([]);
  });

  test.each([
    ['nothing', `test('a', () => { run(); });`, 1],
    ['only an import of the word', `import { expect } from 'vitest'; test('a', run);`, 1],
    ['expect', 'expect(run()).toBe(1);', 0],
    ['assert', 'assert.equal(run(), 1);', 0],
    ['a helper that asserts', 'expectRoundTrip(bytes);', 0],
    ['a property', 'fc.assert(fc.property(fc.nat(), run));', 0],
  ])('%s', (_name, text, findings) => {
    expect(assertsNothing({ path: 'test/a.test.ts', text })).toHaveLength(findings);
  });
});

describe('no file names a place on a developer’s machine', () => {
  test('in this project', () => {
    expect(textFiles().flatMap(namesDeveloperMachine)).toEqual([]);
  });

  test.each([
    ['a checkout', ['', 'work', 'main', 'core'].join('/'), 1],
    ['a home folder', `see ${['', 'home', 'ada', 'notes.md'].join('/')}`, 1],
    ['a folder of the same name inside the project', './core/work/a.ts', 0],
    ['an address', 'https://example.com/home/page', 0],
  ])('%s', (_name, text, findings) => {
    expect(namesDeveloperMachine({ path: 'docs/a.md', text })).toHaveLength(findings);
  });
});

describe('no file names a package registry', () => {
  test('in this project', () => {
    expect(textFiles().flatMap(namesRegistry)).toEqual([]);
  });

  test('a registry is found', () => {
    const text = `"resolved": "https://${['registry', 'npmjs', 'org'].join('.')}/ssh2"`;
    expect(namesRegistry({ path: 'package-lock.json', text })).toHaveLength(1);
  });
});
