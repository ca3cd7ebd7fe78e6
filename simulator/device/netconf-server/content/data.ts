import {
  HARDWARE_NAMESPACE,
  INSTALL_NAMESPACE,
  NATIVE_NAMESPACE,
  SMART_LICENSE_NAMESPACE,
  STACK_NAMESPACE,
  YANG_LIBRARY_NAMESPACE,
} from '../../../../core/wire/ios-xe/namespaces.ts';
import {
  el,
  elementsOf,
  filterSubtree,
  NETCONF_NAMESPACE,
  type XmlElement,
} from '../../../../core/wire/netconf/index.ts';
import type { Chassis } from '../../chassis.ts';
import type { DeviceState } from '../../model/state.ts';
import { INTERFACE_TYPES } from '../../platforms/platform.ts';
import type { Filter } from '../filter.ts';
import { onlySelected, selectNodes } from '../xpath/select.ts';
import { hardwareData } from './hardware.ts';
import { installData } from './install.ts';
import { modulesState } from './library.ts';
import { licensing } from './license-state.ts';
import { MONITORING_NAMESPACE, netconfState } from './monitoring.ts';
import { native } from './native.ts';
import { eventStreams, STREAMS_NAMESPACE } from './streams.ts';
import { stackData } from './stack.ts';

/** What is read: configuration alone, or configuration and state. */
export type Scope = 'config' | 'all';

/** What is read of which switch; `state` is that of the chassis, with the candidate in place of running where that is asked for. */
export interface Source {
  readonly state: DeviceState;
  readonly scope: Scope;
  readonly chassis: Chassis;
}

/** A top-level node of the data, made only when a filter wants it. */
interface Root {
  readonly name: string;
  readonly namespace: string;
  /** Null where the release has none. `wanted`: the filter's node, when there is one. */
  make(source: Source, wanted: XmlElement | null): XmlElement | null;
  /** It is there for `get` alone. */
  readonly isState?: true;
}

const ROOTS: readonly Root[] = [
  {
    name: 'native',
    namespace: NATIVE_NAMESPACE,
    make: ({ state }, wanted) => native(state, wanted),
  },
  {
    name: 'licensing',
    namespace: SMART_LICENSE_NAMESPACE,
    make: ({ state, scope, chassis }) => licensing(state, scope === 'all', chassis.now()),
  },
  {
    name: 'device-hardware-data',
    namespace: HARDWARE_NAMESPACE,
    make: ({ state, chassis }) => hardwareData(state, chassis.now()),
    isState: true,
  },
  {
    name: 'stack-oper-data',
    namespace: STACK_NAMESPACE,
    make: ({ state }) => (state.facts.release.hasStackOper ? stackData(state) : null),
    isState: true,
  },
  {
    name: 'install-oper-data',
    namespace: INSTALL_NAMESPACE,
    make: ({ state }) => installData(state),
    isState: true,
  },
  {
    name: 'modules-state',
    namespace: YANG_LIBRARY_NAMESPACE,
    make: ({ state }, wanted) => modulesState(state.facts.release, wanted),
    isState: true,
  },
  {
    name: 'netconf-state',
    namespace: MONITORING_NAMESPACE,
    make: ({ chassis }, wanted) => netconfState(chassis, wanted),
    isState: true,
  },
  {
    name: 'netconf',
    namespace: STREAMS_NAMESPACE,
    make: ({ chassis }) => eventStreams(chassis.notices),
    isState: true,
  },
];

/** Leaves that name an entry of a list: they come along when a filter selects parts of it (RFC 6241 §6.2.5). */
const KEYS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['device-inventory', ['hw-type', 'hw-dev-index']],
  ['stack-node', ['chassis-number']],
  ['usage', ['entitlement-tag']],
  ['trust-code', ['key_udi']],
  ['module', ['name', 'revision']],
  ['session', ['session-id']],
  ['datastore', ['name']],
  ['schema', ['identifier', 'version', 'format']],
  ['stream', ['name']],
  ['install-location-information', ['fru', 'slot', 'bay', 'chassis']],
  ['install-version-info', ['version', 'version-extension']],
  ['partial-lock', ['lock-id']],
  ...INTERFACE_TYPES.map((type) => [type, ['name']] as const),
]);

/** Names of the keys of a list entry; none for what is no entry. */
export function keysOf(entry: XmlElement): readonly string[] {
  return KEYS.get(entry.name) ?? [];
}

/**
 * `<data>` for a get or get-config: everything, or what a filter selects. A filter node of a namespace that the device does not know
 * selects nothing and is no error (RFC 6241 §6.2.1). Throws `NETCONF_FILTER_TOO_LARGE`, `XPathTooLarge`, `XPathPrefixUnknown`.
 */
export function readData(source: Source, filter: Filter | null): XmlElement {
  if (filter === null) return whole(source, () => true);
  if (filter.kind === 'subtree') {
    const wanted = elementsOf(filter.element);
    return filterSubtree(filter.element, subtrees(source, wanted), { keysOf });
  }
  const firsts = filter.paths.map((path) => path[0]);
  const names = new Set(firsts.map((step) => (step?.axis === 'child' ? step.name : '*')));
  const data = whole(source, (root) => names.has('*') || names.has(root.name));
  return onlySelected(data, selectNodes(filter.paths, filter.scope, data), keysOf);
}

function whole(source: Source, isAsked: (root: Root) => boolean): XmlElement {
  const roots = ROOTS.filter((root) => isThere(root, source) && isAsked(root));
  return dataOf(roots.map((root) => root.make(source, null)));
}

function subtrees(source: Source, wanted: readonly XmlElement[]): XmlElement {
  const roots: (XmlElement | null)[] = [];
  for (const root of ROOTS) {
    const nodes = wanted.filter((node) => isAsked(node, root));
    if (nodes.length === 0 || !isThere(root, source)) continue;
    roots.push(root.make(source, nodes.length === 1 ? (nodes[0] ?? null) : null));
  }
  return dataOf(roots);
}

function dataOf(roots: readonly (XmlElement | null)[]): XmlElement {
  return el(
    NETCONF_NAMESPACE,
    'data',
    roots.filter((root) => root !== null),
  );
}

function isThere({ isState }: Root, { scope }: Source): boolean {
  return scope === 'all' || isState !== true;
}

function isAsked(node: XmlElement, root: Root): boolean {
  return node.name === root.name && (node.namespace === '' || node.namespace === root.namespace);
}
