/** The hello exchange. */
import { describe, expect, test } from 'vitest';
import { TransportError } from '../../../../core/errors.ts';
import { NS, hello, HELLO_11, HELLO_10, start } from '../support/netconf-play.ts';

describe('hello', () => {
  test('is sent at once, offers both base versions, and 1.1 is chunked', () => {
    const play = start(null);
    play.peer.open('SHA256:abc');
    expect(play.peer.take()).toMatch(/<hello[^]*base:1\.0[^]*base:1\.1[^]*<\/hello>\]\]>\]\]>$/);
    play.peer.send(HELLO_11);
    expect(play.session()).toMatchObject({ base: '1.1', sessionId: 7, hostKey: 'SHA256:abc' });
    play.ask();
    expect(play.peer.take()).toMatch(/^\n#\d+\n<rpc [^]*message-id="1"[^]*<get\/><\/rpc>\n##\n$/);
  });

  test('with base:1.0 alone messages end with the delimiter', () => {
    const play = start(HELLO_10);
    const asked = play.ask();
    expect(play.peer.take()).toMatch(/<\/rpc>\]\]>\]\]>$/);
    play.peer.send(`<rpc-reply ${NS} message-id="1"><ok/></rpc-reply>]]>]]>`);
    expect(asked.outcome).toMatchObject({ kind: 'reply', reply: { hasOk: true } });
  });

  test.each([
    { what: 'no common base version', bytes: hello('urn:example'), code: 'NETCONF_NO_COMMON_BASE' },
    {
      what: 'no session-id',
      bytes: HELLO_11.replace('<session-id>7</session-id>', ''),
      code: 'NETCONF_SESSION_ID_MISSING',
    },
    { what: 'another message first', bytes: `<rpc-reply ${NS}/>]]>]]>`, code: 'NETCONF_HELLO_EXPECTED' },
    { what: 'a DOCTYPE', bytes: `<!DOCTYPE a [<!ENTITY b "c">]><hello ${NS}/>]]>]]>`, code: 'XML_DOCTYPE' },
    { what: 'no XML', bytes: 'Welcome to the switch]]>]]>', code: 'XML_MALFORMED' },
    {
      what: 'a hello above 1 MiB',
      bytes: `<hello ${NS}><capabilities>${'<capability>x</capability>'.repeat(50_000)}`,
      code: 'NETCONF_MESSAGE_TOO_LARGE',
    },
  ])('$what ends the session', ({ bytes, code }) => {
    const play = start(null);
    play.peer.open();
    play.peer.send(bytes);
    expect(play.ended()).toMatchObject([{ code }]);
    expect(play.peer.state).toBe('destroyed');
    expect(play.clock.pending()).toEqual([]);
  });

  test('a hello that drips ends with one deadline for all of it', () => {
    const play = start(null);
    play.peer.open();
    const bytes = Buffer.from(HELLO_11);
    for (let second = 0; second < 29; second += 1) {
      play.clock.advance(1_000);
      play.peer.send(bytes.subarray(second, second + 1));
      expect(play.ended()).toEqual([]);
    }
    play.clock.advance(1_000);
    expect(play.ended()).toMatchObject([{ code: 'HELLO_TIMEOUT', definite: true }]);
  });

  test('a peer that closes before its hello is said so', () => {
    const play = start(null);
    play.peer.open();
    play.peer.close(null);
    expect(play.ended()).toMatchObject([{ code: 'HELLO_MISSING', definite: true }]);
  });

  test('an error of the network is passed on', () => {
    const play = start(null);
    play.peer.close(new TransportError('UNREACHABLE', 'no'));
    expect(play.ended()).toMatchObject([{ code: 'UNREACHABLE' }]);
  });
});
