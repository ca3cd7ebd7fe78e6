import { NATIVE_NAMESPACE } from '../../../../core/wire/ios-xe/namespaces.ts';
import { withChildren, type XmlElement } from '../../../../core/wire/netconf/index.ts';

/** Declares the prefix that {@link instanceIdentifier} writes. */
const SCOPE = { prefix: 'ios', namespace: NATIVE_NAMESPACE, outer: null };

/**
 * A leaf that names a node of `/native`, RFC 7950 section 9.13: `/ios:native/ios:interface/ios:GigabitEthernet[ios:name='1/0/1']`.
 * `path`: names from `native` down, list keys in brackets.
 */
export function instanceIdentifier(leaf: XmlElement, path: readonly string[]): XmlElement {
  const text = path.map((step) => `/ios:${step.replace('[', '[ios:')}`).join('');
  return { ...withChildren(leaf, [text]), scope: SCOPE };
}
