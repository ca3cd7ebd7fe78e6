import { describe, expect, test } from 'vitest';
import { attributeOf, parseHello, parseXml } from '../../../core/wire/netconf/index.ts';
import { openNetconf, until } from './clients.ts';
import { LOCK, SAVE, UNLOCK } from './payloads.ts';
import type { Suite } from './suite.ts';

const WD = 'urn:ietf:params:xml:ns:yang:ietf-netconf-with-defaults';

/** Hello, framing, and what is answered to rpcs good and bad. */
export function netconfConformance(suite: Suite): void {
  describe('NETCONF hello', () => {
    test.each([
      ['16.9.4', 129, 408],
      ['16.12.4', 186, 490],
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
      expect(afterHello(client.stream.received)).toMatch(/<ok\/><\/rpc-reply>]]>]]>$/);
    });

    test('a client that offers base:1.1 is answered in chunks', async () => {
      const client = await openNetconf(await suite.lab());
      await client.rpc(LOCK);
      expect(afterHello(client.stream.received)).toMatch(/^\n#\d+\n<rpc-reply .*\n##\n$/s);
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
      rpc(11, SAVE);
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
        'get with XPath beyond the simulated part',
        '<get><filter type="xpath" select="count(/native)"/></get>',
        'operation-not-supported',
      ],
      [
        'get with what is no XPath',
        '<get><filter type="xpath" select="native license"/></get>',
        'invalid-value',
      ],
      [
        'get with an undeclared prefix',
        '<get><filter type="xpath" select="/ios:native"/></get>',
        'invalid-value',
      ],
      ['get with an xpath filter without select', '<get><filter type="xpath"/></get>', 'missing-attribute'],
      [
        'get with a mode of defaults that nobody announced',
        `<get><with-defaults xmlns="${WD}">trim</with-defaults></get>`,
        'invalid-value',
      ],
      [
        'get-config with a parameter that does not exist',
        '<get-config><source><running/></source><depth>1</depth></get-config>',
        'unknown-element',
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
      [
        'copy-config',
        '<copy-config><target><running/></target><source><running/></source></copy-config>',
        'operation-not-supported',
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
}

/** The bytes behind the server's hello, as text. */
function afterHello(received: readonly Uint8Array[]): string {
  const text = Buffer.concat(received).toString();
  return text.slice(text.indexOf('</hello>]]>]]>') + '</hello>]]>]]>'.length);
}
