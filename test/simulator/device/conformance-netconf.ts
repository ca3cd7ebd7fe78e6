import { describe, expect, test } from 'vitest';
import {
  descend,
  leafOf,
  childrenOf,
  parseHello,
  parseXml,
  attributeOf,
  textOf,
} from '../../../core/wire/netconf/index.ts';
import {
  HARDWARE_NAMESPACE as HW,
  SMART_LICENSE_NAMESPACE as SL,
  STACK_NAMESPACE as STACK_NS,
  YANG_LIBRARY_NAMESPACE as LIB,
} from '../../../core/wire/ios-xe/namespaces.ts';
import { openNetconf, until } from './clients.ts';
import { STACK } from './lab.ts';
import type { Suite } from './suite.ts';

const GET_LICENSES = `<get><filter type="subtree"><licensing xmlns="${SL}"><state><state-info><usage/></state-info></state></licensing></filter></get>`;
const LOCK = '<lock><target><running/></target></lock>';
const UNLOCK = '<unlock><target><running/></target></unlock>';

/** Session, framing, reading and locking. */
export function netconfConformance(suite: Suite): void {
  describe('NETCONF hello', () => {
    test.each([
      ['16.9.4', 129, 408],
      ['17.3.5', 186, 490],
      ['17.9.4', 308, 637],
      ['17.12.1', 0, 332],
      ['17.15.1', 0, 341],
    ])('%s lists %i Cisco-IOS-XE modules among %i capabilities', async (release, modules, all) => {
      const client = await openNetconf(await suite.lab({ spec: { release } }));
      const { capabilities, sessionId } = parseHello(client.hello, 'server');
      const own = capabilities.filter((uri) => uri.includes('?module=Cisco-IOS-XE-'));
      expect(own).toHaveLength(modules);
      expect(capabilities).toHaveLength(all);
      expect(sessionId).toBeGreaterThan(0);
      expect(client.hello.length).toBeGreaterThan(46_000);
      expect(client.hello.length).toBeLessThan(92_000);
    });

    test('one capability is wrapped in line feeds, as real switches send it', async () => {
      const client = await openNetconf(await suite.lab());
      expect(client.hello).toMatch(
        /<capability>\n\s+urn:ietf:params:netconf:capability:notification:1\.1\n\s+<\/capability>/,
      );
    });

    test('neither candidate nor startup is offered, writable-running is', async () => {
      const { capabilities } = parseHello((await openNetconf(await suite.lab())).hello, 'server');
      const offers = (name: string) => capabilities.some((uri) => uri.includes(`:capability:${name}:`));
      expect([offers('writable-running'), offers('candidate'), offers('startup')]).toEqual([
        true,
        false,
        false,
      ]);
    });
  });

  describe('NETCONF framing and rpc', () => {
    test('a client that offers only base:1.0 is answered with the delimiter', async () => {
      const client = await openNetconf(await suite.lab(), ['1.0']);
      const reply = await client.rpc(LOCK);
      expect(reply.hasOk).toBe(true);
      expect(Buffer.concat(client.stream.received.slice(2)).toString()).toMatch(/<ok\/><\/rpc-reply>]]>]]>$/);
    });

    test('a client that offers base:1.1 is answered in chunks', async () => {
      const client = await openNetconf(await suite.lab());
      await client.rpc(LOCK);
      expect(Buffer.concat(client.stream.received.slice(2)).toString()).toMatch(
        /^\n#\d+\n<rpc-reply .*\n##\n$/s,
      );
    });

    test('attributes and namespaces of the rpc come back on the reply', async () => {
      const client = await openNetconf(await suite.lab());
      await client.rpc(LOCK, ' xmlns:ex="http://example.net/" ex:user-id="fred"');
      const reply = parseXml(client.replies[0] ?? '');
      expect(attributeOf(reply, 'user-id', 'http://example.net/')).toBe('fred');
      expect(attributeOf(reply, 'message-id')).toBe('1');
    });

    test('pipelined rpcs are answered in order, also behind one that takes seconds', async () => {
      const lab = await suite.lab();
      const client = await openNetconf(lab);
      const rpc = (id: number, operation: string) =>
        client.send(
          `<rpc xmlns="urn:ietf:params:xml:ns:netconf:base:1.0" message-id="${id}">${operation}</rpc>`,
        );
      rpc(11, '<save-config xmlns="http://cisco.com/yang/cisco-ia"/>');
      rpc(12, LOCK);
      rpc(13, UNLOCK);
      expect(client.replies).toHaveLength(0);
      await until(lab, 'three replies', () => client.replies.length === 3);
      const ids = client.replies.map((text) => attributeOf(parseXml(text), 'message-id'));
      expect(ids).toEqual(['11', '12', '13']);
    });

    test.each([
      ['an unknown operation', '<frobnicate/>', 'unknown-element'],
      ['an operation of an unknown module', '<x xmlns="http://example.net/none"/>', 'unknown-namespace'],
      [
        'factory-reset',
        '<factory-reset xmlns="http://cisco.com/ns/yang/Cisco-IOS-XE-rpc"/>',
        'unknown-element',
      ],
      [
        'get with an xpath filter',
        '<get><filter type="xpath" select="/native"/></get>',
        'operation-not-supported',
      ],
      ['get with a filter of unknown type', '<get><filter type="magic"/></get>', 'bad-attribute'],
      ['get-config without source', '<get-config/>', 'missing-element'],
      ['get-config of candidate', '<get-config><source><candidate/></source></get-config>', 'invalid-value'],
      ['get-config of startup', '<get-config><source><startup/></source></get-config>', 'invalid-value'],
      [
        'get-config of an unknown datastore',
        '<get-config><source><attic/></source></get-config>',
        'unknown-element',
      ],
      ['lock of candidate', '<lock><target><candidate/></target></lock>', 'invalid-value'],
      ['commit without candidate', '<commit/>', 'invalid-value'],
      ['discard-changes without candidate', '<discard-changes/>', 'invalid-value'],
      ['validate of candidate', '<validate><source><candidate/></source></validate>', 'invalid-value'],
      ['validate without source', '<validate/>', 'missing-element'],
      [
        'validate of a bad config',
        '<validate><source><config><native xmlns="http://cisco.com/ns/yang/Cisco-IOS-XE-native"><bad/></native></config></source></validate>',
        'unknown-element',
      ],
      ['unlock of a lock one does not hold', UNLOCK, 'operation-failed'],
      ['killing a session', '<kill-session><session-id>4711</session-id></kill-session>', 'access-denied'],
      [
        'copy-config',
        '<copy-config><target><running/></target><source><running/></source></copy-config>',
        'operation-not-supported',
      ],
      [
        'get-schema',
        '<get-schema xmlns="urn:ietf:params:xml:ns:yang:ietf-netconf-monitoring"><identifier>cisco-ia</identifier></get-schema>',
        'invalid-value',
      ],
    ])('%s is refused with %s: %s', async (_name, operation, tag) => {
      const client = await openNetconf(await suite.lab());
      const reply = await client.rpc(operation);
      expect(reply.errors.map((error) => error.tag)).toEqual([tag]);
      expect(client.stream.closed).toBeNull();
    });

    test.each([
      '<running/>',
      '<config><native xmlns="http://cisco.com/ns/yang/Cisco-IOS-XE-native"><hostname>x</hostname></native></config>',
    ])('validate takes %s and changes nothing', async (source) => {
      const lab = await suite.lab();
      const reply = await (await openNetconf(lab)).rpc(`<validate><source>${source}</source></validate>`);
      expect(reply.hasOk).toBe(true);
      expect(lab.device.truth().hostname).toBe('sw-0001');
    });

    test('the candidate datastore is refused in the words of IOS XE', async () => {
      const client = await openNetconf(await suite.lab());
      const { errors } = await client.rpc('<lock><target><candidate/></target></lock>');
      expect(errors[0]).toMatchObject({
        message: 'Unsupported capability :candidate',
        badElement: 'candidate',
        type: 'protocol',
      });
    });

    test('an rpc without message-id gets missing-attribute', async () => {
      const lab = await suite.lab();
      const client = await openNetconf(lab);
      client.send('<rpc xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><get/></rpc>');
      await until(lab, 'a reply', () => client.replies.length === 1);
      expect(client.replies[0]).toContain('<error-tag>missing-attribute</error-tag>');
      expect(client.replies[0]).toContain('<bad-attribute>message-id</bad-attribute>');
    });

    test('a message that is no XML gets malformed-message and ends the session', async () => {
      const lab = await suite.lab();
      const client = await openNetconf(lab);
      client.send('<rpc xmlns="urn:ietf:params:xml:ns:netconf:base:1.0" message-id="1"><get></rpc>');
      await until(lab, 'the end', () => client.stream.closed !== null);
      expect(client.replies[0]).toContain('<error-tag>malformed-message</error-tag>');
      expect(client.stream.closed).toBe('end');
    });

    test('a session that begins without hello ends', async () => {
      const lab = await suite.lab();
      const stream = await lab.connect('netconf');
      stream?.send(
        Buffer.from('<rpc xmlns="urn:ietf:params:xml:ns:netconf:base:1.0" message-id="1"><get/></rpc>]]>]]>'),
      );
      await until(lab, 'the end', () => stream?.closed !== null);
      expect(stream?.closed).toBe('end');
    });

    test('broken framing ends the session', async () => {
      const lab = await suite.lab();
      const client = await openNetconf(lab);
      client.stream.send(Buffer.from('\n#0\nx'));
      await until(lab, 'the end', () => client.stream.closed !== null);
      expect(client.replies).toHaveLength(0);
    });

    test('close-session is answered, then the connection ends', async () => {
      const lab = await suite.lab();
      const client = await openNetconf(lab);
      expect((await client.rpc('<close-session/>')).hasOk).toBe(true);
      await until(lab, 'the end', () => client.stream.closed !== null);
      expect(client.stream.closed).toBe('end');
    });
  });

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
        'modules-state',
      ]);
    });

    test('id-token-trust says success at once, and trust is there a moment later', async () => {
      const lab = await suite.lab({ spec: { account: null, virtualAccount: null } });
      const client = await openNetconf(lab);
      const reply = await client.rpc(
        `<id-token-trust xmlns="${SL}"><id-token>abc</id-token><all-ha>true</all-ha></id-token-trust>`,
      );
      expect(reply.results.map((result) => [result.name, textOf(result)])).toEqual([
        ['return-code', 'success'],
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
      ['id-token-trust', '17.9.4', '<id-token>abc</id-token>', 'success'],
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

  describe('NETCONF locks', () => {
    test('a second lock is denied with the session-id of the holder, a writer gets in-use', async () => {
      const lab = await suite.lab();
      const holder = await openNetconf(lab);
      const other = await openNetconf(lab);
      const { sessionId } = parseHello(holder.hello, 'server');
      await holder.rpc(LOCK);
      const denied = await other.rpc(LOCK);
      expect(denied.errors[0]).toMatchObject({ tag: 'lock-denied', type: 'protocol', sessionId });
      const edit = await other.rpc(
        '<edit-config><target><running/></target><config><native xmlns="http://cisco.com/ns/yang/Cisco-IOS-XE-native"><hostname>x</hostname></native></config></edit-config>',
      );
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

    test('reading is not stopped by a lock', async () => {
      const lab = await suite.lab();
      await (await openNetconf(lab)).rpc(LOCK);
      const reply = await (await openNetconf(lab)).rpc(GET_LICENSES);
      expect(reply.errors).toEqual([]);
      expect(reply.data?.children).toHaveLength(1);
    });
  });
}
