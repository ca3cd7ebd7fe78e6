import { describe, expect, test } from 'vitest';
import {
  createHelloCache,
  type HelloCache,
  helloWriter,
  parseHello,
} from '../../../../core/wire/netconf/index.ts';
import { codeOf } from './helpers.ts';

const NC = 'urn:ietf:params:xml:ns:netconf:base:1.0';

/** A cache that counts what was found and what was stored. */
function counting(cache: HelloCache = createHelloCache()): HelloCache & { hits: number; stores: number } {
  const counter = {
    hits: 0,
    stores: 0,
    get(key: string) {
      const found = cache.get(key);
      if (found !== null) counter.hits += 1;
      return found;
    },
    set(key: string, capabilities: readonly string[]) {
      counter.stores += 1;
      cache.set(key, capabilities);
    },
  };
  return counter;
}

describe('the hello cache', () => {
  test('hellos that differ in the session-id alone are parsed once and share one list', () => {
    const cache = counting();
    const write = helloWriter(['a', 'b']);
    const hellos = [1, 22, 333, 4_294_967_295].map((id) => parseHello(write(id), 'server', { cache }));
    expect(hellos.map(({ sessionId }) => sessionId)).toEqual([1, 22, 333, 4_294_967_295]);
    expect(new Set(hellos.map(({ capabilities }) => capabilities)).size).toBe(1);
    expect(cache).toMatchObject({ hits: 3, stores: 1 });
  });

  test('another list is another entry', () => {
    const cache = counting();
    expect(parseHello(helloWriter(['a'])(1), 'server', { cache }).capabilities).toEqual(['a']);
    expect(parseHello(helloWriter(['b'])(1), 'server', { cache }).capabilities).toEqual(['b']);
    expect(parseHello(helloWriter(['a'])(2), 'server', { cache }).capabilities).toEqual(['a']);
    expect(cache).toMatchObject({ hits: 1, stores: 2 });
  });

  test('a bad session-id in a known hello is still refused', () => {
    const cache = createHelloCache();
    parseHello(helloWriter(['a'])(1), 'server', { cache });
    expect(codeOf(() => parseHello(helloWriter(['a'])(0), 'server', { cache }))).toBe(
      'NETCONF_SESSION_ID_INVALID',
    );
    expect(codeOf(() => parseHello(helloWriter(['a'])(4_294_967_296), 'server', { cache }))).toBe(
      'NETCONF_SESSION_ID_INVALID',
    );
  });

  const capabilities = '<capabilities><capability>a</capability></capabilities>';
  /** description, hello of a session, session-id; none of these may be stored, for their digits may not be the session-id. */
  const traps: readonly (readonly [string, (id: number) => string, number])[] = [
    [
      'digits in a comment after the real one',
      (id) => `<session-id>5</session-id><!--<session-id>${id}</session-id>-->`,
      5,
    ],
    [
      'digits in a comment, the real one written otherwise',
      (id) => `<session-id >5</session-id ><!--<session-id>${id}</session-id>-->`,
      5,
    ],
    ['two session-ids', (id) => `<session-id>5</session-id><session-id>${id}</session-id>`, 5],
    [
      'a session-id of another namespace',
      (id) => `<session-id>5</session-id><session-id xmlns="u">${id}</session-id>`,
      5,
    ],
    ['a name that ends alike', (id) => `<session-id>5</session-id><x-session-id>${id}</x-session-id>`, 5],
    [
      'digits in CDATA',
      (id) => `<session-id>5</session-id><x><![CDATA[<session-id>${id}</session-id>]]></x>`,
      5,
    ],
  ];
  test.each(traps)('is not fooled by %s', (_description, tail, sessionId) => {
    const cache = counting();
    for (const id of [5, 6, 7]) {
      const text = `<hello xmlns="${NC}">${capabilities}${tail(id)}</hello>`;
      expect(parseHello(text, 'server', { cache }).sessionId).toBe(sessionId);
    }
    expect(cache.stores).toBe(0);
  });

  test('digits cut from the wrong element are parsed, not guessed', () => {
    const cache = counting();
    const text = (id: number): string =>
      `<hello xmlns="${NC}">${capabilities}<session-id>1<!-- --></session-id><y>${id}</y></hello>`;
    expect([8, 9].map((id) => parseHello(text(id), 'server', { cache }).sessionId)).toEqual([1, 1]);
    expect(cache.stores).toBe(0);
  });

  test('the hello of a client is not taken for one of a server', () => {
    const cache = createHelloCache();
    const text = `<hello xmlns="${NC}">${capabilities}</hello>`;
    expect(parseHello(text, 'client', { cache }).sessionId).toBeNull();
    expect(codeOf(() => parseHello(text, 'server', { cache }))).toBe('NETCONF_SESSION_ID_MISSING');
    parseHello(helloWriter(['a'])(1), 'server', { cache });
    const emptied = helloWriter(['a'])(1).replace('>1<', '><');
    expect(codeOf(() => parseHello(emptied, 'client', { cache }))).toBe('NETCONF_SESSION_ID_UNEXPECTED');
    expect(codeOf(() => parseHello(helloWriter(['a'])(1), 'client', { cache }))).toBe(
      'NETCONF_SESSION_ID_UNEXPECTED',
    );
  });

  test('holds as many entries as it may; the least lately used goes first', () => {
    const cache = createHelloCache({ entriesMax: 2 });
    cache.set('1', ['a']);
    cache.set('2', ['b']);
    cache.get('1');
    cache.set('3', ['c']);
    expect([cache.get('1'), cache.get('2'), cache.get('3')]).toEqual([['a'], null, ['c']]);
  });

  test('holds as many characters as it may', () => {
    const cache = createHelloCache({ charactersMax: 10 });
    cache.set('1234', ['a']);
    cache.set('123456', ['b']);
    cache.set('12345', ['c']);
    expect([cache.get('1234'), cache.get('123456'), cache.get('12345')]).toEqual([null, null, ['c']]);
    cache.set('12345678901', ['d']);
    expect([cache.get('12345678901'), cache.get('12345')]).toEqual([null, ['c']]);
    cache.set('12345', ['e']);
    cache.set('67890', ['f']);
    expect([cache.get('12345'), cache.get('67890')]).toEqual([['e'], ['f']]);
  });
});
