/** Peers that break the protocol. */
import { describe, expect, test } from 'vitest';
import { NS, chunked, reply, warm } from '../support/netconf-play.ts';

describe('peers that break the protocol', () => {
  test.each([
    { what: 'a byte that is no chunk header', bytes: 'x', code: 'NETCONF_CHUNK_MALFORMED' },
    {
      what: 'end-of-message framing after chunked was agreed',
      bytes: `<rpc-reply ${NS} message-id="2"/>]]>]]>`,
      code: 'NETCONF_CHUNK_MALFORMED',
    },
    { what: 'a chunk of 4 GB', bytes: '\n#4294967295\n', code: 'NETCONF_MESSAGE_TOO_LARGE' },
    { what: 'a chunk size of 0', bytes: '\n#0\n', code: 'NETCONF_CHUNK_SIZE' },
    {
      what: 'bytes that are no UTF-8',
      bytes: Buffer.concat([Buffer.from('\n#2\n'), Buffer.from([0xc3, 0x28]), Buffer.from('\n##\n')]),
      code: 'NETCONF_NOT_UTF8',
    },
    { what: 'broken XML', bytes: chunked('<rpc-reply'), code: 'XML_MALFORMED' },
    {
      what: 'a DOCTYPE',
      bytes: chunked(`<!DOCTYPE x><rpc-reply ${NS} message-id="2"><ok/></rpc-reply>`),
      code: 'XML_DOCTYPE',
    },
    {
      what: 'deep nesting',
      bytes: chunked(`<rpc-reply ${NS} message-id="2">${'<a>'.repeat(10_000)}`),
      code: 'XML_TOO_DEEP',
    },
    {
      what: 'an rpc from the server',
      bytes: chunked(`<rpc ${NS} message-id="2"><get/></rpc>`),
      code: 'NETCONF_REPLY_EXPECTED',
    },
    {
      what: 'a reply in no namespace',
      bytes: chunked('<rpc-reply message-id="2"><ok/></rpc-reply>'),
      code: 'NETCONF_NAMESPACE',
    },
  ])('$what ends the session, and the rpc under way is lost', ({ bytes, code }) => {
    const play = warm();
    const asked = play.ask();
    play.peer.send(bytes);
    expect(play.ended()).toMatchObject([{ code }]);
    expect(asked.outcome).toMatchObject({ kind: 'lost', error: { code } });
    expect(play.peer.state).toBe('destroyed');
  });

  test('a reply before the broken message counts', () => {
    const play = warm();
    const asked = play.ask();
    play.peer.send(`${reply(2)}garbage`);
    expect(asked.outcome?.kind).toBe('reply');
    expect(play.ended()).toMatchObject([{ code: 'NETCONF_CHUNK_MALFORMED' }]);
  });

  test('a stream that ends inside a message says so', () => {
    const play = warm();
    play.ask();
    play.peer.send('\n#100\n<rpc-reply');
    play.peer.close(null);
    expect(play.ended()).toMatchObject([{ code: 'NETCONF_TRUNCATED' }]);
  });

  test('endless chunks of one byte end with the size limit', () => {
    const play = warm();
    const asked = play.ask();
    const block = '\n#1\nx'.repeat(20_000);
    for (let count = 0; count < 1_000 && play.ended().length === 0; count += 1) play.peer.send(block);
    expect(['NETCONF_MESSAGE_TOO_LARGE', 'PEER_TOO_LOUD']).toContain(play.ended()[0]?.code);
    expect(asked.outcome?.kind).toBe('lost');
  });

  test('notifications are dropped and counted, and a flood of them ends', () => {
    const play = warm();
    const asked = play.ask();
    const one = chunked(
      '<notification xmlns="urn:ietf:params:xml:ns:netconf:notification:1.0"><eventTime>now</eventTime></notification>',
    );
    play.peer.send(one + reply(2) + one);
    expect(asked.outcome?.kind).toBe('reply');
    expect(play.session().dropped.notifications).toBe(2);
    const flood = one.repeat(5_000);
    for (let count = 0; count < 1_000 && play.ended().length === 0; count += 1) play.peer.send(flood);
    expect(play.ended()).toMatchObject([{ code: 'PEER_TOO_LOUD' }]);
  });

  test('replies to nobody end the session after 100', () => {
    const play = warm();
    for (let count = 0; count < 100; count += 1) play.peer.send(reply(50));
    expect(play.ended()).toEqual([]);
    play.peer.send(reply(50));
    expect(play.ended()).toMatchObject([{ code: 'NETCONF_STRAY_REPLIES' }]);
  });
});
