import { el, type XmlElement } from '../../../../core/wire/netconf/index.ts';

/** Makes elements of one namespace. */
export type Maker = (name: string, content?: Content) => XmlElement;

/** A leaf's value, or children of which absent ones are left out. */
export type Content = string | number | boolean | readonly (XmlElement | null)[];

/** A maker of elements in `namespace`: leaves from values, containers from children. */
export function maker(namespace: string): Maker {
  return (name, content = []) => {
    if (typeof content === 'object')
      return el(
        namespace,
        name,
        content.filter((child) => child !== null),
      );
    return el(namespace, name, String(content));
  };
}
