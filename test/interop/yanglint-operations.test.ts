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
import { ACCEPTED, createJudge, type Judge, YANGLINT_MISSING } from './support/yanglint.ts';

/**
 * Outside judge of what we send: libyang with Cisco's modules of 17.15.1, which stay outside of the repository.
 * Run it with LICLAB_REFERENCE=DIR, where DIR/yang/17.15.1 holds the modules, and yanglint (libyang2-tools) installed.
 */
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

let judge: Judge;
beforeAll(() => {
  judge = createJudge(MODULES);
});
afterAll(() => judge.close());

describe.skipIf(YANGLINT_MISSING !== null)(
  `yanglint${YANGLINT_MISSING === null ? '' : ` (skipped: ${YANGLINT_MISSING})`}`,
  () => {
    const rpcs = SAMPLES.map(
      ({ name, xml }, index) => [`${index}-${name}`, writeRpc(index, parseXml(xml))] as const,
    );

    test('accepts every operation as an rpc', () => {
      expect(judge.lint('nc-rpc', Object.fromEntries(rpcs))).toEqual(ACCEPTED);
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
      expect(judge.lint('edit', Object.fromEntries(configs) as Record<string, string>)).toEqual(ACCEPTED);
    });

    // A filter selects by name without being validated: its names are judged by data with the same names.
    test('accepts the data of our fixtures', () => {
      expect(judge.lint('get', DATA)).toEqual(ACCEPTED);
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
      expect(judge.lint(type, { wrong: document })).not.toEqual(ACCEPTED);
    });
  },
);
