import { ProtocolError } from '../../errors.ts';
import { NETCONF_NAMESPACE, NOTIFICATION_NAMESPACE } from './namespaces.ts';
import { quote } from './xml-errors.ts';
import type { XmlElement } from './xml-tree.ts';

/** What a message is, by its root element. */
export type MessageKind = 'hello' | 'rpc' | 'rpc-reply' | 'notification';

const NAMESPACE_OF: ReadonlyMap<string, string> = new Map([
  ['hello', NETCONF_NAMESPACE],
  ['rpc', NETCONF_NAMESPACE],
  ['rpc-reply', NETCONF_NAMESPACE],
  ['notification', NOTIFICATION_NAMESPACE],
]);

/**
 * Says what a message is. A notification may come between any two replies (RFC 5277 §2.1.1). Throws ProtocolError
 * `NETCONF_NAMESPACE` (right name, wrong namespace: RFC 6241 §3.1) and `NETCONF_MESSAGE_UNKNOWN` (any other root element).
 */
export function classifyMessage(root: XmlElement): MessageKind {
  const expected = NAMESPACE_OF.get(root.name);
  if (expected === undefined) {
    throw new ProtocolError(
      'NETCONF_MESSAGE_UNKNOWN',
      `expected <hello>, <rpc>, <rpc-reply> or <notification>, got ${quote(root.name)}`,
      {
        retry: 'new-session',
      },
    );
  }
  if (root.namespace !== expected) {
    const got = root.namespace === '' ? 'no namespace' : `the namespace ${quote(root.namespace)}`;
    throw new ProtocolError(
      'NETCONF_NAMESPACE',
      `expected <${root.name}> in the namespace ${expected}, got ${got}`,
      { retry: 'new-session' },
    );
  }
  return root.name as MessageKind;
}
