import { ProtocolError } from '../../errors.ts';

const CAPABILITY = 'urn:ietf:params:netconf:capability:';

/** Capability URIs that this project asks for or offers. RFC 6241 §8, RFC 5277, RFC 5717, RFC 6243, RFC 7895. */
export const CAPABILITIES = Object.freeze({
  base10: 'urn:ietf:params:netconf:base:1.0',
  base11: 'urn:ietf:params:netconf:base:1.1',
  writableRunning: `${CAPABILITY}writable-running:1.0`,
  candidate: `${CAPABILITY}candidate:1.0`,
  confirmedCommit10: `${CAPABILITY}confirmed-commit:1.0`,
  confirmedCommit11: `${CAPABILITY}confirmed-commit:1.1`,
  rollbackOnError: `${CAPABILITY}rollback-on-error:1.0`,
  validate10: `${CAPABILITY}validate:1.0`,
  validate11: `${CAPABILITY}validate:1.1`,
  startup: `${CAPABILITY}startup:1.0`,
  xpath: `${CAPABILITY}xpath:1.0`,
  notification: `${CAPABILITY}notification:1.0`,
  interleave: `${CAPABILITY}interleave:1.0`,
  partialLock: `${CAPABILITY}partial-lock:1.0`,
  withDefaults: `${CAPABILITY}with-defaults:1.0`,
  yangLibrary10: `${CAPABILITY}yang-library:1.0`,
  yangLibrary11: `${CAPABILITY}yang-library:1.1`,
});

/** A YANG 1.0 module as a capability announces it, RFC 6020 §5.6.4. IOS XE lists none of its own from 17.12 on (yang-library has them). */
export interface ModuleCapability {
  readonly module: string;
  readonly namespace: string;
  /** `YYYY-MM-DD`; null when not stated. */
  readonly revision: string | null;
  readonly features: readonly string[];
  readonly deviations: readonly string[];
}

/** What a list of capabilities holds, by URI without its query and by module name. */
interface CapabilityIndex {
  /** Query (after `?`, `''` for none) by URI. */
  readonly queries: ReadonlyMap<string, string>;
  modules: ReadonlyMap<string, ModuleCapability> | null;
}

/** An index lives as long as its list; hellos from one cache share both. */
const indexes = new WeakMap<readonly string[], CapabilityIndex>();

/** True when `uri` is offered, as it is or with parameters: `...:with-defaults:1.0` finds `...:with-defaults:1.0?basic-mode=explicit`. */
export function hasCapability(capabilities: readonly string[], uri: string): boolean {
  return indexOf(capabilities).queries.has(uri) || capabilities.includes(uri);
}

/** A parameter of a capability, undecoded; null when capability or parameter is absent. `capabilityParameter(list, CAPABILITIES.yangLibrary11, 'content-id')`. */
export function capabilityParameter(
  capabilities: readonly string[],
  uri: string,
  name: string,
): string | null {
  const query = indexOf(capabilities).queries.get(uri);
  return query === undefined ? null : parameterOf(query, name);
}

/** The modules that capabilities announce, by name; read at the first call. Of a module listed twice the first counts. */
export function moduleCapabilities(capabilities: readonly string[]): ReadonlyMap<string, ModuleCapability> {
  const index = indexOf(capabilities);
  index.modules ??= readModules(index.queries);
  return index.modules;
}

/** A base version of the protocol; it also decides the framing after the hellos: 1.1 is chunked (RFC 6242 §4.1). */
export type BaseVersion = '1.0' | '1.1';

/** The highest base version that both offer, RFC 6241 §8.1. Throws ProtocolError `NETCONF_NO_COMMON_BASE`: the session must end. */
export function negotiateBase(ours: readonly string[], theirs: readonly string[]): BaseVersion {
  if (ours.includes(CAPABILITIES.base11) && theirs.includes(CAPABILITIES.base11)) return '1.1';
  if (ours.includes(CAPABILITIES.base10) && theirs.includes(CAPABILITIES.base10)) return '1.0';
  const offered = theirs.filter((uri) => uri.startsWith('urn:ietf:params:netconf:base:')).join(', ');
  throw new ProtocolError(
    'NETCONF_NO_COMMON_BASE',
    `expected a base version that both sides offer, got ${offered === '' ? 'none' : offered.slice(0, 200)}`,
    {
      definite: true,
      hint: 'Is this port a YANG NETCONF server? IOS XE offers base:1.0 and base:1.1 with netconf-yang; the legacy `netconf ssh` is another service.',
    },
  );
}

function indexOf(capabilities: readonly string[]): CapabilityIndex {
  const known = indexes.get(capabilities);
  if (known !== undefined) return known;
  const queries = new Map<string, string>();
  for (const capability of capabilities) {
    const mark = capability.indexOf('?');
    const uri = mark === -1 ? capability : capability.slice(0, mark);
    if (!queries.has(uri)) queries.set(uri, mark === -1 ? '' : capability.slice(mark + 1));
  }
  const index: CapabilityIndex = { queries, modules: null };
  indexes.set(capabilities, index);
  return index;
}

function readModules(queries: ReadonlyMap<string, string>): ReadonlyMap<string, ModuleCapability> {
  const modules = new Map<string, ModuleCapability>();
  for (const [namespace, query] of queries) {
    const module = parameterOf(query, 'module');
    if (module === null || modules.has(module)) continue;
    modules.set(module, {
      module,
      namespace,
      revision: parameterOf(query, 'revision'),
      features: listOf(parameterOf(query, 'features')),
      deviations: listOf(parameterOf(query, 'deviations')),
    });
  }
  return modules;
}

function parameterOf(query: string, name: string): string | null {
  for (const pair of query.split('&')) {
    if (pair.startsWith(name) && pair[name.length] === '=') return pair.slice(name.length + 1);
  }
  return null;
}

function listOf(value: string | null): readonly string[] {
  return value === null || value === '' ? [] : value.split(',');
}
