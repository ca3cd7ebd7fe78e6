import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  descend,
  elementsOf,
  NETCONF_NAMESPACE,
  parseXml,
  writeRpc,
  writeXml,
} from '../../core/wire/netconf/index.ts';
import { DATA } from '../core/wire/ios-xe/fixtures.ts';
import { SAMPLES } from '../core/wire/ios-xe/samples.ts';

/**
 * Outside judge of what we send: libyang with Cisco's modules of 17.15.1, which stay outside of the repository.
 * Run it with LICLAB_REFERENCE=DIR, where DIR/yang/17.15.1 holds the modules, and yanglint (libyang2-tools) installed.
 */
const reference = process.env['LICLAB_REFERENCE'];
const hasYanglint = spawnSync('yanglint', ['--version']).status === 0;
const reason =
  reference === undefined
    ? 'LICLAB_REFERENCE is not set'
    : hasYanglint
      ? null
      : 'yanglint is not installed (apt-get install libyang2-tools)';

const MODULES = [
  'ietf-netconf',
  'ietf-yang-library',
  'Cisco-IOS-XE-native',
  'Cisco-IOS-XE-rpc',
  'Cisco-IOS-XE-device-hardware-oper',
  'Cisco-IOS-XE-stack-oper',
  'cisco-smart-license',
  'cisco-ia',
];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'liclab-yanglint-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Exit status and complaints of yanglint over some documents; one run, since loading the modules takes half a second. */
function lint(
  type: 'nc-rpc' | 'edit' | 'get',
  documents: Readonly<Record<string, string>>,
): { status: number | null; errors: string } {
  const yang = join(reference ?? '', 'yang/17.15.1');
  const modules = MODULES.map((name) => join(yang, `${name}.yang`));
  const files = Object.entries(documents).map(([name, text]) => {
    const file = join(folder, `${name}.xml`);
    writeFileSync(file, text);
    return file;
  });
  const features = ['-F', 'ietf-netconf:writable-running,candidate,validate'];
  const run = spawnSync('yanglint', ['-p', yang, ...features, '-t', type, ...modules, ...files], {
    encoding: 'utf8',
  });
  const errors = run.stderr
    .split('\n')
    .filter((line) => line.startsWith('libyang err') || line.startsWith('YANGLINT[E]'));
  return { status: run.status, errors: errors.join('\n') };
}

const ACCEPTED = { status: 0, errors: '' };

describe.skipIf(reason !== null)(`yanglint${reason === null ? '' : ` (skipped: ${reason})`}`, () => {
  const rpcs = SAMPLES.map(
    ({ name, xml }, index) => [`${index}-${name}`, writeRpc(index, parseXml(xml))] as const,
  );

  test('accepts every operation as an rpc', () => {
    expect(lint('nc-rpc', Object.fromEntries(rpcs))).toEqual(ACCEPTED);
  });

  test('accepts the configuration in every edit', () => {
    const configs = SAMPLES.filter(({ name }) => name === 'edit-boot-level').map(({ xml }, index) => {
      const config = descend(parseXml(xml), NETCONF_NAMESPACE, ['config']);
      return [
        `edit-${index}`,
        config === null
          ? ''
          : elementsOf(config)
              .map((child) => writeXml(child))
              .join(''),
      ];
    });
    expect(configs).toHaveLength(10);
    expect(lint('edit', Object.fromEntries(configs) as Record<string, string>)).toEqual(ACCEPTED);
  });

  // A filter selects by name without being validated: its names are judged by data with the same names.
  test('accepts the data of our fixtures', () => {
    expect(lint('get', DATA)).toEqual(ACCEPTED);
  });

  const level =
    '<native xmlns="http://cisco.com/ns/yang/Cisco-IOS-XE-native"><license><boot><level><network-essentials>' +
    '<addon>dna-advantage</addon></network-essentials></level></boot></license></native>';
  const reload = '<reload xmlns="http://cisco.com/ns/yang/Cisco-IOS-XE-rpc"><raison>x</raison></reload>';
  test.each([
    ['edit', level],
    ['nc-rpc', writeRpc(1, parseXml(reload))],
    ['get', DATA.stack.replace('state-ready', 'state-steady')],
    ['get', DATA.device.replace('<part-number>', '<part-no>').replace('</part-number>', '</part-no>')],
  ] as const)('refuses a wrong %s, so that it is known to look', (type, document) => {
    expect(lint(type, { wrong: document })).not.toEqual(ACCEPTED);
  });
});
