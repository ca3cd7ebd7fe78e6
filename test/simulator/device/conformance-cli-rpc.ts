import { describe, expect, test } from 'vitest';
import { textOf } from '../../../core/wire/netconf/index.ts';
import { openNetconf } from './clients.ts';
import { LOCK, NEW, OLD } from './payloads.ts';
import type { Suite } from './suite.ts';

function cliRpc(lines: string, more = ''): string {
  return `<config-ios-cli-rpc xmlns="http://cisco.com/ns/yang/Cisco-IOS-XE-cli-rpc"><config-clis>${lines}</config-clis>${more}</config-ios-cli-rpc>`;
}

/** Configuration lines over NETCONF. */
export function cliRpcConformance(suite: Suite): void {
  describe('config-ios-cli-rpc', () => {
    test('enters lines in sections, as if typed', async () => {
      const lab = await suite.lab();
      const client = await openNetconf(lab);
      const lines = `license boot level ${NEW}\n!\ninterface GigabitEthernet1/0/3\n description uplink`;
      const { results } = await client.rpc(cliRpc(lines));
      expect(results.map((result) => [result.name, textOf(result)])).toEqual([
        ['result', 'RPC request successful'],
      ]);
      const { running } = lab.device.truth();
      expect(running).toContain(`license boot level ${NEW}\n`);
      expect(running).toContain('interface GigabitEthernet1/0/3\n description uplink\n');
      expect(lab.notes('edit').map((note) => note.detail['via'])).toEqual(['cli', 'cli']);
    });

    test('stops at the first line that is refused and names it; those before it stay', async () => {
      const lab = await suite.lab();
      const client = await openNetconf(lab);
      const { results } = await client.rpc(
        cliRpc(`hostname first\nlicense boot nonsense\nlicense boot level ${NEW}`),
      );
      const answer = Object.fromEntries(results.map((result) => [result.name, textOf(result)]));
      expect(answer).toMatchObject({ result: 'RPC request failed', lineno: '2' });
      expect(answer['error-string']).toMatch(/^% /);
      expect(lab.device.truth().running).toContain(`license boot level ${OLD}\n`);
      expect(lab.device.truth().hostname).toBe('first');
    });

    test('is kept out by a lock', async () => {
      const lab = await suite.lab();
      await (await openNetconf(lab)).rpc(LOCK);
      const { results } = await (await openNetconf(lab)).rpc(cliRpc('hostname other'));
      expect(results.map(textOf).join(' ')).toContain('Configuration mode is locked');
      expect(lab.device.truth().hostname).toBe('sw-0001');
    });

    test.each([
      ['no lines', cliRpc('').replace('<config-clis></config-clis>', ''), 'missing-element', 'config-clis'],
      ['a time below 10 s', cliRpc('hostname x', '<timeout>9</timeout>'), 'invalid-value', 'timeout'],
      ['an unknown parameter', cliRpc('hostname x', '<x/>'), 'unknown-element', 'x'],
      ['too many lines', cliRpc('!\n'.repeat(1_001)), 'invalid-value', 'config-clis'],
    ])('%s are refused', async (_name, operation, tag, element) => {
      const { errors } = await (await openNetconf(await suite.lab())).rpc(operation);
      expect(errors.map((error) => [error.tag, error.badElement])).toEqual([[tag, element]]);
    });

    test('17.6 does not have it', async () => {
      const client = await openNetconf(await suite.lab({ spec: { release: '17.6.5' } }));
      expect((await client.rpc(cliRpc('hostname x'))).errors[0]?.tag).toBe('unknown-element');
    });
  });
}
