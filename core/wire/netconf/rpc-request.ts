import { ProtocolError } from '../../errors.ts';
import { classifyMessage } from './message.ts';
import { NETCONF_NAMESPACE } from './namespaces.ts';
import { type RpcErrorData, rpcError } from './rpc-error.ts';
import { writeXml, type XmlWriteOptions } from './xml-write.ts';
import {
  attribute,
  attributeOf,
  el,
  elementsOf,
  type NamespaceScope,
  type XmlAttribute,
  type XmlElement,
} from './xml-tree.ts';

/** What a reply repeats of its rpc: all attributes, the namespace declarations and the prefix (RFC 6241 §4.1). */
export interface RpcEcho {
  readonly attributes: readonly XmlAttribute[];
  readonly scope: NamespaceScope | null;
  readonly prefix: string;
}

/** The echo of a message that could not be read: nothing. */
export const NO_ECHO: RpcEcho = Object.freeze({ attributes: Object.freeze([]), scope: null, prefix: '' });

/** An `<rpc>` as a server gets it. */
export interface RpcRequest {
  /** 1-4095 characters by the schema; any text in fact, also `''`. */
  readonly messageId: string;
  /** The operation with its parameters: `<get-config>`, `<save-config xmlns="http://cisco.com/yang/cisco-ia">`. */
  readonly operation: XmlElement;
  readonly echo: RpcEcho;
}

/** An `<rpc>`, or the error that its reply must carry. */
export type RpcParse =
  | { readonly ok: true; readonly request: RpcRequest }
  | { readonly ok: false; readonly error: RpcErrorData; readonly echo: RpcEcho };

/**
 * The text of an `<rpc>`, RFC 6241 §4.1. `messageId`: unique in the session. Errors of `writeXml`.
 * `options`: for showing it to a person; what is sent needs none.
 */
export function writeRpc(
  messageId: string | number,
  operation: XmlElement,
  options: XmlWriteOptions = {},
): string {
  return writeXml(
    el(NETCONF_NAMESPACE, 'rpc', [operation], [attribute('message-id', String(messageId))]),
    options,
  );
}

/**
 * Reads an `<rpc>` on the server's side. A missing message-id is the `missing-attribute` error of RFC 6241 §4.3, no operation is
 * `missing-element`, a second one `unknown-element`. Throws ProtocolError `NETCONF_RPC_EXPECTED` when the root is another message, and
 * as `classifyMessage`.
 */
export function parseRpc(root: XmlElement): RpcParse {
  const kind = classifyMessage(root);
  if (kind !== 'rpc')
    throw new ProtocolError('NETCONF_RPC_EXPECTED', `expected <rpc>, got <${kind}>`, {
      retry: 'new-session',
    });
  const echo: RpcEcho = { attributes: root.attributes, scope: root.scope, prefix: root.prefix };
  const messageId = attributeOf(root, 'message-id');
  if (messageId === null) {
    return {
      ok: false,
      echo,
      error: rpcError({
        type: 'rpc',
        tag: 'missing-attribute',
        badAttribute: 'message-id',
        badElement: 'rpc',
      }),
    };
  }
  const [operation, second] = elementsOf(root);
  if (operation === undefined) {
    // The schema of RFC 6241 Appendix B calls what is missing here `rpcOperation`.
    return {
      ok: false,
      echo,
      error: rpcError({ type: 'protocol', tag: 'missing-element', badElement: 'rpcOperation' }),
    };
  }
  if (second !== undefined)
    return {
      ok: false,
      echo,
      error: rpcError({ type: 'protocol', tag: 'unknown-element', badElement: second.name }),
    };
  return { ok: true, request: { messageId, operation, echo } };
}
