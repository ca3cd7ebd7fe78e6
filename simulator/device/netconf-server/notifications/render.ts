import { SMART_LICENSE_NAMESPACE } from '../../../../core/wire/ios-xe/namespaces.ts';
import {
  el,
  NOTIFICATION_NAMESPACE,
  writeXml,
  type XmlElement,
} from '../../../../core/wire/netconf/index.ts';
import type { ConfigEdit } from '../../model/config-edits.ts';
import type { Actor, NoticeContent } from '../../model/notice.ts';
import { yangDate } from '../../model/time-text.ts';
import { maker } from '../content/elements.ts';
import { instanceIdentifier } from '../content/instance-identifier.ts';
import { STREAMS_NAMESPACE } from '../content/streams.ts';

/** Namespace of `ietf-netconf-notifications`, RFC 6470. */
const EVENTS_NAMESPACE = 'urn:ietf:params:xml:ns:yang:ietf-netconf-notifications';
/** Longest `fail-message-type`. */
const FAIL_MESSAGE_MAX = 255;
/** Sessions come from this machine: a simulated switch does not see where its peer is. */
const SOURCE_HOST = '127.0.0.1';

const x = maker(EVENTS_NAMESPACE);
const sl = maker(SMART_LICENSE_NAMESPACE);

/** The text of a `<notification>`, RFC 5277 section 4. */
export function writeNotification(event: XmlElement, atMs: number): string {
  const time = el(NOTIFICATION_NAMESPACE, 'eventTime', yangDate(atMs));
  return writeXml(el(NOTIFICATION_NAMESPACE, 'notification', [time, event]));
}

/** `<replayComplete/>` or `<notificationComplete/>`. */
export function completeEvent(name: 'replayComplete' | 'notificationComplete'): XmlElement {
  return el(STREAMS_NAMESPACE, name);
}

/** The event element of a notice, as its YANG module defines it. */
export function eventOf(notice: NoticeContent): XmlElement {
  switch (notice.kind) {
    case 'config-change':
      return x('netconf-config-change', [
        changedBy(notice.by),
        x('datastore', 'running'),
        ...notice.edits.map(edit),
      ]);
    case 'session-start':
      return x('netconf-session-start', session(notice.by));
    case 'session-end':
      return x('netconf-session-end', [
        ...session(notice.by),
        notice.killedBy === null ? null : x('killed-by', notice.killedBy),
        x('termination-reason', notice.reason),
      ]);
    case 'confirmed-commit':
      return x('netconf-confirmed-commit', [
        ...(notice.by === null ? [] : session(notice.by)),
        x('confirm-event', notice.event),
        notice.timeoutS === null ? null : x('timeout', notice.timeoutS),
      ]);
    case 'license':
      return licenseEvent(notice);
  }
}

function licenseEvent({ name, message, mode }: Extract<NoticeContent, { kind: 'license' }>): XmlElement {
  return sl(name, [
    message === undefined ? null : sl('reason', 'general-failure'),
    message === undefined ? null : sl('message', message.slice(0, FAIL_MESSAGE_MAX)),
    mode === undefined ? null : sl('mode', mode),
  ]);
}

function session({ session: id, user }: Actor): readonly XmlElement[] {
  return [x('username', user), x('session-id', id), x('source-host', SOURCE_HOST)];
}

function changedBy(by: Actor | null): XmlElement {
  if (by === null) return x('changed-by', [x('server')]);
  // Who has no NETCONF session has no source that would be known here.
  return x('changed-by', by.session === 0 ? [x('username', by.user), x('session-id', 0)] : session(by));
}

function edit({ path, operation }: ConfigEdit): XmlElement {
  return x('edit', [instanceIdentifier(x('target'), path), x('operation', operation)]);
}
