import { describe, expect, test } from 'vitest';
import {
  el,
  isSuccess,
  NETCONF_NAMESPACE,
  NO_ECHO,
  parseReply,
  parseRpc,
  parseXml,
  type RpcEcho,
  type RpcReply,
  rpcError,
  textOf,
  writeErrorReply,
  writeOkReply,
  writeReply,
} from '../../../../core/wire/netconf/index.ts';
import { codeOf } from './helpers.ts';
import { shapeOf } from './tree-shape.ts';

const NC = NETCONF_NAMESPACE;
const IA = 'http://cisco.com/yang/cisco-ia';
const read = (content: string, attributes = ' message-id="101"'): RpcReply =>
  parseReply(parseXml(`<rpc-reply xmlns="${NC}"${attributes}>${content}</rpc-reply>`));
const error = (severity: string, tag = 'in-use'): string =>
  `<rpc-error><error-type>application</error-type><error-tag>${tag}</error-tag><error-severity>${severity}</error-severity></rpc-error>`;

describe('reading a reply', () => {
  /** description, content, [ok, data, results, errors, warnings], success. */
  const rows: readonly (readonly [
    string,
    string,
    readonly [boolean, boolean, number, number, number],
    boolean,
  ])[] = [
    ['RFC 6241 §4.4: ok', '<ok/>', [true, false, 0, 0, 0], true],
    ['RFC 6241 §4.2: output in NETCONF’s namespace', '<some-content/>', [false, false, 1, 0, 0], true],
    ['data', '<data><native xmlns="u"/></data>', [false, true, 0, 0, 0], true],
    ['empty data', '<data/>', [false, true, 0, 0, 0], true],
    ['of two <data> the second is output', '<data/><data/>', [false, true, 1, 0, 0], true],
    [
      'data of another namespace is output',
      '<data xmlns="urn:ietf:params:xml:ns:yang:ietf-netconf-nmda"/>',
      [false, false, 1, 0, 0],
      true,
    ],
    ['ok of another namespace is output', '<ok xmlns="u"/>', [false, false, 1, 0, 0], true],
    [
      'output in several elements',
      '<return-code xmlns="u">success</return-code><x xmlns="u"/>',
      [false, false, 2, 0, 0],
      true,
    ],
    ['an error', error('error'), [false, false, 0, 1, 0], false],
    ['two errors', error('error') + error('error'), [false, false, 0, 2, 0], false],
    ['a warning beside ok', `${error('warning')}<ok/>`, [true, false, 0, 0, 1], true],
    ['a warning beside data', `${error('warning')}<data/>`, [false, true, 0, 0, 1], true],
    ['a warning alone says nothing of success', error('warning'), [false, false, 0, 0, 1], false],
    ['an error beside a warning', error('warning') + error('error'), [false, false, 0, 1, 1], false],
    ['an error beside ok is a failure', `<ok/>${error('error')}`, [true, false, 0, 1, 0], false],
    ['an error beside data is a failure', `<data/>${error('error')}`, [false, true, 0, 1, 0], false],
    ['nothing says nothing', '', [false, false, 0, 0, 0], false],
    ['a text says nothing', 'ok', [false, false, 0, 0, 0], false],
    [
      'an error of another namespace is output, not lost',
      '<rpc-error xmlns="u"/>',
      [false, false, 1, 0, 0],
      true,
    ],
  ];
  test.each(rows)('%s', (_description, content, expected, success) => {
    const reply = read(content);
    const { hasOk, data, results, errors, warnings } = reply;
    expect([hasOk, data !== null, results.length, errors.length, warnings.length]).toEqual(expected);
    expect(isSuccess(reply)).toBe(success);
  });

  test('the result of save-config, in single quotes', () => {
    const text = `<rpc-reply xmlns='${NC}' message-id='7'><result xmlns='${IA}'>Save running-config successful</result></rpc-reply>`;
    const { messageId, results } = parseReply(parseXml(text));
    expect(messageId).toBe('7');
    expect(results.map((result) => [result.namespace, result.name, textOf(result)])).toEqual([
      [IA, 'result', 'Save running-config successful'],
    ]);
  });

  test('a reply without message-id (seen on 17.15.1)', () => {
    expect(read('<ok/>', '').messageId).toBeNull();
  });

  test('a reply with a prefix', () => {
    const text = `<nc:rpc-reply xmlns:nc="${NC}" message-id="1"><nc:data><a xmlns="u"/></nc:data></nc:rpc-reply>`;
    expect(parseReply(parseXml(text)).data?.children).toMatchObject([{ name: 'a', namespace: 'u' }]);
  });

  /** description, text, code. */
  const refused: readonly (readonly [string, string, string])[] = [
    ['no namespace', '<rpc-reply message-id="1"><ok/></rpc-reply>', 'NETCONF_NAMESPACE'],
    [
      'another default namespace',
      '<rpc-reply xmlns="urn:x" message-id="1"><ok/></rpc-reply>',
      'NETCONF_NAMESPACE',
    ],
    [
      'the namespace of NETCONF on a prefix that is not used',
      `<rpc-reply xmlns:nc="${NC}" message-id="1"><nc:ok/></rpc-reply>`,
      'NETCONF_NAMESPACE',
    ],
    [
      'a notification',
      '<notification xmlns="urn:ietf:params:xml:ns:netconf:notification:1.0"/>',
      'NETCONF_REPLY_EXPECTED',
    ],
    ['an rpc', `<rpc xmlns="${NC}" message-id="1"/>`, 'NETCONF_REPLY_EXPECTED'],
    ['another root', '<html/>', 'NETCONF_MESSAGE_UNKNOWN'],
  ];
  test.each(refused)('refuses %s', (_description, text, code) => {
    expect(codeOf(() => parseReply(parseXml(text)))).toBe(code);
  });

  test('the error of a wrong namespace names it', () => {
    expect(() => parseReply(parseXml('<rpc-reply xmlns="urn:x"/>'))).toThrow(
      /<rpc-reply> in the namespace .*netconf:base:1\.0, got .*urn:x/,
    );
  });
});

describe('writing a reply', () => {
  const echoOf = (attributes: string): RpcEcho => {
    const parsed = parseRpc(parseXml(`<rpc xmlns="${NC}"${attributes}><get/></rpc>`));
    return parsed.ok ? parsed.request.echo : parsed.echo;
  };

  test('RFC 6241 §4.1: attributes and declarations of the rpc come back', () => {
    const echo = echoOf(' message-id="101" xmlns:ex="http://example.net/content/1.0" ex:user-id="fred"');
    expect(writeReply(echo, [el(NC, 'data')])).toBe(
      `<rpc-reply xmlns="${NC}" xmlns:ex="http://example.net/content/1.0" message-id="101" ex:user-id="fred"><data/></rpc-reply>`,
    );
  });

  test('also a declaration that nothing uses, and the prefix of the rpc', () => {
    const parsed = parseRpc(
      parseXml(
        `<nc:rpc xmlns:nc="${NC}" xmlns="urn:d" xmlns:z="urn:z" nc:message-id="0" message-id="1"><nc:get/></nc:rpc>`,
      ),
    );
    const reply = writeOkReply(parsed.ok ? parsed.request.echo : NO_ECHO);
    expect(reply).toBe(
      `<nc:rpc-reply xmlns:nc="${NC}" xmlns="urn:d" xmlns:z="urn:z" nc:message-id="0" message-id="1"><ok xmlns="${NC}"/></nc:rpc-reply>`,
    );
    expect(parseReply(parseXml(reply))).toMatchObject({ hasOk: true, messageId: '1' });
  });

  test('RFC 6241 §4.3: the error for an rpc without message-id has none either', () => {
    const parsed = parseRpc(parseXml(`<rpc xmlns="${NC}"><get/></rpc>`));
    const reply = parsed.ok ? '' : writeErrorReply(parsed.echo, [parsed.error]);
    expect(reply).toBe(
      `<rpc-reply xmlns="${NC}"><rpc-error><error-type>rpc</error-type><error-tag>missing-attribute</error-tag><error-severity>error</error-severity>` +
        '<error-info><bad-attribute>message-id</bad-attribute><bad-element>rpc</bad-element></error-info></rpc-error></rpc-reply>',
    );
  });

  test('a message that was no XML is answered without an echo', () => {
    const reply = parseReply(
      parseXml(writeErrorReply(NO_ECHO, [rpcError({ type: 'rpc', tag: 'malformed-message' })])),
    );
    expect(reply).toMatchObject({ messageId: null, errors: [{ type: 'rpc', tag: 'malformed-message' }] });
  });

  test('a warning beside data', () => {
    const warning = rpcError({ type: 'application', tag: 'operation-failed', severity: 'warning' });
    const text = writeErrorReply(echoOf(' message-id="1"'), [warning], [el(NC, 'data', [el('u', 'a')])]);
    const reply = parseReply(parseXml(text));
    expect(isSuccess(reply)).toBe(true);
    expect(reply.warnings).toHaveLength(1);
    expect(reply.data === null ? null : shapeOf(reply.data)).toEqual([`{${NC}}data`, ['{u}a']]);
  });
});
