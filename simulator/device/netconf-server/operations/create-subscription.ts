import { isLicenseLabError } from '../../../../core/errors.ts';
import {
  el,
  filterSubtree,
  leafOf,
  NETCONF_NAMESPACE,
  NOTIFICATION_NAMESPACE,
  type RpcErrorData,
  type XmlElement,
} from '../../../../core/wire/netconf/index.ts';
import { atOnce, refused, type RpcAnswer } from '../call.ts';
import { NETCONF_STREAM } from '../content/streams.ts';
import { badElement, invalidValue, missingElement, operationFailed } from '../errors.ts';
import { type Filter, filterOf } from '../filter.ts';
import type { Subscription } from '../notifications/subscriber.ts';
import { type Parameter, unknownParameter } from '../parameters.ts';
import { selectNodes, XPathPrefixUnknown, XPathTooLarge } from '../xpath/select.ts';

const PATH = '/rpc/create-subscription';

/** `yang:date-and-time`, RFC 6991. */
const DATE_AND_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * `<create-subscription>`, RFC 5277 §2.1.1: one per session; the notifications follow the reply. The errors about times are the RFC's;
 * for an unknown stream, and a second subscription, it names none (assumed).
 */
export const createSubscription = atOnce(({ chassis, operation, subscriber }): RpcAnswer => {
  const unknown = unknownParameter(operation, ['stream', 'filter', 'startTime', 'stopTime']);
  if (unknown !== null) return refused(unknown);
  if (subscriber.isActive) return refused(operationFailed('this session has a subscription already'));
  const stream = leafOf(operation, NOTIFICATION_NAMESPACE, 'stream') ?? NETCONF_STREAM;
  if (stream !== NETCONF_STREAM) return refused(invalidValue(`${PATH}/stream`, 'stream', stream));
  const filter = filterOf(operation);
  if ('error' in filter) return refused(filter.error);
  const unreadable = tryFilter(filter.value);
  if (unreadable !== null) return refused(unreadable);
  const times = timesOf(operation, chassis.now());
  if ('error' in times) return refused(times.error);
  const wants = (event: XmlElement): boolean => isWanted(filter.value, event);
  return { kind: 'ok', afterwards: () => subscriber.begin({ ...times.value, wants }) };
});

function timesOf(operation: XmlElement, nowMs: number): Parameter<Pick<Subscription, 'startMs' | 'stopMs'>> {
  const start = timeOf(operation, 'startTime');
  if ('error' in start) return start;
  const stop = timeOf(operation, 'stopTime');
  if ('error' in stop) return stop;
  const [startMs, stopMs] = [start.value, stop.value];
  if (startMs === null && stopMs !== null) return { error: missingElement(PATH, 'startTime') };
  if (startMs !== null && startMs > nowMs)
    return { error: badTime('startTime', 'startTime is later than now') };
  if (startMs !== null && stopMs !== null && stopMs < startMs)
    return { error: badTime('stopTime', 'stopTime is earlier than startTime') };
  return { value: { startMs, stopMs } };
}

function timeOf(operation: XmlElement, name: string): Parameter<number | null> {
  const text = leafOf(operation, NOTIFICATION_NAMESPACE, name);
  if (text === null) return { value: null };
  const ms = DATE_AND_TIME.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? { error: badTime(name, 'expected a date and time of RFC 3339') } : { value: ms };
}

function badTime(name: string, message: string): RpcErrorData {
  return badElement(`${PATH}/${name}`, name, message);
}

/** Whether a filter lets an event pass: when it selects something of it (RFC 5277 §3.6). The event is sent whole. */
function isWanted(filter: Filter | null, event: XmlElement): boolean {
  if (filter === null) return true;
  const data = el(NETCONF_NAMESPACE, 'data', [event]);
  return filter.kind === 'subtree'
    ? filterSubtree(filter.element, data).children.length > 0
    : selectNodes(filter.paths, filter.scope, data).length > 0;
}

/** Applies the filter to an event, so that what is wrong with it is answered and not found out later. */
function tryFilter(filter: Filter | null): RpcErrorData | null {
  try {
    isWanted(filter, el(NOTIFICATION_NAMESPACE, 'event'));
    return null;
  } catch (error) {
    if (error instanceof XPathPrefixUnknown) return invalidValue(`${PATH}/filter`, 'select', error.prefix);
    const isTooLarge = error instanceof XPathTooLarge || isLicenseLabError(error);
    if (!isTooLarge) throw error;
    return operationFailed(error.message);
  }
}
