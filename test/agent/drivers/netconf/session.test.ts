import { describe, expect, test } from 'vitest';
import { openNetconfSession } from '../../../../agent/drivers/netconf/session.ts';
import type { NetconfSession } from '../../../../agent/drivers/netconf/contract.ts';
import type { RpcOutcome } from '../../../../agent/drivers/netconf/outstanding.ts';
import { TransportError } from '../../../../core/errors.ts';
import type { LicenseLabError } from '../../../../core/errors.ts';
import { createHelloCache, el, NETCONF_NAMESPACE } from '../../../../core/wire/netconf/index.ts';
import type { Address } from '../../../../core/ports/network.ts';
import { manualClock } from '../support/clock.ts';
import type { ManualClock } from '../support/clock.ts';
import { memoryLog } from '../support/log.ts';
import { scriptedNetwork } from '../support/scripted-network.ts';
import type { Peer } from '../support/scripted-network.ts';

const address: Address = {
  deviceId: 'sw-1',
  host: '127.42.0.1',
  netconfPort: 830,
  sshPort: 22,
  credentials: 'main',
  hostKey: null,
};
const operation = el(NETCONF_NAMESPACE, 'get');
const NS = 'xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"';

interface Play {
  readonly clock: ManualClock;
  readonly peer: Peer;
  readonly log: ReturnType<typeof memoryLog>;
  readonly session: () => NetconfSession;
  readonly ended: () => readonly (LicenseLabError | null)[];
  readonly stop: () => void;
  /** Sends an rpc and keeps its outcome. */
  ask(options?: { deadlineMs?: number; urgent?: boolean }): { outcome: RpcOutcome | null };
}

function hello(...capabilities: readonly string[]): string {
  const list = capabilities.map((uri) => `<capability>${uri}</capability>`).join('');
  return `<hello ${NS}><capabilities>${list}</capabilities><session-id>7</session-id></hello>]]>]]>`;
}

const HELLO_11 = hello('urn:ietf:params:netconf:base:1.0', '\n  urn:ietf:params:netconf:base:1.1\n ');
const HELLO_10 = hello('urn:ietf:params:netconf:base:1.0');

function start(greeting: string | null = HELLO_11): Play {
  const clock = manualClock();
  const log = memoryLog();
  const network = scriptedNetwork();
  let session: NetconfSession | null = null;
  const ended: (LicenseLabError | null)[] = [];
  const stop = openNetconfSession({ network, clock, log, hellos: createHelloCache() }, address, {
    ready(value) {
      session = value;
    },
    closed: (error) => void ended.push(error),
  });
  const peer = network.last();
  if (greeting !== null) {
    peer.open();
    peer.send(greeting);
    peer.take();
  }
  const get = (): NetconfSession => {
    if (session === null) throw new Error('not ready');
    return session;
  };
  return {
    clock,
    peer,
    log,
    session: get,
    ended: () => ended,
    stop,
    ask({ deadlineMs = 10_000, urgent = false } = {}) {
      const kept: { outcome: RpcOutcome | null } = { outcome: null };
      get().request('get', operation, { deadlineMs, urgent }, (outcome) => {
        kept.outcome = outcome;
      });
      return kept;
    },
  };
}

function chunked(text: string): string {
  return `\n#${Buffer.byteLength(text)}\n${text}\n##\n`;
}

function reply(id: number | null, content = '<ok/>'): string {
  return chunked(`<rpc-reply ${NS}${id === null ? '' : ` message-id="${id}"`}>${content}</rpc-reply>`);
}

/** A session whose peer has shown that it repeats message-ids. */
function warm(): Play {
  const play = start();
  const first = play.ask();
  play.peer.send(reply(1));
  expect(first.outcome?.kind).toBe('reply');
  play.peer.take();
  return play;
}

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

describe('rpcs', () => {
  test('only one goes before the first reply has shown message-ids, then several', () => {
    const play = start();
    const [a, b, c] = [play.ask(), play.ask(), play.ask()];
    expect(play.peer.take().match(/<rpc /g)).toHaveLength(1);
    play.peer.send(reply(1));
    expect(a.outcome?.kind).toBe('reply');
    expect(play.peer.take().match(/<rpc /g)).toHaveLength(2);
    play.peer.send(reply(3) + reply(2));
    expect([b.outcome?.kind, c.outcome?.kind]).toEqual(['reply', 'reply']);
  });

  test('replies in any order go to their own rpc', () => {
    const play = warm();
    const asked = [play.ask(), play.ask(), play.ask()];
    play.peer.send(
      reply(4, '<data><c/></data>') + reply(2, '<data><a/></data>') + reply(3, '<data><b/></data>'),
    );
    const names = asked.map(
      ({ outcome }) =>
        outcome?.kind === 'reply' &&
        outcome.reply.data?.children.map((child) => typeof child !== 'string' && child.name),
    );
    expect(names).toEqual([['a'], ['b'], ['c']]);
  });

  test('a reply that is late, doubled or invented is dropped, counted and never given to another rpc', () => {
    const play = warm();
    const late = play.ask({ deadlineMs: 100 });
    play.clock.advance(100);
    expect(late.outcome).toMatchObject({ kind: 'lost', error: { code: 'RPC_TIMEOUT', definite: false } });
    const next = play.ask();
    play.peer.send(reply(2) + reply(1) + reply(99));
    expect(next.outcome).toBeNull();
    expect(play.session().dropped.strayReplies).toBe(3);
    play.peer.send(reply(3) + reply(3));
    expect(next.outcome?.kind).toBe('reply');
    play.peer.close(null);
    expect(play.log.records).toMatchObject([{ event: 'netconf.dropped', fields: { strayReplies: 4 } }]);
  });

  test('a peer without message-ids is asked one thing at a time, in order', () => {
    const play = start();
    const [a, b] = [play.ask(), play.ask()];
    play.peer.send(reply(null));
    expect([a.outcome?.kind, b.outcome]).toEqual(['reply', null]);
    const c = play.ask();
    play.peer.send(reply(null));
    expect([b.outcome?.kind, c.outcome]).toEqual(['reply', null]);
    play.peer.send(reply(null));
    expect(c.outcome?.kind).toBe('reply');
  });

  test('a reply without message-id is given to nobody while several wait, nor after one was given up', () => {
    const play = warm();
    const [a, b] = [play.ask({ deadlineMs: 50 }), play.ask()];
    play.peer.send(reply(null));
    expect([a.outcome, b.outcome]).toEqual([null, null]);
    play.clock.advance(50);
    play.peer.send(reply(null));
    expect(b.outcome).toBeNull();
    expect(play.session().dropped.ambiguousReplies).toBe(2);
  });

  test('deadlines count each for itself', () => {
    const play = warm();
    const [slow, fast] = [play.ask({ deadlineMs: 5_000 }), play.ask({ deadlineMs: 1_000 })];
    play.clock.advance(999);
    expect(fast.outcome).toBeNull();
    play.clock.advance(1);
    expect([fast.outcome?.kind, slow.outcome]).toEqual(['lost', null]);
    play.clock.advance(4_000);
    expect(slow.outcome?.kind).toBe('lost');
    expect(play.clock.pending()).toEqual([]);
  });

  test('what waits behind a first rpc that is never answered goes when that one is given up', () => {
    const play = start();
    const [first, second] = [play.ask({ deadlineMs: 100 }), play.ask()];
    play.peer.take();
    play.clock.advance(100);
    expect([first.outcome?.kind, second.outcome]).toEqual(['lost', null]);
    expect(play.peer.take()).toContain('message-id="2"');
  });

  test('an rpc-error is a reply', () => {
    const play = warm();
    const asked = play.ask();
    play.peer.send(
      reply(
        2,
        '<rpc-error><error-type>protocol</error-type><error-tag>lock-denied</error-tag><error-severity>error</error-severity></rpc-error>',
      ),
    );
    expect(asked.outcome).toMatchObject({ kind: 'reply', reply: { errors: [{ tag: 'lock-denied' }] } });
  });
});

describe('what is known when a session ends', () => {
  test('written rpcs are lost, waiting ones are not sent, in one go', () => {
    const play = start();
    const [written, waiting] = [play.ask(), play.ask()];
    play.peer.close(new TransportError('CONNECTION_LOST', 'gone'));
    expect(written.outcome).toMatchObject({ kind: 'lost', error: { code: 'CONNECTION_LOST' } });
    expect(waiting.outcome).toMatchObject({ kind: 'not-sent', error: { code: 'CONNECTION_LOST' } });
    expect(play.ended()).toMatchObject([{ code: 'CONNECTION_LOST' }]);
  });

  test('afterwards nothing is sent', () => {
    const play = warm();
    const session = play.session();
    play.peer.close(null);
    let outcome: RpcOutcome | null = null;
    session.request('get', operation, { deadlineMs: 1, urgent: false }, (value) => {
      outcome = value;
    });
    expect(outcome).toMatchObject({ kind: 'not-sent', error: { code: 'SESSION_LOST' } });
    expect(play.peer.take()).toBe('');
  });

  test('an urgent rpc is not sent while earlier bytes have not left', () => {
    const play = warm();
    play.peer.setDrained(false);
    expect(play.session().isDrained()).toBe(false);
    expect(play.ask({ urgent: true }).outcome).toMatchObject({
      kind: 'not-sent',
      error: { code: 'CHANNEL_BUSY', definite: true },
    });
    expect(play.peer.take()).toBe('');
    play.peer.setDrained(true);
    expect(play.ask({ urgent: true }).outcome).toBeNull();
    expect(play.peer.take()).toContain('<rpc ');
  });

  test('destroy ends at once: rpcs are lost, closed is not called, nothing more is handled', () => {
    const play = warm();
    const asked = play.ask();
    play.session().destroy();
    expect(asked.outcome?.kind).toBe('lost');
    play.peer.send(reply(2));
    expect(play.ended()).toEqual([]);
    expect(play.peer.state).toBe('destroyed');
    expect(play.clock.pending()).toEqual([]);
  });

  test('close sends close-session, waits for its answer and ends the channel', () => {
    const play = warm();
    play.session().close();
    expect(play.peer.take()).toContain('<close-session/>');
    play.peer.send(reply(2));
    expect(play.peer.state).toBe('ended');
    play.peer.close(null);
    expect(play.ended()).toEqual([null]);
    expect(play.clock.pending()).toEqual([]);
  });

  test('close ends the channel also when nobody answers', () => {
    const play = warm();
    play.session().close();
    play.clock.advance(2_000);
    expect(play.peer.state).toBe('ended');
  });
});

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

test('every split point of the input gives the same outcome', () => {
  const bytes = Buffer.from(
    `${HELLO_11}${chunked('<notification xmlns="urn:ietf:params:xml:ns:netconf:notification:1.0"/>')}`,
  );
  const answer = Buffer.from(reply(1, '<data><a>é</a></data>'));
  for (let at = 0; at <= bytes.length; at += 1) {
    const play = start(null);
    play.peer.open();
    play.peer.send(bytes.subarray(0, at));
    play.peer.send(bytes.subarray(at));
    const asked = play.ask();
    const cut = Math.min(at, answer.length);
    play.peer.send(answer.subarray(0, cut));
    play.peer.send(answer.subarray(cut));
    expect(asked.outcome?.kind).toBe('reply');
    expect(play.session().dropped.notifications).toBe(1);
  }
});
