import { NETCONF_NAMESPACE, XML_NAMESPACE } from './namespaces.ts';
import {
  attribute,
  attributeOf,
  childOf,
  el,
  elementsOf,
  leafOf,
  textOf,
  type XmlElement,
  type XmlNode,
} from './xml-tree.ts';

/** The layer where an error arose, RFC 6241 §4.3. */
export type RpcErrorType = 'transport' | 'rpc' | 'protocol' | 'application';

/** The error-tags of RFC 6241 Appendix A. `partial-operation` is deprecated, `malformed-message` is not for peers of base:1.0 alone. */
export const RPC_ERROR_TAGS = [
  'in-use',
  'invalid-value',
  'too-big',
  'missing-attribute',
  'bad-attribute',
  'unknown-attribute',
  'missing-element',
  'bad-element',
  'unknown-element',
  'unknown-namespace',
  'access-denied',
  'lock-denied',
  'resource-denied',
  'rollback-failed',
  'data-exists',
  'data-missing',
  'operation-not-supported',
  'operation-failed',
  'partial-operation',
  'malformed-message',
] as const;

/** One of `RPC_ERROR_TAGS`. */
export type RpcErrorTag = (typeof RPC_ERROR_TAGS)[number];

/** All of one `<rpc-error>`, RFC 6241 §4.3. Texts are from the peer: never trusted, never in our own messages unasked. */
export interface RpcErrorData {
  /** An `RpcErrorType`, or what else the peer wrote; `''` when absent. */
  readonly type: string;
  /** An `RpcErrorTag` (`isRpcErrorTag`), or what else the peer wrote; `''` when absent. */
  readonly tag: string;
  /** `warning` only where the peer wrote exactly that: all else is an error. */
  readonly severity: 'error' | 'warning';
  readonly appTag: string | null;
  /** XPath as written; its prefixes are declared in `pathScope`'s element. */
  readonly path: string | null;
  readonly message: string | null;
  /** `xml:lang` of the message. */
  readonly messageLang: string | null;
  /** Session that holds the lock (`lock-denied`, `in-use`); 0 means no NETCONF session, a daemon or the CLI. */
  readonly sessionId: number | null;
  readonly badAttribute: string | null;
  readonly badElement: string | null;
  readonly badNamespace: string | null;
  /** Everything in `<error-info>`, in order; IOS XE puts `severity` and `detail/bad-cli` of cisco-ia here. */
  readonly info: readonly XmlElement[];
}

/** What an error of our own needs: the rest has defaults (severity `error`, no other field). */
export type RpcErrorInput = Pick<RpcErrorData, 'tag'> & { readonly type: RpcErrorType } & Partial<
    Omit<RpcErrorData, 'type' | 'tag'>
  >;

/** An error with every field that is not given set to its default. The fields for `error-info` come before `info`. */
export function rpcError(input: RpcErrorInput): RpcErrorData {
  return { ...DEFAULTS, ...input };
}

/** True when the tag is one of RFC 6241 Appendix A. */
export function isRpcErrorTag(tag: string): tag is RpcErrorTag {
  return (RPC_ERROR_TAGS as readonly string[]).includes(tag);
}

/** Reads one `<rpc-error>` element. It never fails: a peer's error that lacks a field is still its error. */
export function parseRpcError(element: XmlElement): RpcErrorData {
  const message = childOf(element, NETCONF_NAMESPACE, 'error-message');
  const info = childOf(element, NETCONF_NAMESPACE, 'error-info');
  return {
    type: leafOf(element, NETCONF_NAMESPACE, 'error-type') ?? '',
    tag: leafOf(element, NETCONF_NAMESPACE, 'error-tag') ?? '',
    severity: leafOf(element, NETCONF_NAMESPACE, 'error-severity') === 'warning' ? 'warning' : 'error',
    appTag: leafOf(element, NETCONF_NAMESPACE, 'error-app-tag'),
    path: leafOf(element, NETCONF_NAMESPACE, 'error-path'),
    message: message === null ? null : textOf(message).trim(),
    messageLang: message === null ? null : attributeOf(message, 'lang', XML_NAMESPACE),
    sessionId: info === null ? null : numberOf(leafOf(info, NETCONF_NAMESPACE, 'session-id')),
    badAttribute: info === null ? null : leafOf(info, NETCONF_NAMESPACE, 'bad-attribute'),
    badElement: info === null ? null : leafOf(info, NETCONF_NAMESPACE, 'bad-element'),
    badNamespace: info === null ? null : leafOf(info, NETCONF_NAMESPACE, 'bad-namespace'),
    info: info === null ? [] : elementsOf(info),
  };
}

/** The `<rpc-error>` element, fields in the order of the RFC's schema. A field of `error-info` that `info` already holds is not repeated. */
export function buildRpcError(error: RpcErrorData): XmlElement {
  const children: XmlNode[] = [
    leaf('error-type', error.type),
    leaf('error-tag', error.tag),
    leaf('error-severity', error.severity),
  ];
  if (error.appTag !== null) children.push(leaf('error-app-tag', error.appTag));
  if (error.path !== null) children.push(leaf('error-path', error.path));
  if (error.message !== null) children.push(messageElement(error.message, error.messageLang));
  const info = infoOf(error);
  if (info.length > 0) children.push(el(NETCONF_NAMESPACE, 'error-info', info));
  return el(NETCONF_NAMESPACE, 'rpc-error', children);
}

const DEFAULTS = {
  severity: 'error',
  appTag: null,
  path: null,
  message: null,
  messageLang: null,
  sessionId: null,
  badAttribute: null,
  badElement: null,
  badNamespace: null,
  info: [],
} as const;

function infoOf(error: RpcErrorData): XmlElement[] {
  const fields: readonly (readonly [string, string | number | null])[] = [
    ['session-id', error.sessionId],
    ['bad-attribute', error.badAttribute],
    ['bad-element', error.badElement],
    ['bad-namespace', error.badNamespace],
  ];
  const isMissing = (name: string): boolean =>
    !error.info.some((other) => other.name === name && other.namespace === NETCONF_NAMESPACE);
  const own = fields
    .filter(([name, value]) => value !== null && isMissing(name))
    .map(([name, value]) => leaf(name, String(value)));
  return [...own, ...error.info];
}

function messageElement(message: string, lang: string | null): XmlElement {
  return el(
    NETCONF_NAMESPACE,
    'error-message',
    message,
    lang === null ? [] : [attribute('lang', lang, XML_NAMESPACE, 'xml')],
  );
}

function leaf(name: string, value: string): XmlElement {
  return el(NETCONF_NAMESPACE, name, value);
}

function numberOf(text: string | null): number | null {
  return text !== null && /^[0-9]{1,10}$/.test(text) ? Number(text) : null;
}
