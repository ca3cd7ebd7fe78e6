import type { XmlElement, XmlNode } from '../../../../core/wire/netconf/index.ts';

/** A tree as arrays: `['{ns}name', {'{ns}attribute': 'value'}, ...children]`; the attributes only where there are some. */
export type Shape = string | readonly unknown[];

function nameOf(namespace: string, name: string): string {
  return namespace === '' ? name : `{${namespace}}${name}`;
}

/** What a tree means, without prefixes and declarations. */
export function shapeOf(node: XmlNode): Shape {
  if (typeof node === 'string') return node;
  const { name, namespace, attributes, children } = node;
  const values = Object.fromEntries(
    attributes.map((each) => [nameOf(each.namespace, each.name), each.value]),
  );
  return [nameOf(namespace, name), ...(attributes.length === 0 ? [] : [values]), ...children.map(shapeOf)];
}

/** All of a tree: also its prefixes, and what every prefix in force means, however it was declared. */
export function detailOf(node: XmlNode): unknown {
  if (typeof node === 'string') return node;
  const inForce: Record<string, string> = {};
  for (let at = node.scope; at !== null; at = at.outer) inForce[at.prefix] ??= at.namespace;
  if (inForce[''] === '') delete inForce[''];
  const { name, namespace, prefix, attributes, children } = node;
  return { name, namespace, prefix, attributes, inForce, children: children.map(detailOf) };
}

/** What a tree means without the order of siblings, with the texts of an element joined and trimmed: what xml2js can tell. */
export function looseShapeOf(element: XmlElement): readonly unknown[] {
  const { name, namespace, attributes, children } = element;
  const text = children.filter((child) => typeof child === 'string').join('');
  const values = attributes.map((each) => `${nameOf(each.namespace, each.name)}=${each.value}`).sort();
  const inner = children.filter((child) => typeof child !== 'string').map(looseShapeOf);
  return [nameOf(namespace, name), values, text.trim(), sorted(inner)];
}

/** Shapes in an order that does not depend on how they came. */
export function sorted(shapes: readonly (readonly unknown[])[]): readonly (readonly unknown[])[] {
  return shapes.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
