import { describe, expect, test } from 'vitest';
import { parseHello } from '../../../core/wire/netconf/index.ts';
import { SMART_LICENSE_NAMESPACE as SL } from '../../../core/wire/ios-xe/namespaces.ts';
import { openCli, openNetconf } from './clients.ts';
import { editNative, LOCK } from './payloads.ts';
import type { Suite } from './suite.ts';

const GET_LICENSES = `<get><filter type="subtree"><licensing xmlns="${SL}"><state><state-info><usage/></state-info></state></licensing></filter></get>`;

/** Locks of sessions, RFC 6241 section 7.5. */
export function lockConformance(suite: Suite): void {
  describe('NETCONF locks', () => {
    test('a second lock is denied with the session-id of the holder, a writer gets in-use', async () => {
      const lab = await suite.lab();
      const holder = await openNetconf(lab);
      const other = await openNetconf(lab);
      const { sessionId } = parseHello(holder.hello, 'server');
      await holder.rpc(LOCK);
      const denied = await other.rpc(LOCK);
      expect(denied.errors[0]).toMatchObject({ tag: 'lock-denied', type: 'protocol', sessionId });
      const edit = await other.rpc(editNative('<hostname>x</hostname>'));
      expect(edit.errors[0]).toMatchObject({ tag: 'in-use', type: 'application', sessionId });
      expect(edit.errors[0]?.message).toContain(`session ${sessionId} admin`);
      expect((await holder.rpc(LOCK)).errors[0]?.tag).toBe('lock-denied');
    });

    test('a lock ends with its session', async () => {
      const lab = await suite.lab();
      const holder = await openNetconf(lab);
      const other = await openNetconf(lab);
      await holder.rpc(LOCK);
      holder.stream.close();
      await lab.pass(100);
      expect((await other.rpc(LOCK)).hasOk).toBe(true);
    });

    test.each([
      ['running', LOCK, 'lock-denied'],
      ['an edit', editNative('<hostname>x</hostname>'), 'in-use'],
    ])(
      'after something was typed, syncfromdaemon keeps %s for some seconds',
      async (_name, operation, tag) => {
        const lab = await suite.lab();
        const client = await openNetconf(lab);
        const cli = await openCli(lab);
        await cli.run('configure terminal');
        await cli.run('hostname typed');
        const { errors } = await client.rpc(operation);
        expect(errors[0]).toMatchObject({ tag, sessionId: 0 });
        expect(errors[0]?.message).toContain('session 5 syncfromdaemon tcp (system from 127.0.0.1)');
        // Who types is not hindered.
        expect(await cli.run('hostname typed-again')).toEqual([]);
        await lab.pass(10_001);
        expect((await client.rpc(operation)).hasOk).toBe(true);
      },
    );

    test('daemonLocks off: nothing is held after something was typed', async () => {
      const lab = await suite.lab({ spec: { daemonLocks: 'off' } });
      lab.device.configure(['hostname typed']);
      expect((await (await openNetconf(lab)).rpc(LOCK)).hasOk).toBe(true);
    });

    test('reading is not stopped by a lock', async () => {
      const lab = await suite.lab();
      await (await openNetconf(lab)).rpc(LOCK);
      const reply = await (await openNetconf(lab)).rpc(GET_LICENSES);
      expect(reply.errors).toEqual([]);
      expect(reply.data?.children).toHaveLength(1);
    });
  });
}
