import {
  HARDWARE_NAMESPACE,
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
import type { DeviceState } from '../../model/state.ts';
import { INTERFACE_TYPES } from '../../platforms/platform.ts';
import { hardwareData } from './hardware.ts';
import { modulesState } from './library.ts';
import { licensing } from './license-state.ts';
import { native } from './native.ts';
import { stackData } from './stack.ts';

/** What is read: configuration alone, or configuration and state. */
export type Scope = 'config' | 'all';

/** A top-level node of the data, made only when a filter wants it. */
interface Root {
  readonly name: string;
  readonly namespace: string;
  /** Null where the release or scope has none. `wanted`: the filter's node, when there is one. */
  make(state: DeviceState, scope: Scope, nowMs: number, wanted: XmlElement | null): XmlElement | null;
}

const ROOTS: readonly Root[] = [
  {
    name: 'native',
    namespace: NATIVE_NAMESPACE,
    make: (state, _scope, _nowMs, wanted) => native(state, wanted),
  },
  {
    name: 'licensing',
    namespace: SMART_LICENSE_NAMESPACE,
    make: (state, scope, nowMs) => licensing(state, scope === 'all', nowMs),
  },
  {
    name: 'device-hardware-data',
    namespace: HARDWARE_NAMESPACE,
    make: (state, scope, nowMs) => (scope === 'all' ? hardwareData(state, nowMs) : null),
  },
  {
    name: 'stack-oper-data',
    namespace: STACK_NAMESPACE,
    make: (state, scope) => (scope === 'all' && state.facts.release.hasStackOper ? stackData(state) : null),
  },
  {
    name: 'modules-state',
    namespace: YANG_LIBRARY_NAMESPACE,
    make: (state, scope, _nowMs, wanted) =>
      scope === 'all' ? modulesState(state.facts.release, wanted) : null,
  },
];

/** Leaves that name an entry of a list: they come along when a filter selects parts of it (RFC 6241 §6.2.5). */
const KEYS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['device-inventory', ['hw-type', 'hw-dev-index']],
  ['stack-node', ['chassis-number']],
  ['usage', ['entitlement-tag']],
  ['trust-code', ['key_udi']],
  ['module', ['name', 'revision']],
  ...INTERFACE_TYPES.map((type) => [type, ['name']] as const),
]);

/**
 * `<data>` for a get or get-config: everything, or what a subtree filter selects. A filter node of a namespace that the
 * device does not know selects nothing and is no error (RFC 6241 §6.2.1). Throws `NETCONF_FILTER_TOO_LARGE`.
 */
export function readData(
  state: DeviceState,
  scope: Scope,
  filter: XmlElement | null,
  nowMs: number,
): XmlElement {
  const wanted = filter === null ? null : elementsOf(filter);
  const roots: XmlElement[] = [];
  for (const root of ROOTS) {
    const nodes = wanted?.filter((node) => isAsked(node, root)) ?? [];
    if (wanted !== null && nodes.length === 0) continue;
    const made = root.make(state, scope, nowMs, nodes.length === 1 ? (nodes[0] ?? null) : null);
    if (made !== null) roots.push(made);
  }
  const data = el(NETCONF_NAMESPACE, 'data', roots);
  return filter === null
    ? data
    : filterSubtree(filter, data, { keysOf: (entry) => KEYS.get(entry.name) ?? [] });
}

function isAsked(node: XmlElement, root: Root): boolean {
  return node.name === root.name && (node.namespace === '' || node.namespace === root.namespace);
}
