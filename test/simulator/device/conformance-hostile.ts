import { describe, expect, test } from 'vitest';
import { openNetconf, until } from './clients.ts';
import { LOCK } from './payloads.ts';
import type { Suite } from './suite.ts';

const RPC = '<rpc xmlns="urn:ietf:params:xml:ns:netconf:base:1.0" message-id="1"';

/** What a hostile client may send: its own session ends in an orderly way, and nobody else is hurt. */
export function hostileConformance(suite: Suite): void {
  describe('hostile NETCONF clients', () => {
    test.each([
      ['a chunk of size 0', '\n#0\nx'],
      ['a chunk size with a leading zero', '\n#05\n<get>'],
      ['a chunk above what RFC 6242 allows', '\n#4294967296\n'],
      ['a chunk that announces more than a message may have', '\n#16777217\n'],
      ['an end of chunks without a chunk', '\n##\n'],
      ['what is no chunk', `${RPC}><get/></rpc>]]>]]>`],
    ])('%s ends the session without an answer', async (_name, bytes) => {
      const lab = await suite.lab();
      const client = await openNetconf(lab);
      const other = await openNetconf(lab);
      client.stream.send(Buffer.from(bytes));
      await until(lab, 'the end', () => client.stream.closed !== null);
      expect(client.replies).toEqual([]);
      expect((await other.rpc(LOCK)).hasOk).toBe(true);
    });

    test.each([
      ['65 levels', `${RPC}>${'<a>'.repeat(64)}${'</a>'.repeat(64)}</rpc>`],
      [
        '65 attributes',
        `${RPC}><get ${Array.from({ length: 65 }, (_unused, index) => `a${index}=""`).join(' ')}/></rpc>`,
      ],
      ['a name of 257 characters', `${RPC}><${'n'.repeat(257)}/></rpc>`],
      ['a DOCTYPE', `<!DOCTYPE rpc [<!ENTITY a "b">]>${RPC}><get/></rpc>`],
      ['an entity that nobody declared', `${RPC}><get>&lol;</get></rpc>`],
      ['a processing instruction', `<?php x?>${RPC}><get/></rpc>`],
      ['a NUL', `${RPC}><get>\0</get></rpc>`],
      ['an attribute twice', `${RPC} message-id="2"><get/></rpc>`],
    ])('a message with %s is answered with malformed-message, and the session ends', async (_name, text) => {
      const lab = await suite.lab();
      const client = await openNetconf(lab);
      client.send(text);
      await until(lab, 'the end', () => client.stream.closed !== null);
      expect(client.replies).toHaveLength(1);
      expect(client.replies[0]).toContain('<error-tag>malformed-message</error-tag>');
      expect(client.stream.closed).toBe('end');
    });
  });
}
