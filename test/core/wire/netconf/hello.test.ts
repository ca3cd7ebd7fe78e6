import { describe, expect, test } from 'vitest';
import {
  CAPABILITIES,
  createHelloCache,
  DEFAULT_LIMITS,
  type HelloSender,
  hasCapability,
  helloWriter,
  parseHello,
  writeClientHello,
} from '../../../../core/wire/netconf/index.ts';
import { codeOf } from './helpers.ts';

const NC = 'urn:ietf:params:xml:ns:netconf:base:1.0';
const hello = (content: string): string => `<hello xmlns="${NC}">${content}</hello>`;
const list = (...uris: string[]): string =>
  `<capabilities>${uris.map((uri) => `<capability>${uri}</capability>`).join('')}</capabilities>`;
const BASE = CAPABILITIES.base10;

/** RFC 6241 §8.1, the example of a server. */
const RFC_SERVER = `<hello xmlns="urn:ietf:params:xml:ns:netconf:base:1.0">
  <capabilities>
    <capability>
      urn:ietf:params:netconf:base:1.1
    </capability>
    <capability>
      urn:ietf:params:ns:netconf:capability:startup:1.0
    </capability>
    <capability>
      http://example.net/router/2.3/myfeature
    </capability>
  </capabilities>
  <session-id>4</session-id>
</hello>`;

describe('reading a hello', () => {
  /** description, text, sender, capabilities, session-id. */
  const rows: readonly (readonly [string, string, HelloSender, readonly string[], number | null])[] = [
    [
      'RFC 6241 §8.1: the example',
      RFC_SERVER,
      'server',
      [
        CAPABILITIES.base11,
        'urn:ietf:params:ns:netconf:capability:startup:1.0',
        'http://example.net/router/2.3/myfeature',
      ],
      4,
    ],
    ['a client', hello(list(BASE)), 'client', [BASE], null],
    [
      'with a declaration',
      `<?xml version="1.0" encoding="UTF-8"?>\n${hello(list(BASE))}`,
      'client',
      [BASE],
      null,
    ],
    [
      'with a prefix',
      `<nc:hello xmlns:nc="${NC}"><nc:capabilities><nc:capability>${BASE}</nc:capability></nc:capabilities></nc:hello>`,
      'client',
      [BASE],
      null,
    ],
    ['the session-id first', hello(`<session-id>7</session-id>${list(BASE)}`), 'server', [BASE], 7],
    [
      'white space around the session-id',
      hello(`${list(BASE)}<session-id>\n 7 </session-id>`),
      'server',
      [BASE],
      7,
    ],
    [
      'the largest session-id',
      hello(`${list(BASE)}<session-id>4294967295</session-id>`),
      'server',
      [BASE],
      4_294_967_295,
    ],
    ['unknown elements are ignored', hello(`${list(BASE)}<x xmlns="u"/>`), 'client', [BASE], null],
    ['references in a URI', hello(list('u?a=1&amp;b=2')), 'client', ['u?a=1&b=2'], null],
    ['empty capabilities are left out', hello(list('', ' ', BASE)), 'client', [BASE], null],
    ['no capability at all', hello('<capabilities/>'), 'client', [], null],
  ];
  test.each(rows)('%s', (_description, text, sender, capabilities, sessionId) => {
    expect(parseHello(text, sender)).toEqual({ capabilities, sessionId });
    const cache = createHelloCache();
    expect(parseHello(text, sender, { cache })).toEqual({ capabilities, sessionId });
    expect(parseHello(text, sender, { cache })).toEqual({ capabilities, sessionId });
  });

  test('IOS XE wraps notification:1.1 in line feeds, and ends with the session-id', () => {
    const wrapped = '\n        urn:ietf:params:netconf:capability:notification:1.1\n      ';
    const text = `<hello xmlns="${NC}">\n<capabilities>\n<capability>${BASE}</capability>\n<capability>${wrapped}</capability>\n</capabilities>\n<session-id>35</session-id></hello>`;
    const { capabilities, sessionId } = parseHello(text, 'server');
    expect(hasCapability(capabilities, 'urn:ietf:params:netconf:capability:notification:1.1')).toBe(true);
    expect(sessionId).toBe(35);
  });

  /** description, text, sender, code. */
  const refused: readonly (readonly [string, string, HelloSender, string])[] = [
    ['another message', `<rpc xmlns="${NC}" message-id="1"><get/></rpc>`, 'client', 'NETCONF_HELLO_EXPECTED'],
    [
      'a notification',
      '<notification xmlns="urn:ietf:params:xml:ns:netconf:notification:1.0"/>',
      'server',
      'NETCONF_HELLO_EXPECTED',
    ],
    ['no namespace', '<hello/>', 'client', 'NETCONF_NAMESPACE'],
    ['another namespace', '<hello xmlns="u"/>', 'client', 'NETCONF_NAMESPACE'],
    ['another root', '<html/>', 'server', 'NETCONF_MESSAGE_UNKNOWN'],
    ['no list', hello(''), 'client', 'NETCONF_HELLO_INVALID'],
    ['a list of another namespace', hello('<capabilities xmlns="u"/>'), 'client', 'NETCONF_HELLO_INVALID'],
    ['two lists', hello(list(BASE) + list(BASE)), 'client', 'NETCONF_HELLO_INVALID'],
    ['an element in a capability', hello(list('<x/>')), 'client', 'NETCONF_HELLO_INVALID'],
    ['a server without session-id', hello(list(BASE)), 'server', 'NETCONF_SESSION_ID_MISSING'],
    [
      'a client with session-id',
      hello(`${list(BASE)}<session-id>1</session-id>`),
      'client',
      'NETCONF_SESSION_ID_UNEXPECTED',
    ],
    [
      'session-id 0',
      hello(`${list(BASE)}<session-id>0</session-id>`),
      'server',
      'NETCONF_SESSION_ID_INVALID',
    ],
    [
      'a session-id of 33 bits',
      hello(`${list(BASE)}<session-id>4294967296</session-id>`),
      'server',
      'NETCONF_SESSION_ID_INVALID',
    ],
    [
      'a negative session-id',
      hello(`${list(BASE)}<session-id>-1</session-id>`),
      'server',
      'NETCONF_SESSION_ID_INVALID',
    ],
    [
      'a session-id in other digits',
      hello(`${list(BASE)}<session-id>0x1</session-id>`),
      'server',
      'NETCONF_SESSION_ID_INVALID',
    ],
    [
      'an exponent',
      hello(`${list(BASE)}<session-id>1e3</session-id>`),
      'server',
      'NETCONF_SESSION_ID_INVALID',
    ],
    ['an empty session-id', hello(`${list(BASE)}<session-id/>`), 'server', 'NETCONF_SESSION_ID_INVALID'],
    ['no XML', 'Password: ', 'server', 'XML_MALFORMED'],
  ];
  test.each(refused)('refuses %s', (_description, text, sender, code) => {
    const cache = createHelloCache();
    expect(codeOf(() => parseHello(text, sender))).toBe(code);
    expect(codeOf(() => parseHello(text, sender, { cache }))).toBe(code);
    expect(codeOf(() => parseHello(text, sender, { cache }))).toBe(code);
  });

  test('refuses more capabilities than the limit', () => {
    const limits = { ...DEFAULT_LIMITS, capabilitiesMax: 2 };
    expect(codeOf(() => parseHello(hello(list('a', 'b')), 'client', { limits }))).toBe('none');
    expect(codeOf(() => parseHello(hello(list('a', 'b', 'c')), 'client', { limits }))).toBe(
      'NETCONF_HELLO_INVALID',
    );
  });
});

describe('writing a hello', () => {
  test('a client', () => {
    expect(parseHello(writeClientHello([BASE, 'u?a&b']), 'client')).toEqual({
      capabilities: [BASE, 'u?a&b'],
      sessionId: null,
    });
  });

  test('a server: one writer, many sessions', () => {
    const write = helloWriter([BASE, CAPABILITIES.base11]);
    expect([1, 4_294_967_295].map((id) => parseHello(write(id), 'server'))).toEqual([
      { capabilities: [BASE, CAPABILITIES.base11], sessionId: 1 },
      { capabilities: [BASE, CAPABILITIES.base11], sessionId: 4_294_967_295 },
    ]);
  });

  test('capabilities are written as they are, with the line feeds of a switch', () => {
    expect(writeClientHello(['\n  u\n'])).toContain('<capability>\n  u\n</capability>');
  });
});
