import {
  elementsOf,
  type NamespaceScope,
  namespaceOfPrefix,
  textOf,
  withChildren,
  type XmlElement,
} from '../../../../core/wire/netconf/index.ts';
import type { XPathExpression, XPathName, XPathPredicate, XPathStep } from './expression.ts';

/** A node that was selected, with the elements around it from the top down, itself last. */
export type Selected = readonly XmlElement[];

/** Nodes looked at for one expression, so that `//` over everything stays bounded. A stack of eight has about 6,000. */
const VISITED_MAX = 200_000;

/** Thrown when an expression would cost too much. */
export class XPathTooLarge extends Error {}

/** A prefix that is not declared where the expression stands. */
export class XPathPrefixUnknown extends Error {
  readonly prefix: string;

  constructor(prefix: string) {
    super(`the prefix ${prefix} is not declared`);
    this.prefix = prefix;
  }
}

/**
 * Evaluates an expression over the children of `data`. Prefixes mean what `scope` declares; a name without prefix fits every namespace
 * (assumed: ConfD is lenient there). An empty path selects every top-level node. Throws {@link XPathTooLarge}, {@link XPathPrefixUnknown}.
 */
export function selectNodes(
  paths: XPathExpression,
  scope: NamespaceScope | null,
  data: XmlElement,
): readonly Selected[] {
  for (const { prefix } of paths.flat().flatMap(namesIn))
    if (prefix !== null && namespaceOfPrefix(scope, prefix) === null) throw new XPathPrefixUnknown(prefix);
  const found = new Map<XmlElement, Selected>();
  const evaluation = new Evaluation(scope);
  for (const path of paths) {
    const nodes = path.length === 0 ? elementsOf(data).map((node) => [node]) : evaluation.walk(path, data);
    for (const node of nodes) {
      const last = node.at(-1);
      if (last !== undefined) found.set(last, node);
    }
  }
  return [...found.values()];
}

/** `data` with what was selected: the nodes whole, around them only what names the entries they stand in. */
export function onlySelected(
  data: XmlElement,
  nodes: readonly Selected[],
  keysOf: (entry: XmlElement) => readonly string[],
): XmlElement {
  const whole = new Set(nodes.map((node) => node.at(-1)));
  const around = new Set(nodes.flatMap((node) => node.slice(0, -1)));
  const prune = (element: XmlElement): XmlElement => {
    const keys = keysOf(element);
    const kept = elementsOf(element).flatMap((child) => {
      if (whole.has(child) || (around.has(element) && keys.includes(child.name))) return [child];
      return around.has(child) ? [prune(child)] : [];
    });
    return withChildren(element, kept);
  };
  return prune(data);
}

/** Every name of a step, for its prefix. */
function namesIn(step: XPathStep): readonly XPathName[] {
  return [step, ...step.predicates.flatMap((predicate) => ('path' in predicate ? predicate.path : []))];
}

class Evaluation {
  readonly #scope: NamespaceScope | null;
  #visited = 0;

  constructor(scope: NamespaceScope | null) {
    this.#scope = scope;
  }

  walk(path: readonly XPathStep[], data: XmlElement): readonly Selected[] {
    let nodes: readonly Selected[] = [[]];
    for (const step of path) nodes = nodes.flatMap((node) => this.#step(step, node, node.at(-1) ?? data));
    return nodes;
  }

  #step(step: XPathStep, around: Selected, parent: XmlElement): readonly Selected[] {
    const found: Selected[] = [];
    const fits = elementsOf(parent).filter((child) => this.#isNamed(child, step));
    for (const child of this.#filtered(fits, step.predicates)) found.push([...around, child]);
    if (step.axis === 'child') return found;
    for (const child of elementsOf(parent)) found.push(...this.#step(step, [...around, child], child));
    return found;
  }

  #filtered(nodes: readonly XmlElement[], predicates: readonly XPathPredicate[]): readonly XmlElement[] {
    let left = nodes;
    for (const predicate of predicates)
      left = left.filter((node, index) => this.#holds(node, index, predicate));
    return left;
  }

  #holds(node: XmlElement, index: number, predicate: XPathPredicate): boolean {
    if (predicate.kind === 'position') return predicate.at === index + 1;
    let at: readonly XmlElement[] = [node];
    for (const name of predicate.path)
      at = at.flatMap((one) => elementsOf(one).filter((child) => this.#isNamed(child, name)));
    return predicate.kind === 'exists'
      ? at.length > 0
      : at.some((one) => textOf(one).trim() === predicate.value);
  }

  #isNamed(element: XmlElement, { prefix, name }: XPathName): boolean {
    this.#visited += 1;
    if (this.#visited > VISITED_MAX) throw new XPathTooLarge();
    if (name !== '*' && element.name !== name) return false;
    return prefix === null || namespaceOfPrefix(this.#scope, prefix) === element.namespace;
  }
}
