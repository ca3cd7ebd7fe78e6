import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { PLATFORMS, RELEASE_TRAINS } from '../../../../simulator/device/platforms/catalog.ts';
import { projectRoot } from '../../../tidy/lib/project.ts';

const DEVICE = join(projectRoot, 'simulator/device');
const DATA = 'platforms';

/** Starts a switch of the new model and release in a copy of the sources, and prints what it says of itself. */
const PROGRAM = `
import { memoryLab } from './test/simulator/device/lab.ts';
import { openCli, openNetconf } from './test/simulator/device/clients.ts';
const lab = memoryLab({ spec: { release: '17.18.2', members: ['C9300-96X'], serials: ['FCW2301A001'] } });
const cli = await openCli(lab);
const version = await cli.run('show version');
const usage = await cli.run('show license summary');
const { hello } = await openNetconf(lab);
console.log(JSON.stringify({ version: version.join('\\n'), usage: usage.join('\\n'), hello: hello.length }));
`;

test('every data file of a release is in the catalog', () => {
  const files = readdirSync(join(DEVICE, DATA, 'releases')).map((name) => name.replace(/\.ts$/, ''));
  expect(files.toSorted()).toEqual(RELEASE_TRAINS.map(({ train }) => train).toSorted());
});

test('no code outside of the data files asks for a model or a release', () => {
  const names = [
    ...PLATFORMS.map(({ model }) => model),
    ...RELEASE_TRAINS.map(({ train }) => train),
    '16.',
    '17.',
  ];
  const literals = names.map((name) => `'${name}'`);
  const strangers = readdirSync(DEVICE, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.startsWith(DATA))
    .filter((name) => {
      const text = readFileSync(join(DEVICE, name), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
      return literals.some((literal) => text.includes(literal));
    });
  expect(strangers).toEqual([]);
});

test('a new release is one file and its line in the catalog, a new model one entry', async () => {
  const tree = mkdtempSync(join(tmpdir(), 'liclab-one-file-'));
  try {
    for (const name of ['core', 'simulator', 'package.json', 'tsconfig.json', 'test/simulator/device'])
      cpSync(join(projectRoot, name), join(tree, name), { recursive: true });
    symlinkSync(join(projectRoot, 'node_modules'), join(tree, 'node_modules'));
    const at = (name: string): string => join(tree, 'simulator/device', DATA, name);
    const edit = (from: string, to: string, change: (text: string) => string): void =>
      writeFileSync(at(to), change(readFileSync(at(from), 'utf8')));
    edit('releases/17.15.ts', 'releases/17.18.ts', (text) =>
      text.replaceAll("train: '17.15'", "train: '17.18'").replaceAll('IOS_XE_17_15', 'IOS_XE_17_18'),
    );
    edit('catalog.ts', 'catalog.ts', (text) =>
      `import { IOS_XE_17_18 } from './releases/17.18.ts';\n${text}`.replace(
        '  IOS_XE_17_15,\n',
        '$&  IOS_XE_17_18,\n',
      ),
    );
    edit('c9300.ts', 'c9300.ts', (text) =>
      text.replace(
        'readonly Platform[] = [\n',
        "$&  { ...COMMON, model: 'C9300-96X', entitlementFamily: 'C9300-48', ports: GIGABIT_48 },\n",
      ),
    );
    writeFileSync(join(tree, 'program.ts'), PROGRAM);
    const { stdout } = await promisify(execFile)(process.execPath, ['program.ts'], { cwd: tree });
    const said = JSON.parse(stdout) as { version: string; usage: string; hello: number };
    expect(said.version).toContain('Version 17.18.2,');
    expect(said.version).toMatch(/^\* +1 +\d+ +C9300-96X +17\.18\.02 /m);
    expect(said.usage).toContain('(C9300-48 Network Essen...)');
    expect(said.hello).toBeGreaterThan(40_000);
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
});
