import { describe, expect, test } from 'vitest';
import { childrenOf, descend, leafOf } from '../../../core/wire/netconf/index.ts';
import {
  HARDWARE_NAMESPACE as HW,
  SMART_LICENSE_NAMESPACE as SL,
  STACK_NAMESPACE as STACK_NS,
} from '../../../core/wire/ios-xe/namespaces.ts';
import { openCli, openNetconf } from './clients.ts';
import type { Suite } from './suite.ts';

const ADVANTAGE = { network: 'network-advantage', addon: 'dna-advantage' } as const;
const FIRST = 'FXS2119Q2U7';
const SECOND = 'FXS2119Q2U8';

/** What a device of every kind says of its units, in every command and over NETCONF alike. */
export function platformConformance(suite: Suite): void {
  describe('platforms', () => {
    test.each([
      ['a 9200L', ['C9200L-24T-4X'], [FIRST], 'C9200L-24', [1, 1], 1],
      ['a 9400 with one supervisor', ['C9407R'], [FIRST], 'C9400', [1, 1], 0],
      ['a 9400 with two supervisors', ['C9407R', 'C9407R'], [FIRST], 'C9400', [2, 1], 0],
      ['a 9500 StackWise Virtual pair', ['C9500-40X', 'C9500-40X'], [FIRST, SECOND], 'C9500', [2, 2], 2],
      ['a 9500H StackWise Virtual pair', ['C9500-48Y4C', 'C9500-48Y4C'], [FIRST, SECOND], 'C9500', [2, 2], 2],
      ['a 9600 with two supervisors', ['C9606R', 'C9606R'], [FIRST], 'C9600', [2, 1], 0],
    ])('%s', async (_name, members, serials, words, counts, nodes) => {
      const lab = await suite.lab({ spec: { members, serials, level: ADVANTAGE } });
      expect(lab.device.truth().serials).toEqual(serials);
      const cli = await openCli(lab);
      for (const command of ['show version', 'show inventory', 'show license udi']) {
        const output = (await cli.run(command)).join('\n');
        for (const serial of serials) expect(output, command).toContain(serial);
      }
      const usage = await cli.run('show license usage');
      expect(usage.filter((line) => line.startsWith('  Count'))).toEqual(counts.map((n) => `  Count: ${n}`));
      expect(usage.join('\n')).toContain(words);
      expect((await cli.run('show license udi')).filter((line) => /Active|Standby/.test(line))).toHaveLength(
        members.length === 1 ? 0 : members.length,
      );
      const client = await openNetconf(lab);
      const { data } = await client.rpc(
        `<get><filter><licensing xmlns="${SL}"><state><state-info><usage/><trust-code/></state-info></state></licensing><stack-oper-data xmlns="${STACK_NS}"/><device-hardware-data xmlns="${HW}"/></filter></get>`,
      );
      const state = data && descend(data, SL, ['licensing', 'state', 'state-info']);
      expect(state && childrenOf(state, SL, 'usage').map((row) => Number(leafOf(row, SL, 'count')))).toEqual(
        counts,
      );
      // The key of the list: a serial that two supervisors share must not stand there twice.
      expect(state && childrenOf(state, SL, 'trust-code')).toHaveLength(serials.length);
      const stack = data && descend(data, STACK_NS, ['stack-oper-data']);
      expect(stack ? childrenOf(stack, STACK_NS, 'stack-node') : []).toHaveLength(nodes);
      const hardware = data && descend(data, HW, ['device-hardware-data', 'device-hardware']);
      const chassis = hardware
        ? childrenOf(hardware, HW, 'device-inventory')
            .filter((part) => leafOf(part, HW, 'hw-type') === 'hw-type-chassis')
            .map((part) => leafOf(part, HW, 'serial-number'))
        : [];
      expect(new Set(chassis)).toEqual(new Set(serials));
    });

    test('two supervisors are named in the inventory, and the standby in the storage lines', async () => {
      const cli = await openCli(
        await suite.lab({ spec: { members: ['C9407R', 'C9407R'], serials: [FIRST] } }),
      );
      const names = (await cli.run('show inventory')).filter((line) => line.startsWith('NAME'));
      expect(names).toEqual([
        'NAME: "Chassis", DESCR: "C9407R"',
        'NAME: "Slot 3 Supervisor", DESCR: "Supervisor Module C9400-SUP-1XL"',
        'NAME: "Slot 4 Supervisor", DESCR: "Supervisor Module C9400-SUP-1XL"',
      ]);
      const version = await cli.run('show version');
      expect(version).toContain('11161600K bytes of Bootflash at bootflash-1-0:.');
      expect(version.join('\n')).not.toContain('Switch Ports Model');
    });

    test.each([
      ['a 9300', ['C9300-24T'], 'this will reload the whole stack'],
      ['a StackWise Virtual pair', ['C9500-40X', 'C9500-40X'], 'this will reload the whole stack'],
      ['two supervisors', ['C9606R', 'C9606R'], 'this will reload the whole chassis'],
    ])('%s announces its reload', async (_name, members, words) => {
      const cli = await openCli(await suite.lab({ spec: { members, serials: [FIRST, SECOND] } }));
      expect(await cli.type('reload\r', '[confirm]')).toContain(`${words}\r\nProceed with reload? [confirm]`);
    });

    test('one supervisor reloads without a word about others', async () => {
      const cli = await openCli(await suite.lab({ spec: { members: ['C9404R'], serials: [FIRST] } }));
      expect(await cli.type('reload\r', '[confirm]')).toBe('reload\r\nProceed with reload? [confirm]');
    });

    test('the 9200L runs the light image', async () => {
      const cli = await openCli(await suite.lab({ spec: { members: ['C9200L-48P-4X'] } }));
      expect((await cli.run('show version')).join('\n')).toMatch(
        /Switch Software \(CAT9K_LITE_IOSXE\)[\s\S]*CAT9K_LITE_IOSXE +INSTALL/,
      );
    });

    test('16.12 speaks legacy licensing and has the lines about wireless levels', async () => {
      const cli = await openCli(await suite.lab({ spec: { release: '16.12.4', account: null } }));
      const version = await cli.run('show version');
      expect(version).toContain('AIR License Level: AIR DNA Essentials');
      expect(version).toContain('Smart Licensing Status: UNREGISTERED/EVAL MODE');
    });
  });
}
