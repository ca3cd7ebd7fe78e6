import { ProtocolError } from '../../errors.ts';
import { DEFAULT_LIMITS, type NetconfLimits } from './limits.ts';
import { attributeOf, elementsOf, textOf, withChildren, type XmlElement } from './xml-tree.ts';

/** What a filter may be given besides itself. */
export interface SubtreeFilterOptions {
  /**
   * Names of the leaves that identify a list entry, for the entries that a filter selects parts of; RFC 6241 §6.2.5 lets a server
   * include them. Default: none are added.
   */
  readonly keysOf?: (entry: XmlElement) => readonly string[];
  /** Default `DEFAULT_LIMITS`; `filterElementsMax` counts. */
  readonly limits?: NetconfLimits;
}

/** What is taken of one element: all of it, or some children by index. */
type Selection = 'all' | Map<number, Selection>;

/** The nodes of one sibling set of a filter, by kind (RFC 6241 §6.2). */
interface SiblingSet {
  readonly containment: readonly FilterNode[];
  readonly selection: readonly FilterNode[];
  readonly contentMatch: readonly FilterNode[];
}

/** A filter element made ready: its kind is decided once, not for each data node. */
interface FilterNode {
  readonly element: XmlElement;
  readonly text: string;
  readonly inner: SiblingSet;
}

/**
 * Applies a subtree filter, RFC 6241 §6: namespace selection (a filter node without namespace matches any), attribute match, containment,
 * selection and content match nodes. `filter`: the `<filter>` element; an empty one selects nothing (§6.4.2). `data`: the element that
 * holds the top-level nodes. Returns `data` with what was selected; parts taken whole are shared. Pure. Throws ProtocolError
 * `NETCONF_FILTER_TOO_LARGE`.
 */
export function filterSubtree(
  filter: XmlElement,
  data: XmlElement,
  options: SubtreeFilterOptions = {},
): XmlElement {
  const { filterElementsMax } = options.limits ?? DEFAULT_LIMITS;
  if (countElements(filter) - 1 > filterElementsMax) {
    throw new ProtocolError(
      'NETCONF_FILTER_TOO_LARGE',
      `expected a filter within the size limit of ${filterElementsMax} elements, got a larger one`,
      {
        definite: true,
      },
    );
  }
  const roots = prepare(filter);
  const selected = isEmpty(roots) ? null : selectChildren(roots, data);
  return selected === null ? withChildren(data, []) : take(data, selected, options.keysOf ?? noKeys);
}

/** Processes one sibling set of the filter against the children of `parent` (RFC 6241 §6.2.5, §6.3); null when nothing is selected. */
function selectChildren(set: SiblingSet, parent: XmlElement): Selection | null {
  const selected = new Map<number, Selection>();
  for (const node of set.contentMatch) {
    if (!selectMatches(node, parent, selected)) return null;
  }
  if (set.selection.length === 0 && set.containment.length === 0) return 'all';
  parent.children.forEach((child, index) => {
    if (typeof child === 'string' || selected.get(index) === 'all') return;
    const own = selectOne(set, child);
    if (own !== null) selected.set(index, own);
  });
  return selected.size === 0 ? null : selected;
}

/** A content match node: true when a leaf has its text; those leaves are selected. */
function selectMatches(node: FilterNode, parent: XmlElement, selected: Map<number, Selection>): boolean {
  let isMatched = false;
  parent.children.forEach((child, index) => {
    if (typeof child === 'string' || !matchesNode(node.element, child) || elementsOf(child).length > 0)
      return;
    if (textOf(child).trim() !== node.text) return;
    selected.set(index, 'all');
    isMatched = true;
  });
  return isMatched;
}

/** What all selection and containment nodes together take of one child. */
function selectOne(set: SiblingSet, child: XmlElement): Selection | null {
  if (set.selection.some((node) => matchesNode(node.element, child))) return 'all';
  let own: Selection | null = null;
  for (const node of set.containment) {
    if (!matchesNode(node.element, child)) continue;
    const inner = selectChildren(node.inner, child);
    if (inner === 'all') return 'all';
    if (inner !== null) own = own === null ? inner : merge(own, inner);
  }
  return own;
}

function merge(a: Selection, b: Selection): Selection {
  if (a === 'all' || b === 'all') return 'all';
  for (const [index, selection] of b) {
    const before = a.get(index);
    a.set(index, before === undefined ? selection : merge(before, selection));
  }
  return a;
}

function take(element: XmlElement, selection: Selection, keysOf: KeysOf): XmlElement {
  if (selection === 'all') return element;
  const keys = keysOf(element);
  const children: XmlElement[] = [];
  element.children.forEach((child, index) => {
    if (typeof child === 'string') return;
    const part = selection.get(index);
    if (part !== undefined) children.push(take(child, part, keysOf));
    else if (child.namespace === element.namespace && keys.includes(child.name)) children.push(child);
  });
  return withChildren(element, children);
}

type KeysOf = (entry: XmlElement) => readonly string[];

const noKeys: KeysOf = () => [];

/** Name, namespace (§6.2.1) and every attribute (§6.2.2) of the filter node fit. */
function matchesNode(node: XmlElement, candidate: XmlElement): boolean {
  if (node.name !== candidate.name || (node.namespace !== '' && node.namespace !== candidate.namespace))
    return false;
  return node.attributes.every(
    (wanted) => attributeOf(candidate, wanted.name, wanted.namespace) === wanted.value,
  );
}

function prepare(parent: XmlElement): SiblingSet {
  const nodes = elementsOf(parent).map(
    (element): FilterNode => ({ element, text: textOf(element).trim(), inner: prepare(element) }),
  );
  return {
    containment: nodes.filter((node) => !isEmpty(node.inner)),
    selection: nodes.filter((node) => isEmpty(node.inner) && node.text === ''),
    contentMatch: nodes.filter((node) => isEmpty(node.inner) && node.text !== ''),
  };
}

function isEmpty(set: SiblingSet): boolean {
  return set.containment.length + set.selection.length + set.contentMatch.length === 0;
}

function countElements(element: XmlElement): number {
  return elementsOf(element).reduce((sum, child) => sum + countElements(child), 1);
}
