import type { XmlElement } from '../../../../core/wire/netconf/index.ts';
import { yangDate } from '../../model/time-text.ts';
import type { NoticeLog } from '../../notices.ts';
import { maker } from './elements.ts';

/** Namespace of the list of event streams, RFC 5277 section 3.2.5.1. */
export const STREAMS_NAMESPACE = 'urn:ietf:params:xml:ns:netmod:notification';

/** Name of the one stream, which RFC 5277 demands. */
export const NETCONF_STREAM = 'NETCONF';

const x = maker(STREAMS_NAMESPACE);

/** `/netconf/streams`: the stream NETCONF with what can be replayed of it. */
export function eventStreams({ createdMs, agedMs }: NoticeLog): XmlElement {
  return x('netconf', [
    x('streams', [
      x('stream', [
        x('name', NETCONF_STREAM),
        x('description', 'default NETCONF event stream'),
        x('replaySupport', true),
        x('replayLogCreationTime', yangDate(createdMs)),
        agedMs === null ? null : x('replayLogAgedTime', yangDate(agedMs)),
      ]),
    ]),
  ]);
}
