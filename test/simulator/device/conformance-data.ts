import { describe, expect, test } from 'vitest';
import { childrenOf, descend, leafOf, textOf } from '../../../core/wire/netconf/index.ts';
import {
  HARDWARE_NAMESPACE as HW,
  SMART_LICENSE_NAMESPACE as SL,
  STACK_NAMESPACE as STACK_NS,
  YANG_LIBRARY_NAMESPACE as LIB,
} from '../../../core/wire/ios-xe/namespaces.ts';
import { openNetconf } from './clients.ts';
import { STACK } from './lab.ts';
import type { Suite } from './suite.ts';

/** What is read, and the rpcs of licensing. */
export function dataConformance(suite: Suite): void {
  describe('NETCONF data', () => {
    test('a mixed stack reports a license per port family, its members, and every chassis', async () => {
      const lab = await suite.lab({
        spec: { ...STACK, level: { network: 'network-advantage', addon: 'dna-advantage' } },
      });
      const client = await openNetconf(lab);
      const { data } = await client.rpc(
        `<get><filter><licensing xmlns="${SL}"><state><state-info><usage/></state-info></state></licensing><stack-oper-data xmlns="${STACK_NS}"/><device-hardware-data xmlns="${HW}"/></filter></get>`,
      );
      const state = data && descend(data, SL, ['licensing', 'state', 'state-info']);
      const usage = state ? childrenOf(state, SL, 'usage') : [];
      expect(
        usage.map((entry) => [
          leafOf(entry, SL, 'license-name'),
          leafOf(entry, SL, 'description'),
          leafOf(entry, SL, 'count'),
        ]),
      ).toEqual([
        ['network-advantage', 'C9300-24 Network Advantage', '2'],
        ['dna-advantage', 'C9300-24 DNA Advantage', '2'],
        ['network-advantage', 'C9300-48 Network Advantage', '1'],
        ['dna-advantage', 'C9300-48 DNA Advantage', '1'],
      ]);
      const stack = data && descend(data, STACK_NS, ['stack-oper-data']);
      const nodes = stack ? childrenOf(stack, STACK_NS, 'stack-node') : [];
      expect(
        nodes.map((node) => [
          leafOf(node, STACK_NS, 'serial-number'),
          leafOf(node, STACK_NS, 'role'),
          leafOf(node, STACK_NS, 'node-state'),
        ]),
      ).toEqual([
        ['FCW2301A001', 'role-active', 'state-ready'],
        ['FCW2301A002', 'role-standby', 'state-ready'],
        ['FCW2301A003', 'role-member', 'state-ready'],
      ]);
      const hardware = data && descend(data, HW, ['device-hardware-data', 'device-hardware']);
      const chassis = hardware
        ? childrenOf(hardware, HW, 'device-inventory').filter(
            (part) => leafOf(part, HW, 'hw-type') === 'hw-type-chassis',
          )
        : [];
      expect(new Set(chassis.map((part) => leafOf(part, HW, 'serial-number')))).toEqual(
        new Set(STACK.serials),
      );
    });

    test.each([
      ['16.9.4', null],
      ['17.6.4', null],
      ['17.9.4', 'false'],
      ['17.15.1', 'false'],
    ])('%s states unsaved-config as %s', async (release, expected) => {
      const client = await openNetconf(await suite.lab({ spec: { release } }));
      const { data } = await client.rpc(
        `<get><filter><device-hardware-data xmlns="${HW}"><device-hardware><device-system-data/></device-hardware></device-hardware-data></filter></get>`,
      );
      const system =
        data && descend(data, HW, ['device-hardware-data', 'device-hardware', 'device-system-data']);
      expect(system && leafOf(system, HW, 'boot-time')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
      expect(system && leafOf(system, HW, 'unsaved-config')).toBe(expected);
    });

    test.each(['17.9.4', '17.12.1', '17.15.1'])(
      'yang-library of %s knows the modules that the hello may not list',
      async (release) => {
        const client = await openNetconf(await suite.lab({ spec: { release } }));
        const wanted = ['Cisco-IOS-XE-native', 'Cisco-IOS-XE-rpc', 'no-such-module'];
        const modules = wanted
          .map((name) => `<module><name>${name}</name><revision/><namespace/></module>`)
          .join('');
        const { data } = await client.rpc(
          `<get><filter><modules-state xmlns="${LIB}">${modules}</modules-state></filter></get>`,
        );
        const state = data && descend(data, LIB, ['modules-state']);
        const found = state ? childrenOf(state, LIB, 'module') : [];
        expect(found.map((module) => leafOf(module, LIB, 'name'))).toEqual([
          'Cisco-IOS-XE-native',
          'Cisco-IOS-XE-rpc',
        ]);
        expect(found[0] && leafOf(found[0], LIB, 'namespace')).toBe(
          'http://cisco.com/ns/yang/Cisco-IOS-XE-native',
        );
      },
    );

    test('an empty filter selects nothing, a filter of an unknown namespace too', async () => {
      const client = await openNetconf(await suite.lab());
      const nothing = await client.rpc('<get><filter type="subtree"/></get>');
      const unknown = await client.rpc(
        '<get><filter><native xmlns="http://example.net/none"/></filter></get>',
      );
      expect([nothing.data?.children, unknown.data?.children]).toEqual([[], []]);
    });

    test('get-config holds no state, get holds both', async () => {
      const client = await openNetconf(await suite.lab());
      const config = await client.rpc('<get-config><source><running/></source></get-config>');
      const all = await client.rpc('<get/>');
      const names = (data: typeof config.data) =>
        (data?.children ?? []).map((child) => (typeof child === 'string' ? child : child.name));
      expect(names(config.data)).toEqual(['native', 'licensing']);
      expect(names(all.data)).toEqual([
        'native',
        'licensing',
        'device-hardware-data',
        'stack-oper-data',
        'install-oper-data',
        'modules-state',
        'netconf-state',
        'netconf',
      ]);
    });

    test('id-token-trust answers at once, and trust is there a moment later', async () => {
      const lab = await suite.lab({ spec: { account: null, virtualAccount: null } });
      const client = await openNetconf(lab);
      const reply = await client.rpc(
        `<id-token-trust xmlns="${SL}"><id-token>abc</id-token><all-ha>true</all-ha></id-token-trust>`,
      );
      expect(reply.results.map((result) => [result.name, textOf(result)])).toEqual([
        ['return-code', 'registrationinprogress'],
      ]);
      expect(lab.device.truth().trust.installed).toBe(false);
      await lab.pass(2000);
      expect(lab.device.truth().trust).toEqual({
        installed: true,
        account: 'other.example.com',
        virtualAccount: 'Lab',
      });
    });

    test.each([
      ['id-token-trust', '17.9.4', '<id-token>abc</id-token>', 'registrationinprogress'],
      ['register-id-token', '17.9.4', '<id-token>abc</id-token>', 'notsupported'],
      ['de-register', '17.9.4', '', 'notsupported'],
      ['register-id-token', '17.3.1', '<id-token>abc</id-token>', 'alreadyregistered'],
      ['de-register', '16.9.4', '', 'success'],
    ])('%s on %s with %s answers %s', async (name, release, content, code) => {
      const client = await openNetconf(await suite.lab({ spec: { release } }));
      const reply = await client.rpc(`<${name} xmlns="${SL}">${content}</${name}>`);
      expect(reply.results.map(textOf)).toEqual([code]);
    });
  });
}
