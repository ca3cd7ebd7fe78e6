/** One namespace declaration in scope, and those outside of it: prefix `''` is the default namespace. A linked list, shared by all below. */
export interface NamespaceScope {
  readonly prefix: string;
  /** `''` takes the default namespace away. */
  readonly namespace: string;
  readonly outer: NamespaceScope | null;
}

/** An attribute that is no namespace declaration. `namespace` and `prefix` are `''` when it is not qualified. */
export interface XmlAttribute {
  readonly name: string;
  readonly namespace: string;
  readonly prefix: string;
  readonly value: string;
}

/** What an element holds: elements and texts. Comments are not kept, neighbouring texts are one. */
export type XmlNode = XmlElement | string;

/** An element with its namespace resolved. Plain data, order kept, never changed after it was made; parts may be shared between trees. */
export interface XmlElement {
  /** Local name, without prefix. */
  readonly name: string;
  /** Namespace name; `''` for none. */
  readonly namespace: string;
  /** Prefix as it was written, `''` for none: means nothing by itself, but the writer keeps it. */
  readonly prefix: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlNode[];
  /** Declarations in force here, for prefixes inside of values (XPath, identityref); null when there are none. */
  readonly scope: NamespaceScope | null;
}

const NO_ATTRIBUTES: readonly XmlAttribute[] = Object.freeze([]);
const NO_CHILDREN: readonly XmlNode[] = Object.freeze([]);

/** Makes an element. `children`: nodes, or one text; default none. `attributes` (see `attribute`): default none. */
export function el(
  namespace: string,
  name: string,
  children: readonly XmlNode[] | string = NO_CHILDREN,
  attributes: readonly XmlAttribute[] = NO_ATTRIBUTES,
): XmlElement {
  const nodes = typeof children === 'string' ? (children === '' ? NO_CHILDREN : [children]) : children;
  return { name, namespace, prefix: '', attributes, children: nodes, scope: null };
}

/** Makes an attribute; qualified when a namespace is given, with `prefix` where that is free (else the writer finds one). */
export function attribute(name: string, value: string, namespace = '', prefix = ''): XmlAttribute {
  return { name, namespace, prefix, value };
}

/** The same element with other children. */
export function withChildren(element: XmlElement, children: readonly XmlNode[]): XmlElement {
  const { name, namespace, prefix, attributes, scope } = element;
  return { name, namespace, prefix, attributes, children, scope };
}

/** True when the element has this namespace and local name. */
export function isElement(node: XmlNode, namespace: string, name: string): node is XmlElement {
  return typeof node !== 'string' && node.name === name && node.namespace === namespace;
}

/** The first child with this namespace and local name; null when there is none. */
export function childOf(element: XmlElement, namespace: string, name: string): XmlElement | null {
  for (const child of element.children) if (isElement(child, namespace, name)) return child;
  return null;
}

/** All children with this namespace and local name, in order. */
export function childrenOf(element: XmlElement, namespace: string, name: string): XmlElement[] {
  return element.children.filter((child) => isElement(child, namespace, name));
}

/** All child elements, in order: the children without the texts. */
export function elementsOf(element: XmlElement): XmlElement[] {
  return element.children.filter((child) => typeof child !== 'string');
}

/** Follows first children of one namespace down a path; null where one is missing. `descend(data, NATIVE, ['native', 'license'])`. */
export function descend(element: XmlElement, namespace: string, path: readonly string[]): XmlElement | null {
  let at: XmlElement | null = element;
  for (const name of path) {
    if (at === null) return null;
    at = childOf(at, namespace, name);
  }
  return at;
}

/** The element's own text, exactly as it came; `''` when it has none. Texts inside child elements do not count. */
export function textOf(element: XmlElement): string {
  const { children } = element;
  if (children.length === 0) return '';
  const only = children[0];
  if (children.length === 1 && typeof only === 'string') return detach(only);
  return children.filter((child) => typeof child === 'string').join('');
}

/** The text of a child without the white space around it (a YANG leaf); null when there is no such child. */
export function leafOf(element: XmlElement, namespace: string, name: string): string | null {
  const child = childOf(element, namespace, name);
  return child === null ? null : textOf(child).trim();
}

/** The value of an attribute (default: not qualified); null when it is absent. */
export function attributeOf(element: XmlElement, name: string, namespace = ''): string | null {
  for (const candidate of element.attributes) {
    if (candidate.name === name && candidate.namespace === namespace) return candidate.value;
  }
  return null;
}

/** What a prefix means in `scope`, nearest declaration first: `''` asks for the default namespace. Null when it is not declared. */
export function namespaceOfPrefix(scope: NamespaceScope | null, prefix: string): string | null {
  for (let at = scope; at !== null; at = at.outer) if (at.prefix === prefix) return at.namespace;
  return null;
}

/** Below this length V8 copies a substring instead of pointing into the string it came from. */
const SHARED_LENGTH = 13;

/** The same text without the message it was cut from: else one kept serial number keeps 68 KB alive. Measured on Node 24: 68 KB against 0.2 KB. */
function detach(text: string): string {
  return text.length < SHARED_LENGTH ? text : ` ${text}`.slice(1);
}
