import { attributeOf, elementsOf, textOf } from '../netconf/index.ts';
import type { XmlElement } from '../netconf/index.ts';

/** What an element must look like. Everything that is not named is refused: attributes, children, texts. */
export interface Shape {
  readonly namespace: string;
  readonly name: string;
  /** Attributes that must be there, with the pattern of their whole value. */
  readonly attributes?: readonly {
    readonly namespace: string;
    readonly name: string;
    readonly value: RegExp;
  }[];
  /** Pattern of the whole text, white space around it removed. Absent: no text. */
  readonly text?: RegExp;
  /** Each must match exactly one child; the order does not count. */
  readonly children?: readonly Shape[];
  /** Each may match at most one child. */
  readonly optional?: readonly Shape[];
  /** Exactly one of these must match exactly one child. */
  readonly oneOf?: readonly Shape[];
  /** Any number of children, at least one, each of which must match. */
  readonly many?: Shape;
}

/**
 * True when the element has the shape and nothing else. Written apart from the builders of requests, so that a wrong
 * builder is seen.
 */
export function hasShape(element: XmlElement, shape: Shape): boolean {
  if (element.name !== shape.name || element.namespace !== shape.namespace) return false;
  const text = textOf(element).trim();
  if (shape.text === undefined ? text !== '' : !shape.text.test(text)) return false;
  return hasAttributes(element, shape.attributes ?? []) && hasChildren(elementsOf(element), shape);
}

function hasAttributes(element: XmlElement, wanted: NonNullable<Shape['attributes']>): boolean {
  if (element.attributes.length !== wanted.length) return false;
  return wanted.every(({ namespace, name, value }) =>
    value.test(attributeOf(element, name, namespace) ?? ''),
  );
}

function hasChildren(elements: readonly XmlElement[], shape: Shape): boolean {
  const { children = [], optional = [], oneOf = [], many } = shape;
  const left = [...elements];
  for (const wanted of children) if (!take(left, wanted)) return false;
  if (oneOf.length > 0 && !oneOf.some((wanted) => take(left, wanted))) return false;
  for (const wanted of optional) take(left, wanted);
  if (many === undefined) return left.length === 0;
  return left.length > 0 && left.every((child) => hasShape(child, many));
}

function take(left: XmlElement[], wanted: Shape): boolean {
  const index = left.findIndex((child) => hasShape(child, wanted));
  if (index === -1) return false;
  left.splice(index, 1);
  return true;
}
