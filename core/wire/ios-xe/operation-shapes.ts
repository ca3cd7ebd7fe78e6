import { NETCONF_NAMESPACE } from '../netconf/index.ts';
import { LEVELS } from '../../model/level.ts';
import { ID_TOKEN, RELOAD_REASON } from './arguments.ts';
import {
  CISCO_IA_NAMESPACE,
  HARDWARE_NAMESPACE,
  NATIVE_NAMESPACE,
  SMART_LICENSE_NAMESPACE,
  STACK_NAMESPACE,
  XE_RPC_NAMESPACE,
  YANG_LIBRARY_NAMESPACE,
} from './namespaces.ts';
import type { Shape } from './shapes.ts';

const DATASTORES: readonly Shape[] = [leaf('running'), leaf('candidate')];
const BOOLEAN = /^(true|false)$/;
const MODULE_NAME = /^[A-Za-z_][A-Za-z0-9_.-]{0,127}$/;

/** What each operation of the closed list looks like on the wire (I21). Read by the judge only; the builders do not use it. */
export const OPERATION_SHAPES = {
  'get-boot-level': {
    ...leaf('get-config'),
    children: [
      { ...leaf('source'), oneOf: DATASTORES },
      filter(path(NATIVE_NAMESPACE, ['native', 'license', 'boot'], leaf('level', NATIVE_NAMESPACE))),
    ],
  },
  'get-device': hardware([
    leaf('device-system-data', HARDWARE_NAMESPACE),
    {
      ...leaf('device-inventory', HARDWARE_NAMESPACE),
      children: [
        { ...leaf('hw-type', HARDWARE_NAMESPACE), text: /^hw-type-chassis$/ },
        ...leaves(HARDWARE_NAMESPACE, 'hw-dev-index', 'part-number', 'serial-number'),
      ],
    },
  ]),
  'get-system': hardware([leaf('device-system-data', HARDWARE_NAMESPACE)]),
  'get-stack': get(
    path(STACK_NAMESPACE, ['stack-oper-data'], {
      ...leaf('stack-node', STACK_NAMESPACE),
      children: leaves(STACK_NAMESPACE, 'chassis-number', 'role', 'serial-number', 'node-state'),
    }),
  ),
  'get-licenses': get(
    path(SMART_LICENSE_NAMESPACE, ['licensing', 'state'], {
      ...leaf('state-info', SMART_LICENSE_NAMESPACE),
      children: leaves(SMART_LICENSE_NAMESPACE, 'registration', 'usage', 'trust-code'),
    }),
  ),
  'get-modules': get({
    ...leaf('modules-state', YANG_LIBRARY_NAMESPACE),
    many: {
      ...leaf('module', YANG_LIBRARY_NAMESPACE),
      children: [
        { ...leaf('name', YANG_LIBRARY_NAMESPACE), text: MODULE_NAME },
        ...leaves(YANG_LIBRARY_NAMESPACE, 'revision', 'namespace'),
      ],
    },
  }),
  'is-syncing': leaf('is-syncing', CISCO_IA_NAMESPACE),
  'edit-boot-level': {
    ...leaf('edit-config'),
    children: [
      { ...leaf('target'), oneOf: DATASTORES },
      {
        ...leaf('config'),
        children: [
          path(NATIVE_NAMESPACE, ['native', 'license', 'boot'], {
            ...leaf('level', NATIVE_NAMESPACE),
            oneOf: LEVELS.map(({ network, addon }) =>
              addon === null ? bareLevel(network) : levelWithAddon(network, addon),
            ),
          }),
        ],
      },
    ],
  },
  lock: { ...leaf('lock'), children: [{ ...leaf('target'), oneOf: DATASTORES }] },
  unlock: { ...leaf('unlock'), children: [{ ...leaf('target'), oneOf: DATASTORES }] },
  validate: { ...leaf('validate'), children: [{ ...leaf('source'), children: [leaf('candidate')] }] },
  commit: leaf('commit'),
  'discard-changes': leaf('discard-changes'),
  'save-config': leaf('save-config', CISCO_IA_NAMESPACE),
  reload: {
    ...leaf('reload', XE_RPC_NAMESPACE),
    children: [{ ...leaf('reason', XE_RPC_NAMESPACE), text: RELOAD_REASON }],
  },
  trust: {
    ...leaf('id-token-trust', SMART_LICENSE_NAMESPACE),
    children: [
      { ...leaf('id-token', SMART_LICENSE_NAMESPACE), text: ID_TOKEN },
      { ...leaf('all-ha', SMART_LICENSE_NAMESPACE), text: BOOLEAN },
    ],
    optional: [{ ...leaf('force', SMART_LICENSE_NAMESPACE), text: BOOLEAN }],
  },
  register: {
    ...leaf('register-id-token', SMART_LICENSE_NAMESPACE),
    children: [{ ...leaf('id-token', SMART_LICENSE_NAMESPACE), text: ID_TOKEN }],
    optional: [{ ...leaf('force', SMART_LICENSE_NAMESPACE), text: BOOLEAN }],
  },
  'de-register': leaf('de-register', SMART_LICENSE_NAMESPACE),
  'close-session': leaf('close-session'),
} as const satisfies Readonly<Record<string, Shape>>;

function leaf(name: string, namespace: string = NETCONF_NAMESPACE): Shape {
  return { namespace, name };
}

function leaves(namespace: string, ...names: readonly string[]): readonly Shape[] {
  return names.map((name) => leaf(name, namespace));
}

function path(namespace: string, names: readonly string[], last: Shape): Shape {
  return names.reduceRight<Shape>((inner, name) => ({ ...leaf(name, namespace), children: [inner] }), last);
}

function filter(inner: Shape): Shape {
  const attributes = [{ namespace: '', name: 'type', value: /^subtree$/ }];
  return { ...leaf('filter'), attributes, children: [inner] };
}

function get(inner: Shape): Shape {
  return { ...leaf('get'), children: [filter(inner)] };
}

function hardware(children: readonly Shape[]): Shape {
  const container: Shape = { ...leaf('device-hardware', HARDWARE_NAMESPACE), children };
  return get(path(HARDWARE_NAMESPACE, ['device-hardware-data'], container));
}

/** Without add-on the container must be replaced: merged, it would keep the add-on that is there. */
function bareLevel(network: string): Shape {
  const attributes = [{ namespace: NETCONF_NAMESPACE, name: 'operation', value: /^replace$/ }];
  return { ...leaf(network, NATIVE_NAMESPACE), attributes };
}

function levelWithAddon(network: string, addon: string): Shape {
  const text = new RegExp(`^${addon}$`);
  return { ...leaf(network, NATIVE_NAMESPACE), children: [{ ...leaf('addon', NATIVE_NAMESPACE), text }] };
}
