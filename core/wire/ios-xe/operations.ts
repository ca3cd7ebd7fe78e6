import { writeXml } from '../netconf/index.ts';
import type { XmlElement } from '../netconf/index.ts';
import type { EffectKind } from '../../machine.ts';
import { OPERATION_SHAPES } from './operation-shapes.ts';
import * as requests from './requests.ts';
import { hasShape } from './shapes.ts';

/** Name of an operation that may be sent over NETCONF. */
export type OperationName = keyof typeof OPERATION_SHAPES;

/** One entry of the closed list, as the judge names it. */
export interface Operation {
  readonly name: OperationName;
  /** A read changes nothing on the device, in its datastores or at CSSM; a lock is a change, others are kept out by it. */
  readonly kind: 'read' | 'change';
  /** How it may be repeated after its outcome was lost. */
  readonly repeat: EffectKind;
}

/**
 * THE CLOSED LIST of operations that are sent to a switch over NETCONF (I21); `cli/lines.ts` is that of the CLI. What is
 * not on it is never sent: factory-reset, kill-session, copy, delete-config, copy-config, config-ios-cli-rpc, a reload
 * with `force`, an edit of anything but the boot level.
 */
export const OPERATIONS = {
  getBootLevel: entry('get-boot-level', 'read', 'read', requests.getBootLevel),
  getDevice: entry('get-device', 'read', 'read', requests.getDevice),
  getSystem: entry('get-system', 'read', 'read', requests.getSystem),
  getStack: entry('get-stack', 'read', 'read', requests.getStack),
  getLicenses: entry('get-licenses', 'read', 'read', requests.getLicenses),
  getModules: entry('get-modules', 'read', 'read', requests.getModules),
  isSyncing: entry('is-syncing', 'read', 'read', requests.isSyncing),
  validate: entry('validate', 'read', 'read', requests.validate),
  closeSession: entry('close-session', 'read', 'read', requests.closeSession),
  lock: entry('lock', 'change', 'mutation', requests.lock),
  unlock: entry('unlock', 'change', 'mutation', requests.unlock),
  editBootLevel: entry('edit-boot-level', 'change', 'mutation', requests.editBootLevel),
  commit: entry('commit', 'change', 'mutation', requests.commit),
  discardChanges: entry('discard-changes', 'change', 'mutation', requests.discardChanges),
  saveConfig: entry('save-config', 'change', 'mutation', requests.saveConfig),
  reload: entry('reload', 'change', 'at-most-once', requests.reload),
  trust: entry('trust', 'change', 'at-most-once', requests.trust),
  register: entry('register', 'change', 'at-most-once', requests.register),
  deRegister: entry('de-register', 'change', 'at-most-once', requests.deRegister),
} as const;

const BY_NAME: ReadonlyMap<string, Operation> = new Map(
  Object.values(OPERATIONS).map(({ name, kind, repeat }) => [name, { name, kind, repeat }]),
);

/**
 * Which entry of the closed list an operation element (the child of `<rpc>`) is; null when it is none. Judges what came
 * over the wire, by its own description of each entry, not by what the sender meant.
 */
export function recogniseOperation(element: XmlElement): Operation | null {
  for (const [name, shape] of Object.entries(OPERATION_SHAPES)) {
    if (hasShape(element, shape)) return BY_NAME.get(name) ?? null;
  }
  return null;
}

function entry<const Name extends OperationName, Arguments extends readonly unknown[]>(
  name: Name,
  kind: Operation['kind'],
  repeat: EffectKind,
  element: (...values: Arguments) => XmlElement,
) {
  return {
    name,
    kind,
    repeat,
    /** The operation as a tree, for `writeRpc`. */
    element,
    /** The operation as XML text, the content of `<rpc>`. */
    build: (...values: Arguments): string => writeXml(element(...values)),
  };
}
