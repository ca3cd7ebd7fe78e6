import { describe, expect, test } from 'vitest';
import { classifyMessage, parseXml } from '../../../../core/wire/netconf/index.ts';
import { codeOf } from './helpers.ts';

const NC = 'urn:ietf:params:xml:ns:netconf:base:1.0';
const NOTIFICATION = 'urn:ietf:params:xml:ns:netconf:notification:1.0';

describe('what a message is', () => {
  /** text, kind or code. */
  const rows: readonly (readonly [string, string])[] = [
    [`<hello xmlns="${NC}"/>`, 'hello'],
    [`<rpc xmlns="${NC}"/>`, 'rpc'],
    [`<rpc-reply xmlns="${NC}"/>`, 'rpc-reply'],
    [`<nc:rpc-reply xmlns:nc="${NC}"/>`, 'rpc-reply'],
    [
      `<notification xmlns="${NOTIFICATION}"><eventTime>2024-01-01T00:00:00Z</eventTime></notification>`,
      'notification',
    ],
    [`<notification xmlns="${NC}"/>`, 'NETCONF_NAMESPACE'],
    [`<rpc-reply xmlns="${NOTIFICATION}"/>`, 'NETCONF_NAMESPACE'],
    [`<rpc-reply xmlns="${NC} "/>`, 'NETCONF_NAMESPACE'],
    ['<rpc-reply/>', 'NETCONF_NAMESPACE'],
    ['<hello/>', 'NETCONF_NAMESPACE'],
    [`<RPC xmlns="${NC}"/>`, 'NETCONF_MESSAGE_UNKNOWN'],
    [`<data xmlns="${NC}"/>`, 'NETCONF_MESSAGE_UNKNOWN'],
    [`<toString xmlns="${NC}"/>`, 'NETCONF_MESSAGE_UNKNOWN'],
  ];
  test.each(rows)('%s: %s', (text, expected) => {
    const root = parseXml(text);
    const code = codeOf(() => classifyMessage(root));
    expect(code === 'none' ? classifyMessage(root) : code).toBe(expected);
  });
});
