import { describe, expect, test } from 'vitest';
import {
  completeLockfile,
  type Lockfile,
  missingOptionals,
  optionalEntry,
} from '../../scripts/lib/lockfile.mjs';
import { explainedPackages, unexplained } from './lib/dependencies.ts';
import { readText } from './lib/project.ts';

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

const manifest = JSON.parse(readText('package.json')) as Manifest;

describe('docs/dependencies.md', () => {
  const document = readText('docs/dependencies.md');

  test.each([
    ['At run time', manifest.dependencies],
    ['For development', manifest.devDependencies],
  ])('gives one reason for every package: %s', (heading, packages) => {
    expect(unexplained(explainedPackages(document, heading), Object.keys(packages))).toEqual([]);
  });

  test('a missing, a left over and a doubled reason are found', () => {
    const text =
      '# D\n\n## At run time\n\n- `a`: parses things quickly\n- `b`: too late, removed\n- `b`: and once more\n';
    expect(unexplained(explainedPackages(text, 'At run time'), ['a', 'c'])).toEqual([
      'c has no reason',
      'b is no dependency',
      'b is no dependency',
      'b is explained twice',
    ]);
  });
});

test('versions are exact, and the name that is another language’s package is not used', () => {
  const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  expect(all.map(([name]) => name)).not.toContain('netconf-client');
});

describe.each(['package-lock.json', 'runtime/package-lock.json'])('%s', (name) => {
  const lockfile = JSON.parse(readText(name)) as Lockfile;

  test('has an entry for every platform (npm run lockfile adds them)', () => {
    expect(missingOptionals(lockfile)).toEqual([]);
  });

  test('names no host to fetch a package from', () => {
    expect(Object.values(lockfile.packages).filter((entry) => entry.resolved !== undefined)).toEqual([]);
  });
});

describe('completing a lockfile', () => {
  const incomplete: Lockfile = {
    packages: {
      '': {},
      'node_modules/lint': {
        version: '1.0.0',
        dev: true,
        optionalDependencies: { '@lint/linux-x64-musl': '1.0.0' },
      },
      'node_modules/run': { version: '2.0.0', optionalDependencies: { '@run/darwin-arm64': '2.0.0' } },
    },
  };

  test('finds what is missing', () => {
    expect(missingOptionals(incomplete).map((missing) => missing.name)).toEqual([
      '@lint/linux-x64-musl',
      '@run/darwin-arm64',
    ]);
  });

  test('adds it in order, and only once', () => {
    const complete = completeLockfile(incomplete);
    expect(Object.keys(complete.packages)).toEqual([
      '',
      'node_modules/@lint/linux-x64-musl',
      'node_modules/@run/darwin-arm64',
      'node_modules/lint',
      'node_modules/run',
    ]);
    expect(missingOptionals(complete)).toEqual([]);
    expect(completeLockfile(complete)).toEqual(complete);
  });

  test.each([
    ['@biomejs/cli-win32-arm64', { os: ['win32'], cpu: ['arm64'] }],
    ['@oxlint/binding-linux-arm-musleabihf', { os: ['linux'], cpu: ['arm'], libc: ['musl'] }],
    ['@oxlint/binding-linux-ppc64-gnu', { os: ['linux'], cpu: ['ppc64'], libc: ['glibc'] }],
    ['@oxlint/binding-win32-x64-msvc', { os: ['win32'], cpu: ['x64'] }],
  ])('reads the platform from the name %s', (name, platform) => {
    expect(optionalEntry({ name, version: '1.0.0', dev: true })).toEqual({
      version: '1.0.0',
      dev: true,
      optional: true,
      ...platform,
    });
  });

  test('refuses a name that tells no platform', () => {
    expect(() => optionalEntry({ name: 'cpu-features', version: '1.0.0', dev: false })).toThrow(
      'no platform',
    );
  });
});
