/** Rpcs of a session, and what is known about them when it ends. */
import { describe, expect, test } from 'vitest';
import type { RpcOutcome } from '../../../../agent/drivers/netconf/outstanding.ts';
import { TransportError } from '../../../../core/errors.ts';
import { operation, HELLO_11, start, chunked, reply, warm } from '../support/netconf-play.ts';

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
