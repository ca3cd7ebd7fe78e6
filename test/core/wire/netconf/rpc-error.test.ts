import { describe, expect, test } from 'vitest';
import {
  buildRpcError,
  isRpcErrorTag,
  parseRpcError,
  parseXml,
  RPC_ERROR_TAGS,
  type RpcErrorData,
  rpcError,
  writeXml,
} from '../../../../core/wire/netconf/index.ts';
import { shapeOf } from './tree-shape.ts';

const NC = 'urn:ietf:params:xml:ns:netconf:base:1.0';
const IA = 'http://cisco.com/yang/cisco-ia';
const read = (content: string): RpcErrorData =>
  parseRpcError(parseXml(`<rpc-error xmlns="${NC}">${content}</rpc-error>`));

const LOCKED =
  'the configuration database is locked by session 12 admin console (cli from 127.0.0.1) on since 2016-09-26 10:12:41';

/** description, content of rpc-error, what is read of it. */
const ROWS: readonly (readonly [string, string, Partial<RpcErrorData>])[] = [
  [
    'RFC 6241 §4.3: missing message-id',
    `<error-type>rpc</error-type><error-tag>missing-attribute</error-tag><error-severity>error</error-severity>
     <error-info><bad-attribute>message-id</bad-attribute><bad-element>rpc</bad-element></error-info>`,
    {
      type: 'rpc',
      tag: 'missing-attribute',
      severity: 'error',
      badAttribute: 'message-id',
      badElement: 'rpc',
      message: null,
    },
  ],
  [
    'RFC 6241 §4.3: invalid MTU',
    `<error-type>application</error-type><error-tag>invalid-value</error-tag><error-severity>error</error-severity>
     <error-path xmlns:t="http://example.com/schema/1.2/config">/t:top/t:interface[t:name="Ethernet0/0"]/t:mtu</error-path>
     <error-message xml:lang="en">MTU value 25000 is not within range 256..9192</error-message>`,
    {
      type: 'application',
      tag: 'invalid-value',
      path: '/t:top/t:interface[t:name="Ethernet0/0"]/t:mtu',
      message: 'MTU value 25000 is not within range 256..9192',
      messageLang: 'en',
      info: [],
    },
  ],
  [
    'RFC 6241 §7.5: lock held by another session',
    `<error-type>protocol</error-type><error-tag>lock-denied</error-tag><error-severity>error</error-severity>
     <error-message>Lock failed, lock is already held</error-message><error-info><session-id>454</session-id></error-info>`,
    { type: 'protocol', tag: 'lock-denied', sessionId: 454, messageLang: null },
  ],
  [
    'IOS XE: lock held by no NETCONF session',
    `<error-type>protocol</error-type><error-tag>lock-denied</error-tag><error-severity>error</error-severity>
     <error-message xml:lang="en">${LOCKED}</error-message><error-info><session-id>0</session-id></error-info>`,
    { tag: 'lock-denied', sessionId: 0, message: LOCKED },
  ],
  [
    'IOS XE: a writer while locked, the holder in two lines',
    `<error-type>application</error-type><error-tag>in-use</error-tag><error-severity>error</error-severity>
     <error-message xml:lang="en">session 18 yang_mgmt_infra tcp (system from 127.0.0.1) on since x\nIOS-XE YANG Infrastructure</error-message>
     <error-info><session-id>18</session-id></error-info>`,
    {
      type: 'application',
      tag: 'in-use',
      sessionId: 18,
      message:
        'session 18 yang_mgmt_infra tcp (system from 127.0.0.1) on since x\nIOS-XE YANG Infrastructure',
    },
  ],
  [
    'IOS XE: no candidate',
    `<error-type>protocol</error-type><error-tag>invalid-value</error-tag><error-severity>error</error-severity>
     <error-message>Unsupported capability :candidate</error-message><error-info><bad-element>candidate</bad-element></error-info>`,
    { tag: 'invalid-value', badElement: 'candidate', message: 'Unsupported capability :candidate' },
  ],
  [
    'an app-tag and a namespace',
    `<error-type>protocol</error-type><error-tag>unknown-namespace</error-tag><error-severity>error</error-severity>
     <error-app-tag>too-many-elements</error-app-tag>
     <error-info><bad-element>x</bad-element><bad-namespace>urn:x</bad-namespace></error-info>`,
    { tag: 'unknown-namespace', appTag: 'too-many-elements', badElement: 'x', badNamespace: 'urn:x' },
  ],
  [
    'a warning',
    '<error-type>application</error-type><error-tag>x</error-tag><error-severity>warning</error-severity>',
    { severity: 'warning' },
  ],
  ['a severity in capitals is an error', '<error-severity>WARNING</error-severity>', { severity: 'error' }],
  [
    'no severity is an error',
    '<error-tag>in-use</error-tag>',
    { severity: 'error', type: '', tag: 'in-use' },
  ],
  [
    'nothing at all',
    '',
    {
      type: '',
      tag: '',
      severity: 'error',
      appTag: null,
      path: null,
      message: null,
      sessionId: null,
      info: [],
    },
  ],
  ['an unknown tag is kept', '<error-tag>out-of-coffee</error-tag>', { tag: 'out-of-coffee' }],
  ['white space around values', '<error-tag>\n  in-use\n</error-tag>', { tag: 'in-use' }],
  ['fields of another namespace do not count', '<error-tag xmlns="u">in-use</error-tag>', { tag: '' }],
  [
    'a session-id that is no number',
    '<error-info><session-id>me</session-id></error-info>',
    { sessionId: null },
  ],
  [
    'a session-id without end',
    `<error-info><session-id>${'9'.repeat(400)}</session-id></error-info>`,
    { sessionId: null },
  ],
];

describe('rpc-error', () => {
  test.each(ROWS)('%s', (_description, content, expected) => {
    expect(read(content)).toMatchObject(expected);
  });

  test('IOS XE: a command that the parser refused, with all of its info', () => {
    const detail = `<severity xmlns="${IA}">error_cli</severity><detail xmlns="${IA}"><bad-cli><bad-command>router bgp 0</bad-command><error-location>11</error-location><parser-response/><parser-context>router bgp 0</parser-context></bad-cli></detail>`;
    const error =
      read(`<error-type>application</error-type><error-tag>invalid-value</error-tag><error-severity>error</error-severity>
      <error-message xml:lang="en">inconsistent value: Device refused one or more commands</error-message><error-info>${detail}</error-info>`);
    expect(error.message).toBe('inconsistent value: Device refused one or more commands');
    expect(error.info.map(shapeOf)).toEqual([
      [`{${IA}}severity`, 'error_cli'],
      [
        `{${IA}}detail`,
        [
          `{${IA}}bad-cli`,
          [`{${IA}}bad-command`, 'router bgp 0'],
          [`{${IA}}error-location`, '11'],
          [`{${IA}}parser-response`],
          [`{${IA}}parser-context`, 'router bgp 0'],
        ],
      ],
    ]);
  });

  test.each(ROWS)('built again it says the same: %s', (_description, content) => {
    const error = read(content);
    const { info, ...fields } = parseRpcError(parseXml(writeXml(buildRpcError(error))));
    const { info: expectedInfo, ...expected } = error;
    expect(fields).toEqual(expected);
    expect(info.map(shapeOf)).toEqual(expectedInfo.map(shapeOf));
  });

  test('an error of our own: the fields go into error-info, in the order of the schema', () => {
    const error = rpcError({
      type: 'protocol',
      tag: 'lock-denied',
      message: 'held',
      messageLang: 'en',
      sessionId: 0,
      appTag: 'a',
      path: '/x',
    });
    expect(writeXml(buildRpcError(error))).toBe(
      `<rpc-error xmlns="${NC}"><error-type>protocol</error-type><error-tag>lock-denied</error-tag><error-severity>error</error-severity>` +
        '<error-app-tag>a</error-app-tag><error-path>/x</error-path><error-message xml:lang="en">held</error-message>' +
        '<error-info><session-id>0</session-id></error-info></rpc-error>',
    );
  });

  test('the tags of RFC 6241 Appendix A', () => {
    expect(RPC_ERROR_TAGS).toHaveLength(20);
    expect(isRpcErrorTag('lock-denied')).toBe(true);
    expect(isRpcErrorTag('out-of-coffee')).toBe(false);
  });
});
