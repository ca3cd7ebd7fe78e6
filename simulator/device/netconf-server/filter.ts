import {
  attributeOf,
  childOf,
  NETCONF_NAMESPACE,
  type NamespaceScope,
  rpcError,
  type XmlElement,
} from '../../../core/wire/netconf/index.ts';
import { invalidXPath, missingAttribute, notSupported } from './errors.ts';
import type { Parameter } from './parameters.ts';
import { readXPath, type XPathExpression } from './xpath/expression.ts';

/** A filter of get, get-config or create-subscription. */
export type Filter =
  | { readonly kind: 'subtree'; readonly element: XmlElement }
  | { readonly kind: 'xpath'; readonly paths: XPathExpression; readonly scope: NamespaceScope | null };

/** The filter of an operation, RFC 6241 §6 and §8.9; null when there is none. Refuses what it cannot read. */
export function filterOf(operation: XmlElement): Parameter<Filter | null> {
  const filter =
    childOf(operation, NETCONF_NAMESPACE, 'filter') ?? childOf(operation, operation.namespace, 'filter');
  if (filter === null) return { value: null };
  const path = `/rpc/${operation.name}/filter`;
  const attribute = (name: string) =>
    attributeOf(filter, name) ?? attributeOf(filter, name, NETCONF_NAMESPACE);
  switch (attribute('type') ?? 'subtree') {
    case 'subtree':
      return { value: { kind: 'subtree', element: filter } };
    case 'xpath': {
      const select = attribute('select');
      if (select === null) return { error: missingAttribute(path, 'filter', 'select') };
      const paths = xpathOf(select, path);
      return 'error' in paths ? paths : { value: { kind: 'xpath', paths: paths.value, scope: filter.scope } };
    }
    default:
      return {
        error: rpcError({
          type: 'protocol',
          tag: 'bad-attribute',
          path,
          badAttribute: 'type',
          badElement: 'filter',
        }),
      };
  }
}

/** An XPath expression, or why it cannot be evaluated: no XPath, or beyond location paths with simple predicates. */
export function xpathOf(text: string, path: string): Parameter<XPathExpression> {
  const reading = readXPath(text.trim());
  switch (reading.kind) {
    case 'expression':
      return { value: reading.paths };
    case 'invalid':
      return { error: invalidXPath(path, reading.at) };
    case 'unsupported':
      return {
        error: notSupported(
          'of XPath, location paths with /, //, *, | and predicates [name], [name="value"], [3] are simulated',
        ),
      };
  }
}
