import { describe, expect, test } from 'vitest';
import { parseHello, textOf, type RpcReply } from '../../../core/wire/netconf/index.ts';
import { type NetconfClient, openCli, openNetconf } from './clients.ts';
import { editNative, LOCK, NEW, OLD, TO_ADVANTAGE, UNLOCK } from './payloads.ts';
import type { Suite } from './suite.ts';

const NS = 'urn:ietf:params:xml:ns:netconf:partial-lock:1.0';
const IOS = 'xmlns:ios="http://cisco.com/ns/yang/Cisco-IOS-XE-native"';
const LEVEL = '/ios:native/ios:license/ios:boot/ios:level';
const UPLINK = "/ios:native/ios:interface/ios:GigabitEthernet[ios:name='1/0/3']";
const NAME = editNative('<hostname>other</hostname>');
const INTERFACE = editNative(
  '<interface><GigabitEthernet><name>1/0/3</name><description>x</description></GigabitEthernet></interface>',
);

function lockOf(...selects: readonly string[]): string {
  return `<partial-lock xmlns="${NS}" ${IOS}>${selects.map((one) => `<select>${one}</select>`).join('')}</partial-lock>`;
}

/** Locks of parts of running, RFC 5717. */
export function partialLockConformance(suite: Suite): void {
  describe('NETCONF partial locks', () => {
    test('keep others from their nodes and from nothing else, and name the nodes', async () => {
      const lab = await suite.lab();
      const holder = await openNetconf(lab);
      const other = await openNetconf(lab);
      const reply = await holder.rpc(lockOf(LEVEL, UPLINK));
      expect(reply.results.map(({ name }) => name)).toEqual(['lock-id', 'locked-node', 'locked-node']);
      expect(reply.results.slice(1).map(textOf)).toEqual([LEVEL, UPLINK]);
      for (const edit of [TO_ADVANTAGE, INTERFACE]) {
        expect((await other.rpc(edit)).errors[0]).toMatchObject({
          tag: 'in-use',
          appTag: 'locked',
          sessionId: idOf(holder),
        });
      }
      expect((await other.rpc(NAME)).hasOk).toBe(true);
      expect((await holder.rpc(TO_ADVANTAGE)).hasOk).toBe(true);
      expect(lab.device.truth().running).toContain(`license boot level ${NEW}\n`);
    });

    test('keep the CLI from their nodes too', async () => {
      const lab = await suite.lab();
      await (await openNetconf(lab)).rpc(lockOf(LEVEL));
      const cli = await openCli(lab);
      await cli.run('configure terminal');
      const output = await cli.run('license boot level network-advantage');
      expect(output.join('\n')).toContain('Configuration mode is locked');
      expect(await cli.run('hostname other')).toEqual([]);
      expect(lab.device.truth().running).toContain(`license boot level ${OLD}\n`);
    });

    test.each([
      ['the same node', LEVEL, LEVEL],
      ['a node around it', '/ios:native/ios:license', LEVEL],
      ['a node in it', LEVEL, '/ios:native'],
    ])('are denied for %s', async (_name, wanted, held) => {
      const lab = await suite.lab();
      const holder = await openNetconf(lab);
      await holder.rpc(lockOf(held));
      const { errors } = await (await openNetconf(lab)).rpc(lockOf(wanted));
      expect(errors[0]).toMatchObject({ tag: 'lock-denied', sessionId: idOf(holder) });
    });

    test('exclude a lock of the whole, also by the same session, and are excluded by one', async () => {
      const lab = await suite.lab();
      const holder = await openNetconf(lab);
      const other = await openNetconf(lab);
      const id = lockId(await holder.rpc(lockOf(LEVEL)));
      for (const client of [holder, other])
        expect((await client.rpc(LOCK)).errors[0]).toMatchObject({
          tag: 'lock-denied',
          sessionId: idOf(holder),
        });
      await holder.rpc(unlockOf(id));
      await other.rpc(LOCK);
      expect((await holder.rpc(lockOf(LEVEL))).errors[0]).toMatchObject({
        tag: 'lock-denied',
        sessionId: idOf(other),
      });
      expect((await other.rpc(UNLOCK)).hasOk).toBe(true);
    });

    test('end with partial-unlock, of their own session alone, and with the session', async () => {
      const lab = await suite.lab();
      const holder = await openNetconf(lab);
      const other = await openNetconf(lab);
      const id = lockId(await holder.rpc(lockOf(LEVEL)));
      expect((await other.rpc(unlockOf(id))).errors[0]?.tag).toBe('invalid-value');
      expect((await holder.rpc(unlockOf(id))).hasOk).toBe(true);
      expect((await holder.rpc(unlockOf(id))).errors[0]?.tag).toBe('invalid-value');
      await holder.rpc(lockOf(LEVEL));
      holder.stream.close();
      await lab.pass(100);
      expect((await other.rpc(TO_ADVANTAGE)).hasOk).toBe(true);
    });

    test.each([
      ['what selects nothing', lockOf('/ios:native/ios:vlan'), 'operation-failed', 'no-matches'],
      ['what is no XPath', lockOf('native['), 'invalid-value', 'invalid-lock-specification'],
      ['an undeclared prefix', lockOf('/x:native'), 'invalid-value', 'invalid-lock-specification'],
      ['state in place of configuration', lockOf('/device-hardware-data'), 'operation-failed', 'no-matches'],
      ['no select', lockOf(), 'missing-element', null],
      ['more expressions than are taken', lockOf(...Array<string>(33).fill(LEVEL)), 'too-big', null],
    ])('of %s are refused', async (_name, operation, tag, appTag) => {
      const client = await openNetconf(await suite.lab());
      const { errors } = await client.rpc(operation);
      expect(errors.map((error) => [error.tag, error.appTag])).toEqual([[tag, appTag]]);
    });

    test('are refused while a confirmed commit is outstanding', async () => {
      const client = await openNetconf(await suite.lab({ spec: { candidate: 'on' } }));
      await client.rpc('<commit><confirmed/></commit>');
      expect((await client.rpc(lockOf(LEVEL))).errors[0]).toMatchObject({
        tag: 'lock-denied',
        appTag: 'outstanding-confirmed-commit',
      });
    });

    test('16.9 does not have them, and does not announce them', async () => {
      const client = await openNetconf(await suite.lab({ spec: { release: '16.9.4' } }));
      expect(client.hello).not.toContain(':partial-lock:');
      expect((await client.rpc(lockOf(LEVEL))).errors[0]?.tag).toBe('unknown-element');
    });
  });
}

function unlockOf(id: string): string {
  return `<partial-unlock xmlns="${NS}"><lock-id>${id}</lock-id></partial-unlock>`;
}

function lockId({ results }: RpcReply): string {
  return results[0] === undefined ? '' : textOf(results[0]);
}

function idOf(client: NetconfClient): number | null {
  return parseHello(client.hello, 'server').sessionId;
}
