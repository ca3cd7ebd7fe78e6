import { assert } from '../../errors.ts';
import type { NetconfLimits } from './limits.ts';
import { quote, xmlError } from './xml-errors.ts';
import { isNcName } from './xml-escape.ts';
import { NamespaceTable } from './xml-namespaces.ts';
import {
  attribute,
  type NamespaceScope,
  type XmlAttribute,
  type XmlElement,
  type XmlNode,
} from './xml-tree.ts';

/** An element while its end tag has not come. */
interface OpenElement extends XmlElement {
  readonly children: XmlNode[];
}

const NO_ATTRIBUTES: readonly XmlAttribute[] = Object.freeze([]);

/** Puts a tree together from parser events, and checks every limit as soon as an event shows it. Errors: `XmlCode`. */
export class TreeBuilder {
  readonly #limits: NetconfLimits;
  readonly #namespaces = new NamespaceTable();
  readonly #open: OpenElement[] = [];
  #root: XmlElement | null = null;
  #tagName = '';
  /** Names and values of the current tag, in turn. */
  #tagAttributes: string[] = [];
  #elements = 0;

  constructor(limits: NetconfLimits) {
    this.#limits = limits;
  }

  /** True when the root's start tag has begun. */
  get hasRoot(): boolean {
    return this.#elements > 0;
  }

  /** The finished tree. */
  root(): XmlElement {
    assert(this.#root !== null, 'the parser took a document without root element');
    return this.#root;
  }

  /** `<name` was read; its attributes follow. */
  startTag(name: string): void {
    const { depthMax, elementsMax } = this.#limits;
    this.#checkName(name);
    this.#elements += 1;
    if (this.#elements > elementsMax)
      throw xmlError('XML_TOO_MANY_ELEMENTS', `expected at most ${elementsMax} elements, got more`);
    if (this.#open.length >= depthMax)
      throw xmlError('XML_TOO_DEEP', `expected elements at most ${depthMax} deep, got deeper ones`);
    this.#tagName = name;
  }

  /** One attribute of the current tag was read. */
  addAttribute(name: string, value: string): void {
    const { attributesMax, textCharactersMax } = this.#limits;
    this.#checkName(name);
    if (value.length > textCharactersMax) throw textTooLong(textCharactersMax);
    if (this.#tagAttributes.length >= 2 * attributesMax) {
      throw xmlError(
        'XML_TOO_MANY_ATTRIBUTES',
        `expected at most ${attributesMax} attributes in a tag, got more`,
      );
    }
    this.#tagAttributes.push(name, value);
  }

  /** The start tag is complete. */
  openElement(): void {
    const parent = this.#open.at(-1);
    let scope = parent === undefined ? null : parent.scope;
    let attributes = NO_ATTRIBUTES;
    if (this.#tagAttributes.length > 0) {
      scope = this.#declareAll(scope);
      attributes = this.#resolveAttributes();
      this.#tagAttributes = [];
    }
    const element = this.#newElement(this.#tagName, attributes, scope);
    if (parent === undefined) this.#root = element;
    else addElement(parent.children, element);
    this.#open.push(element);
  }

  /** The element has ended. */
  closeElement(): void {
    this.#open.pop();
    this.#namespaces.leave(this.#open.length);
  }

  /** A text or CDATA section was read; outside of the root it is white space only, which the parser has checked. */
  addText(text: string): void {
    const children = this.#open.at(-1)?.children;
    if (children === undefined) return;
    const last = children.at(-1);
    const isJoined = typeof last === 'string';
    if ((isJoined ? last.length : 0) + text.length > this.#limits.textCharactersMax)
      throw textTooLong(this.#limits.textCharactersMax);
    if (isJoined) children[children.length - 1] = last + text;
    else if (text !== '' && (last === undefined || !isSpace(text))) children.push(text);
  }

  #newElement(
    written: string,
    attributes: readonly XmlAttribute[],
    scope: NamespaceScope | null,
  ): OpenElement {
    if (!written.includes(':')) {
      const namespace = this.#namespaces.default;
      return { name: written, namespace, prefix: '', attributes, children: [], scope };
    }
    const { prefix, name } = splitName(written);
    const namespace = this.#namespaces.resolve(prefix);
    return { name, namespace, prefix, attributes, children: [], scope };
  }

  #declareAll(outer: NamespaceScope | null): NamespaceScope | null {
    let scope = outer;
    const tag = this.#tagAttributes;
    for (let index = 0; index < tag.length; index += 2) {
      const name = tag[index] as string;
      if (!name.startsWith('xmlns')) continue;
      const prefix = name === 'xmlns' ? '' : name.startsWith('xmlns:') ? splitName(name).name : null;
      if (prefix !== null)
        scope = this.#namespaces.declare(this.#open.length, prefix, tag[index + 1] as string, scope);
    }
    return scope;
  }

  #resolveAttributes(): readonly XmlAttribute[] {
    const attributes: XmlAttribute[] = [];
    const tag = this.#tagAttributes;
    for (let index = 0; index < tag.length; index += 2) {
      const written = tag[index] as string;
      if (written === 'xmlns' || written.startsWith('xmlns:')) continue;
      const { prefix, name } = splitName(written);
      const namespace = prefix === '' ? '' : this.#namespaces.resolve(prefix);
      if (namespace !== '') checkUnique(attributes, name, namespace);
      attributes.push(attribute(name, tag[index + 1] as string, namespace, prefix));
    }
    return attributes.length === 0 ? NO_ATTRIBUTES : attributes;
  }

  #checkName(name: string): void {
    const { nameCharactersMax } = this.#limits;
    if (name.length > nameCharactersMax)
      throw xmlError(
        'XML_NAME_TOO_LONG',
        `expected names of at most ${nameCharactersMax} characters, got a longer one`,
      );
  }
}

/** Indentation before the first child element came as a text; now that there is an element it is none. */
function addElement(siblings: XmlNode[], element: XmlElement): void {
  const [first] = siblings;
  if (siblings.length === 1 && typeof first === 'string' && isSpace(first)) siblings[0] = element;
  else siblings.push(element);
}

function checkUnique(attributes: readonly XmlAttribute[], name: string, namespace: string): void {
  if (!attributes.some((other) => other.name === name && other.namespace === namespace)) return;
  throw xmlError(
    'XML_ATTRIBUTE_DUPLICATE',
    `expected different attributes in a tag, got ${quote(name)} twice in one namespace`,
  );
}

function splitName(written: string): { prefix: string; name: string } {
  const colon = written.indexOf(':');
  if (colon === -1) return { prefix: '', name: written };
  const prefix = written.slice(0, colon);
  const name = written.slice(colon + 1);
  if (prefix === '' || !isNcName(name)) {
    throw xmlError('XML_NAME_INVALID', `expected a name with at most one prefix, got ${quote(written)}`);
  }
  return { prefix, name };
}

function isSpace(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return false;
  }
  return true;
}

function textTooLong(charactersMax: number): Error {
  return xmlError(
    'XML_TEXT_TOO_LONG',
    `expected a text or value within the size limit of ${charactersMax} characters, got a longer one`,
  );
}
