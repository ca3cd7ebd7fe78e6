import { ProtocolError } from '../../errors.ts';
import { classifyMessage } from './message.ts';
import { NETCONF_NAMESPACE } from './namespaces.ts';
import { buildRpcError, parseRpcError, type RpcErrorData } from './rpc-error.ts';
import type { RpcEcho } from './rpc-request.ts';
import { writeXml } from './xml-write.ts';
import { attributeOf, el, elementsOf, isElement, type XmlElement } from './xml-tree.ts';

/** An `<rpc-reply>` as a client gets it, RFC 6241 §4.2. */
export interface RpcReply {
  /** Null when the peer left it out (seen on 17.15.1): correlate by order only as a last resort. */
  readonly messageId: string | null;
  /** The peer wrote `<ok/>`. */
  readonly hasOk: boolean;
  /** `<data>` of get and get-config, in NETCONF's namespace; null when there is none. */
  readonly data: XmlElement | null;
  /** All other output, e.g. `<result xmlns="http://cisco.com/yang/cisco-ia">`. */
  readonly results: readonly XmlElement[];
  /** rpc-errors of severity error; one is enough for failure, whatever else is in the reply. */
  readonly errors: readonly RpcErrorData[];
  /** rpc-errors of severity warning: the operation succeeded (RFC 6241 §4.3). */
  readonly warnings: readonly RpcErrorData[];
}

/**
 * Reads an `<rpc-reply>`. Throws ProtocolError `NETCONF_REPLY_EXPECTED` when the root is another message, `NETCONF_NAMESPACE` when it
 * is not in NETCONF's namespace, `NETCONF_MESSAGE_UNKNOWN`. An rpc-error is data, not thrown.
 */
export function parseReply(root: XmlElement): RpcReply {
  const kind = classifyMessage(root);
  if (kind !== 'rpc-reply')
    throw new ProtocolError('NETCONF_REPLY_EXPECTED', `expected <rpc-reply>, got <${kind}>`, {
      retry: 'new-session',
    });
  let hasOk = false;
  let data: XmlElement | null = null;
  const results: XmlElement[] = [];
  const errors: RpcErrorData[] = [];
  const warnings: RpcErrorData[] = [];
  for (const child of elementsOf(root)) {
    if (isElement(child, NETCONF_NAMESPACE, 'ok')) hasOk = true;
    else if (isElement(child, NETCONF_NAMESPACE, 'data') && data === null) data = child;
    else if (isElement(child, NETCONF_NAMESPACE, 'rpc-error')) {
      const error = parseRpcError(child);
      (error.severity === 'warning' ? warnings : errors).push(error);
    } else results.push(child);
  }
  return { messageId: attributeOf(root, 'message-id'), hasOk, data, results, errors, warnings };
}

/** True when the peer says that the operation took effect: no error, and `<ok/>` or output. An empty reply says nothing. */
export function isSuccess(reply: RpcReply): boolean {
  return reply.errors.length === 0 && (reply.hasOk || reply.data !== null || reply.results.length > 0);
}

/** The text of a reply with `<ok/>`. */
export function writeOkReply(echo: RpcEcho): string {
  return writeReply(echo, [el(NETCONF_NAMESPACE, 'ok')]);
}

/** The text of a reply that carries errors, and warnings beside `content` when there is some. */
export function writeErrorReply(
  echo: RpcEcho,
  errors: readonly RpcErrorData[],
  content: readonly XmlElement[] = [],
): string {
  return writeReply(echo, [...errors.map(buildRpcError), ...content]);
}

/** The text of a reply with any content: `<data>`, a `<result>`. The attributes and declarations of the rpc are repeated (RFC 6241 §4.1). */
export function writeReply(echo: RpcEcho, content: readonly XmlElement[]): string {
  return writeXml(buildReply(echo, content));
}

/** The tree of a reply. */
export function buildReply(echo: RpcEcho, content: readonly XmlElement[]): XmlElement {
  const { attributes, scope, prefix } = echo;
  return { name: 'rpc-reply', namespace: NETCONF_NAMESPACE, prefix, attributes, children: content, scope };
}
