import { XML_NAMESPACE } from './namespaces.ts';
import { quote, xmlWriteError } from './xml-errors.ts';
import { escapeAttribute, escapeText, isNcName } from './xml-escape.ts';
import { type NamespaceScope, namespaceOfPrefix, type XmlAttribute, type XmlElement } from './xml-tree.ts';

/** How a tree is written. */
export interface XmlWriteOptions {
  /** Begin with `<?xml version="1.0" encoding="UTF-8"?>` and a line feed. Default false. */
  readonly declaration?: boolean;
  /** Spaces per level, for people: texts beside elements are left alone. Default 0: one line. */
  readonly indent?: number;
}

/**
 * Writes a tree. A default namespace is declared where it changes, a prefix where it is not in force yet; declarations that were in force
 * where an element was read are repeated, so that prefixes inside of values keep their meaning. Every `>` is escaped: neither `]]>` nor
 * the `]]>]]>` of RFC 6242 §4.3 can come out. Throws `XML_CHARACTER` (what XML 1.0 cannot carry) and `XML_NAME_INVALID`.
 */
export function writeXml(root: XmlElement, options: XmlWriteOptions = {}): string {
  const indent = options.indent ?? 0;
  const text = writeElement(root, null, null, indent, indent === 0 ? '' : '\n');
  return options.declaration === true ? `<?xml version="1.0" encoding="UTF-8"?>\n${text}` : text;
}

/** `written`: the declarations of the open tags. `readScope`: the scope of the parent as it was read. `lineStart`: line feed and spaces of this level. */
function writeElement(
  element: XmlElement,
  written: NamespaceScope | null,
  readScope: NamespaceScope | null,
  indent: number,
  lineStart: string,
): string {
  const { children } = element;
  const tag = new TagWriter(written);
  const name = tag.elementName(element);
  if (element.scope !== readScope) tag.declareScope(element);
  for (const attribute of element.attributes) tag.addAttribute(attribute);
  const start = `<${name}${tag.declarations}${tag.attributes}`;
  if (children.length === 0) return `${start}/>`;
  const isIndented = indent > 0 && !children.some((child) => typeof child === 'string');
  const childStart = isIndented ? lineStart + ' '.repeat(indent) : lineStart;
  let content = '';
  for (const child of children) {
    if (isIndented) content += childStart;
    content +=
      typeof child === 'string'
        ? escapeText(child)
        : writeElement(child, tag.scope, element.scope, indent, childStart);
  }
  return `${start}>${content}${isIndented ? lineStart : ''}</${name}>`;
}

/** One start tag in the making. */
class TagWriter {
  scope: NamespaceScope | null;
  declarations = '';
  attributes = '';

  constructor(outer: NamespaceScope | null) {
    this.scope = outer;
  }

  elementName(element: XmlElement): string {
    const { name, namespace } = element;
    checkName(name);
    const prefix = namespace === '' ? '' : element.prefix;
    this.#bind(prefix, namespace);
    return prefix === '' ? name : `${prefix}:${name}`;
  }

  /** Declares what was in force where the element was read and is not here, outermost first; nearest declarations win. */
  declareScope(element: XmlElement): void {
    const nearest = new Map<string, string>();
    for (let at = element.scope; at !== null; at = at.outer) {
      if (!nearest.has(at.prefix)) nearest.set(at.prefix, at.namespace);
    }
    nearest.delete(element.prefix);
    for (const [prefix, namespace] of [...nearest].toReversed()) this.#bind(prefix, namespace);
  }

  addAttribute({ name, namespace, prefix, value }: XmlAttribute): void {
    checkName(name);
    const written = namespace === '' ? name : `${this.#attributePrefix(namespace, prefix)}:${name}`;
    this.attributes += ` ${written}="${escapeAttribute(value)}"`;
  }

  #attributePrefix(namespace: string, wanted: string): string {
    if (namespace === XML_NAMESPACE) return 'xml';
    for (let at = this.scope; at !== null; at = at.outer) {
      if (
        at.prefix !== '' &&
        at.namespace === namespace &&
        namespaceOfPrefix(this.scope, at.prefix) === namespace
      )
        return at.prefix;
    }
    let prefix = wanted === '' ? 'ns1' : wanted;
    for (let next = 1; namespaceOfPrefix(this.scope, prefix) !== null; next += 1) prefix = `ns${next}`;
    this.#bind(prefix, namespace);
    return prefix;
  }

  #bind(prefix: string, namespace: string): void {
    if (prefix === 'xml' || (namespaceOfPrefix(this.scope, prefix) ?? '') === namespace) return;
    if (prefix !== '') checkName(prefix);
    this.scope = { prefix, namespace, outer: this.scope };
    this.declarations += ` xmlns${prefix === '' ? '' : ':'}${prefix}="${escapeAttribute(namespace)}"`;
  }
}

function checkName(name: string): void {
  if (!isNcName(name)) throw xmlWriteError('XML_NAME_INVALID', `expected an XML name, got ${quote(name)}`);
}
