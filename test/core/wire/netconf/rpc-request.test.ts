import { describe, expect, test } from 'vitest';
import {
  attribute,
  el,
  NETCONF_NAMESPACE,
  parseRpc,
  parseXml,
  writeRpc,
  writeXml,
} from '../../../../core/wire/netconf/index.ts';
import { codeOf } from './helpers.ts';
import { shapeOf } from './tree-shape.ts';

const NC = NETCONF_NAMESPACE;
const rpc = (attributes: string, content: string): string =>
  `<rpc xmlns="${NC}"${attributes}>${content}</rpc>`;

describe('writing an rpc', () => {
  test('as RFC 6241 §4.1 has it', () => {
    const operation = el('http://example.net/rock/1.0', 'rock-the-house', [
      el('http://example.net/rock/1.0', 'zip-code', '27606-0100'),
    ]);
    expect(writeRpc(101, operation)).toBe(
      `<rpc xmlns="${NC}" message-id="101"><rock-the-house xmlns="http://example.net/rock/1.0"><zip-code>27606-0100</zip-code></rock-the-house></rpc>`,
    );
  });

  test('a message-id is escaped', () => {
    const written = writeRpc('"><x/>', el(NC, 'get'));
    expect(shapeOf(parseXml(written))).toEqual([`{${NC}}rpc`, { 'message-id': '"><x/>' }, [`{${NC}}get`]]);
  });

  test('an operation attribute of NETCONF', () => {
    const native = 'http://cisco.com/ns/yang/Cisco-IOS-XE-native';
    const level = el(native, 'level', [], [attribute('operation', 'replace', NC, 'nc')]);
    expect(writeXml(level)).toBe(`<level xmlns="${native}" xmlns:nc="${NC}" nc:operation="replace"/>`);
  });
});

describe('reading an rpc', () => {
  test('RFC 6241 §4.1: message-id and operation', () => {
    const text = rpc(
      ' message-id="101"',
      '<my-own-method xmlns="http://example.net/me/my-own/1.0"><my-first-parameter>14</my-first-parameter></my-own-method>',
    );
    const parsed = parseRpc(parseXml(text));
    expect(parsed).toMatchObject({
      ok: true,
      request: { messageId: '101', operation: { name: 'my-own-method' } },
    });
  });

  /** description, attributes and content of the rpc, the error of the reply. */
  const errors: readonly (readonly [string, string, string, object])[] = [
    [
      'RFC 6241 §4.3: no message-id',
      '',
      '<get-config><source><running/></source></get-config>',
      {
        type: 'rpc',
        tag: 'missing-attribute',
        severity: 'error',
        badAttribute: 'message-id',
        badElement: 'rpc',
      },
    ],
    [
      'a message-id of another namespace is none',
      ' xmlns:x="u" x:message-id="1"',
      '<get/>',
      { type: 'rpc', tag: 'missing-attribute', badAttribute: 'message-id' },
    ],
    [
      'no operation',
      ' message-id="1"',
      '',
      { type: 'protocol', tag: 'missing-element', badElement: 'rpcOperation' },
    ],
    ['a text for an operation', ' message-id="1"', 'get', { type: 'protocol', tag: 'missing-element' }],
    [
      'two operations',
      ' message-id="1"',
      '<get/><lock/>',
      { type: 'protocol', tag: 'unknown-element', badElement: 'lock' },
    ],
  ];
  test.each(errors)('%s', (_description, attributes, content, error) => {
    expect(parseRpc(parseXml(rpc(attributes, content)))).toMatchObject({ ok: false, error });
  });

  test('an empty message-id is one', () => {
    expect(parseRpc(parseXml(rpc(' message-id=""', '<get/>')))).toMatchObject({
      ok: true,
      request: { messageId: '' },
    });
  });

  /** description, text, code. */
  const refused: readonly (readonly [string, string, string])[] = [
    ['a hello', `<hello xmlns="${NC}"/>`, 'NETCONF_RPC_EXPECTED'],
    ['a reply', `<rpc-reply xmlns="${NC}"/>`, 'NETCONF_RPC_EXPECTED'],
    ['an rpc without namespace', '<rpc message-id="1"><get/></rpc>', 'NETCONF_NAMESPACE'],
    ['another root', '<get/>', 'NETCONF_MESSAGE_UNKNOWN'],
  ];
  test.each(refused)('refuses %s', (_description, text, code) => {
    expect(codeOf(() => parseRpc(parseXml(text)))).toBe(code);
  });
});
