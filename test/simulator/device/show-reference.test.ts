import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DeviceSpec } from '../../../simulator/device/contract.ts';
import { openCli } from './clients.ts';
import { memoryLab } from './lab.ts';

/**
 * Show outputs against captures of real switches, line by line, with dates and numbers that differ made alike. The captures
 * stay outside of the repository: set `LICLAB_REFERENCE` to the folder that has `cli/` in it.
 */
const REFERENCE = process.env['LICLAB_REFERENCE'];

/** The stack of the captures. */
const STACK: Partial<DeviceSpec> = {
  hostname: 'stack',
  members: ['C9300-24UX', 'C9300-24U', 'C9300-48T'],
  serials: ['FCW2303D16Y', 'FHH2043P09E', 'FCW2139L056'],
  release: '17.6.1',
  level: { network: 'network-advantage', addon: 'dna-advantage' },
  account: null,
  virtualAccount: null,
};

const FOUR: Partial<DeviceSpec> = {
  members: ['C9300-24U', 'C9300-24U', 'C9300-24U', 'C9300-24U'],
  serials: ['FOC2705Y8X0', 'FOC2705Y8XF', 'FOC2718Y66X', 'FOC2719YOHR'],
};

const ONE: Partial<DeviceSpec> = { members: ['C9300-24UX'], serials: ['FCW2147L0C5'] };

describe.skipIf(REFERENCE === undefined)(
  'show outputs have the layout of captures (LICLAB_REFERENCE)',
  () => {
    test.each<[string, string, readonly string[], Partial<DeviceSpec>]>([
      ['show license summary', 'show-license-summary/c9300-stack-slp-17.6.txt', [], {}],
      ['show license usage', 'show-license-usage/c9300-stack-slp.txt', [], {}],
      [
        'show license all',
        'show-license-all/c9300-stack-slp-fresh.txt',
        ['license smart transport callhome'],
        {},
      ],
      ['show license status', 'show-license-status/ios-2.txt', ['license smart transport off'], {}],
      ['show license udi', 'show-license-udi/c9350-stack.txt', [], FOUR],
      ['show switch', 'show-switch/golden_output_c3850_output.txt', [], FOUR],
      ['show license history message', 'show-license-history-message/empty.txt', [], {}],
      ['show license eventlog', 'show-license-eventlog/none.txt', [], {}],
      ['show license authorization', 'show-license-authorization/c9300.txt', [], ONE],
      [
        'show platform software yang-management process',
        'netconf-yang/ShowPlatformSoftwareYangManagementProcess-golden_output_output.txt',
        [],
        ONE,
      ],
      [
        'show platform software yang-management process state',
        'netconf-yang/ShowPlatformSoftwareYangManagementProcessState-golden_output_output.txt',
        [],
        ONE,
      ],
      [
        'show netconf-yang status',
        'netconf-yang/ShowNetconfYangStatus-golden_output_1712_output.txt',
        ['no netconf-yang'],
        { ...ONE, release: '17.12.4' },
      ],
    ])('%s', async (command, file, config, spec) => {
      const lab = memoryLab({ spec: { ...STACK, ...spec } });
      lab.device.configure(config);
      const output = await (await openCli(lab)).run(command);
      const captured = readFileSync(join(REFERENCE ?? '', 'cli', file), 'utf8').split(/\r?\n/);
      expect(alike(output)).toEqual(alike(captured));
    });

    test('show license rum id: the list and the detail have the lines of the captures', async () => {
      const lab = memoryLab({ spec: { ...STACK, account: 'acme.example.com', virtualAccount: 'Campus' } });
      const cli = await openCli(lab);
      await cli.run('license smart sync all');
      await lab.pass(120_000);
      const shape = (lines: readonly string[]) =>
        alike(lines).map((line) => line.replace(/\d{10}/g, 'ID').replace(/Id: 0|Id: ID/g, 'Id: N'));
      const read = (file: string) => readFileSync(join(REFERENCE ?? '', 'cli', file), 'utf8').split(/\r?\n/);
      const list = await cli.run('show license rum id all');
      const captured = shape(read('show-license-rum-id/all.txt'));
      expect(shape(list).slice(0, 3)).toEqual(captured.slice(0, 3));
      expect(list[3]).toMatch(/^\d{10} {10}ACK {7}N {5}network-advantage$/);
      const dna = list.find((line) => line.includes('ACK') && line.endsWith('dna-advantage'));
      const detail = await cli.run(`show license rum id ${dna?.slice(0, 10)}`);
      expect(shape(detail)).toEqual(shape(read('show-license-rum-id/detail-ack.txt')));
    });

    test.each([
      ['16.9.3', 'show-version/c9500-40x-16.9.3-svl.txt'],
      ['17.12.1', 'show-version/c9500x-60l4d-17.12dev.txt'],
    ])('show version of %s has the lines of the license block', async (release, file) => {
      const level = { network: 'network-advantage', addon: 'dna-advantage' } as const;
      const lab = memoryLab({ spec: { release, level, members: ['C9500-40X'], serials: ['FCW2233FFG3'] } });
      const captured = readFileSync(join(REFERENCE ?? '', 'cli', file), 'utf8').split(/\r?\n/);
      expect(block(await (await openCli(lab)).run('show version'))).toEqual(block(captured));
    });
  },
);

/** From `Technology Package` to the licensing status, spaces at line ends kept. */
function block(lines: readonly string[]): readonly string[] {
  const from = lines.findIndex((line) => line.startsWith('Technology Package'));
  const to = lines.findIndex((line) => line.startsWith('Smart Licensing Status'));
  return lines.slice(from, to);
}

/** Without what must differ: dates, versions, serials, counters, the two lines of `exec prompt timestamp`. */
function alike(lines: readonly string[]): readonly string[] {
  const kept = lines
    .filter((line) => !/^(Load for|Time source|show )/.test(line))
    .map((line) =>
      line
        .replace(/[A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d \d{4} [A-Z]{3}/g, 'DATE')
        .replace(/: (DATE|<none>)$/, ': DATE-OR-NONE')
        .replace(/C9350/g, 'C9300')
        .replace(/\d+\.\d+\.\d+_rel\/\d+/, 'AGENT')
        .replace(/^(Total|Available).*$/, '$1')
        .replace(/[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}/, 'MAC')
        .replace(/^(.\d {7}\w+ +)MAC.*$/, '$1MAC')
        .trimEnd(),
    );
  while (kept.at(0) === '') kept.shift();
  while (kept.at(-1) === '') kept.pop();
  return kept;
}
