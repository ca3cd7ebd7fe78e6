import { elementsOf, type XmlElement } from '../../../../core/wire/netconf/index.ts';
import type { Chassis, LiveSession } from '../../chassis.ts';
import type { Lock } from '../../model/lock.ts';
import type { PartialLock } from '../../model/partial-lock.ts';
import { candidateMode } from '../../model/state.ts';
import { yangDate } from '../../model/time-text.ts';
import { announcedCapabilities } from '../hello.ts';
import { servedSchemas } from '../schemas.ts';
import { maker } from './elements.ts';
import { instanceIdentifier } from './instance-identifier.ts';

/** Namespace of `ietf-netconf-monitoring`, RFC 6022. */
export const MONITORING_NAMESPACE = 'urn:ietf:params:xml:ns:yang:ietf-netconf-monitoring';

const x = maker(MONITORING_NAMESPACE);

/** `/netconf-state`, RFC 6022 section 2.1. The parts are made when `wanted`, the filter's node, may select them. */
export function netconfState(chassis: Chassis, wanted: XmlElement | null): XmlElement {
  const asked = wanted === null ? [] : elementsOf(wanted).map((element) => element.name);
  const part = (name: string, make: () => readonly XmlElement[]): XmlElement | null =>
    asked.length === 0 || asked.includes(name) ? x(name, make()) : null;
  return x('netconf-state', [
    part('capabilities', () => capabilities(chassis)),
    part('datastores', () => datastores(chassis)),
    part('schemas', () => schemas(chassis)),
    part('sessions', () => chassis.sessions().flatMap(session)),
    part('statistics', () => [x('netconf-start-time', yangDate(chassis.notices.createdMs))]),
  ]);
}

function capabilities({ state }: Chassis): readonly XmlElement[] {
  const uris = announcedCapabilities(state.facts.release, candidateMode(state)).map((uri) => uri.trim());
  return [...new Set(uris)].map((uri) => x('capability', uri));
}

function datastores({ state, lock }: Chassis): readonly XmlElement[] {
  const running = x('datastore', [x('name', 'running'), locks(lock, state.partialLocks)]);
  if (candidateMode(state) === 'off') return [running];
  return [running, x('datastore', [x('name', 'candidate'), locks(state.candidate.lock, [])])];
}

function locks(lock: Lock | null, partial: readonly PartialLock[]): XmlElement | null {
  if (lock === null && partial.length === 0) return null;
  if (lock !== null)
    return x('locks', [
      x('global-lock', [x('locked-by-session', lock.session), x('locked-time', yangDate(lock.sinceMs))]),
    ]);
  return x(
    'locks',
    partial.map(({ id, session: by, sinceMs, selects, paths }) =>
      x('partial-lock', [
        x('lock-id', id),
        x('locked-by-session', by),
        x('locked-time', yangDate(sinceMs)),
        ...selects.map(({ text, scope }) => ({ ...x('select', text), scope })),
        ...paths.map((path) => instanceIdentifier(x('locked-node'), path)),
      ]),
    ),
  );
}

function schemas({ state }: Chassis): readonly XmlElement[] {
  return servedSchemas(state.facts.release).map(({ name, revision, namespace }) =>
    x('schema', [
      x('identifier', name),
      x('version', revision),
      x('format', 'yang'),
      x('namespace', namespace),
      x('location', 'NETCONF'),
    ]),
  );
}

function session({ number, info }: LiveSession): readonly XmlElement[] {
  if (info === undefined) return [];
  return [
    x('session', [
      x('session-id', number),
      x('transport', 'netconf-ssh'),
      x('username', info.user),
      x('source-host', '127.0.0.1'),
      x('login-time', yangDate(info.loginMs)),
      x('in-rpcs', info.inRpcs),
      x('in-bad-rpcs', info.inBadRpcs),
      x('out-rpc-errors', info.outRpcErrors),
      x('out-notifications', info.outNotifications),
    ]),
  ];
}
