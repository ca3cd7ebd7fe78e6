import { NETCONF_NAMESPACE } from '../../../core/wire/netconf/index.ts';
import { MODULE_FEATURES } from '../platforms/modules/features.ts';
import { announcedModules, type YangModule } from '../platforms/modules/modules.ts';
import { withCandidateCapabilities } from '../platforms/protocol-capabilities.ts';
import type { CandidateMode } from '../model/candidate.ts';
import type { Release } from '../platforms/release.ts';

/** The capability that real devices write with line feeds around it; a client must trim before it compares. */
const WRAPPED = '\n        urn:ietf:params:netconf:capability:notification:1.1\n      ';

interface PreparedHello {
  /** Everything before the digits of the session-id; the same bytes for every session of a release. */
  readonly head: Uint8Array;
  /** Everything after them, with the delimiter. */
  readonly tail: string;
}

const prepared = new Map<string, PreparedHello>();

/** The hello of a release for one session, in two pieces: the first is shared and must not be changed. */
export function helloBytes(
  release: Release,
  sessionId: number,
  candidate: CandidateMode,
): readonly [Uint8Array, Uint8Array] {
  const key = `${release.version} ${candidate}`;
  const hello = prepared.get(key) ?? prepare(announcedCapabilities(release, candidate));
  prepared.set(key, hello);
  return [hello.head, new TextEncoder().encode(`${sessionId}${hello.tail}`)];
}

/** Every capability of a release, in the order of the wire. */
export function announcedCapabilities(release: Release, candidate: CandidateMode): readonly string[] {
  return [
    ...withCandidateCapabilities(release.netconf.capabilities, candidate),
    ...announcedModules(release).map(moduleCapability),
    WRAPPED,
  ];
}

function moduleCapability(
  { name, namespace, revision }: YangModule,
  _index: number,
  all: readonly YangModule[],
) {
  const query = [`module=${name}`];
  if (revision !== '') query.push(`revision=${revision}`);
  const features = MODULE_FEATURES[name];
  if (features !== undefined) query.push(`features=${features}`);
  const deviations = deviationsOf(name, all);
  if (deviations.length > 0) query.push(`deviations=${deviations.join(',')}`);
  return `${namespace}?${query.join('&')}`;
}

/**
 * Modules that deviate from this one, by the way they are named: `Cisco-IOS-XE-cef-deviation` and
 * `cisco-xe-openconfig-acl-deviation` belong to `Cisco-IOS-XE-cef` and `openconfig-acl`. Real lists are longer.
 */
function deviationsOf(name: string, all: readonly YangModule[]): readonly string[] {
  const index = deviationIndex.get(all) ?? indexDeviations(all);
  deviationIndex.set(all, index);
  return index.get(name) ?? [];
}

const deviationIndex = new WeakMap<readonly YangModule[], ReadonlyMap<string, readonly string[]>>();

function indexDeviations(all: readonly YangModule[]): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  for (const { name } of all) {
    if (!name.endsWith('-deviation')) continue;
    const target = name.replace(/-deviation$/, '').replace(/^cisco-xe-(switching-(cat9k-)?)?/, '');
    index.set(target, [...(index.get(target) ?? []), name]);
  }
  return index;
}

/** Written by hand, in the indented form of the captures, so that a mistake of the codec is not shared with its user. */
function prepare(capabilities: readonly string[]): PreparedHello {
  const list = capabilities.map((uri) => `      <capability>${uri.replaceAll('&', '&amp;')}</capability>\n`);
  const head = [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<hello xmlns="${NETCONF_NAMESPACE}">\n    <capabilities>\n`,
    ...list,
    '    </capabilities>\n    <session-id>',
  ].join('');
  return { head: new TextEncoder().encode(head), tail: '</session-id></hello>]]>]]>' };
}
