import { NETCONF_NAMESPACE, attribute, el } from '../netconf/index.ts';
import type { XmlElement } from '../netconf/index.ts';
import type { Level } from '../../model/level.ts';
import { checkLevel, checkReason, checkToken } from './arguments.ts';
import * as ns from './namespaces.ts';
import * as paths from './paths.ts';

/** A datastore that we lock, read or write. IOS XE offers no `startup`; `save-config` writes it. */
export type Datastore = 'running' | 'candidate';

/** Reads the boot level and nothing else: a whole running-config is megabytes and holds secrets. */
export function getBootLevel(source: Datastore): XmlElement {
  const filter = nest(ns.NATIVE_NAMESPACE, paths.BOOT_LEVEL_PATH, []);
  return netconf('get-config', [netconf('source', [netconf(source)]), subtree([filter])]);
}

/** Reads boot time, release, reason of the last reboot, whether configuration is unsaved; and the chassis of the inventory. */
export function getDevice(): XmlElement {
  const chassis = hardware('device-inventory', [
    hardware('hw-type', paths.CHASSIS_TYPE),
    hardware('hw-dev-index'),
    hardware('part-number'),
    hardware('serial-number'),
  ]);
  return get(nest(ns.HARDWARE_NAMESPACE, paths.HARDWARE_PATH, [hardware('device-system-data'), chassis]));
}

/** Reads what changes while a device is watched: the same without the inventory. */
export function getSystem(): XmlElement {
  return get(nest(ns.HARDWARE_NAMESPACE, paths.HARDWARE_PATH, [hardware('device-system-data')]));
}

/** Reads number, role, serial and state of every stack member. */
export function getStack(): XmlElement {
  const leaves = ['chassis-number', 'role', 'serial-number', 'node-state'].map((leaf) =>
    el(ns.STACK_NAMESPACE, leaf),
  );
  const node = el(ns.STACK_NAMESPACE, 'stack-node', leaves);
  return get(nest(ns.STACK_NAMESPACE, paths.STACK_PATH, [node]));
}

/** Reads licenses in use, registration and trust. Releases before 17.4 have no trust and leave it out. */
export function getLicenses(): XmlElement {
  const parts = ['registration', 'usage', 'trust-code'].map((part) => el(ns.SMART_LICENSE_NAMESPACE, part));
  return get(nest(ns.SMART_LICENSE_NAMESPACE, paths.LICENSE_STATE_PATH, parts));
}

/** Asks which of the named modules the device has, through yang-library: the whole list is 250 KB. */
export function getModules(names: readonly string[]): XmlElement {
  const modules = names.map((name) =>
    library('module', [library('name', name), library('revision'), library('namespace')]),
  );
  return get(nest(ns.YANG_LIBRARY_NAMESPACE, paths.MODULES_PATH, modules));
}

/** Asks whether the device copies its running-config into the datastore just now; edits may be refused meanwhile. */
export function isSyncing(): XmlElement {
  return el(ns.CISCO_IA_NAMESPACE, 'is-syncing');
}

/**
 * Writes the boot level: a merge, since the levels are a choice and writing one removes the other. Where no add-on is
 * wanted the level's container is replaced, because a merge would keep the add-on that is there. Nothing is ever deleted:
 * from 17.13 a switch refuses it. Throws `LEVEL_NOT_ALLOWED`.
 */
export function editBootLevel(target: Datastore, level: Level): XmlElement {
  const { network, addon } = checkLevel(level);
  const replace = [attribute('operation', 'replace', NETCONF_NAMESPACE, 'nc')];
  const container =
    addon === null
      ? el(ns.NATIVE_NAMESPACE, network, [], replace)
      : el(ns.NATIVE_NAMESPACE, network, [el(ns.NATIVE_NAMESPACE, paths.ADDON_LEAF, addon)]);
  const config = netconf('config', [nest(ns.NATIVE_NAMESPACE, paths.BOOT_LEVEL_PATH, [container])]);
  return netconf('edit-config', [netconf('target', [netconf(target)]), config]);
}

/** Locks a datastore for this session. */
export function lock(target: Datastore): XmlElement {
  return netconf('lock', [netconf('target', [netconf(target)])]);
}

/** Frees a datastore that this session locked. */
export function unlock(target: Datastore): XmlElement {
  return netconf('unlock', [netconf('target', [netconf(target)])]);
}

/** Checks the candidate without applying it. */
export function validate(): XmlElement {
  return netconf('validate', [netconf('source', [netconf('candidate')])]);
}

/** Applies the candidate to running. */
export function commit(): XmlElement {
  return netconf('commit');
}

/** Makes the candidate equal to running again. */
export function discardChanges(): XmlElement {
  return netconf('discard-changes');
}

/** Copies running to startup. Seconds on a switch. */
export function saveConfig(): XmlElement {
  return el(ns.CISCO_IA_NAMESPACE, 'save-config');
}

/** Restarts the device. `force` is never sent: unsaved configuration must stop it. Throws `RELOAD_REASON_INVALID`. */
export function reload(reason: string): XmlElement {
  return el(ns.XE_RPC_NAMESPACE, 'reload', [el(ns.XE_RPC_NAMESPACE, 'reason', checkReason(reason))]);
}

/** How trust is asked for. */
export interface TrustOptions {
  /** Also for the other members of the stack or pair. */
  readonly allMembers: boolean;
  /** Ask CSSM for a new trust code although one is installed. */
  readonly force: boolean;
}

/** Begins to establish trust with CSSM (Smart Licensing Using Policy, 17.4 and later). Throws `ID_TOKEN_INVALID`. */
export function trust(token: string, { allMembers, force }: TrustOptions): XmlElement {
  const leaves = [license('id-token', checkToken(token)), license('all-ha', String(allMembers))];
  if (force) leaves.push(license('force', 'true'));
  return license('id-token-trust', leaves);
}

/** Begins to register with CSSM (Smart Licensing before 17.3.2). Throws `ID_TOKEN_INVALID`. */
export function register(token: string, { force }: Pick<TrustOptions, 'force'>): XmlElement {
  const leaves = [license('id-token', checkToken(token))];
  if (force) leaves.push(license('force', 'true'));
  return license('register-id-token', leaves);
}

/** Ends the registration at once (Smart Licensing before 17.3.2). */
export function deRegister(): XmlElement {
  return license('de-register');
}

/** Ends the session in an orderly way; its locks end with it. */
export function closeSession(): XmlElement {
  return netconf('close-session');
}

function get(filter: XmlElement): XmlElement {
  return netconf('get', [subtree([filter])]);
}

function subtree(children: readonly XmlElement[]): XmlElement {
  return el(NETCONF_NAMESPACE, 'filter', children, [attribute('type', 'subtree')]);
}

function nest(namespace: string, path: readonly string[], children: readonly XmlElement[]): XmlElement {
  const [name = '', ...rest] = path;
  return el(namespace, name, rest.length === 0 ? children : [nest(namespace, rest, children)]);
}

function netconf(name: string, children: readonly XmlElement[] = []): XmlElement {
  return el(NETCONF_NAMESPACE, name, children);
}

function hardware(name: string, children: readonly XmlElement[] | string = []): XmlElement {
  return el(ns.HARDWARE_NAMESPACE, name, children);
}

function library(name: string, children: readonly XmlElement[] | string = []): XmlElement {
  return el(ns.YANG_LIBRARY_NAMESPACE, name, children);
}

function license(name: string, children: readonly XmlElement[] | string = []): XmlElement {
  return el(ns.SMART_LICENSE_NAMESPACE, name, children);
}
