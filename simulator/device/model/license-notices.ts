import { legacyStatus } from './legacy-status.ts';
import { counterOf, type MessageType } from './licensing.ts';
import type { LicenseEventName, NoticeContent } from './notice.ts';
import type { DeviceState } from './state.ts';

/**
 * The events of `cisco-smart-license` that a step of the smart agent causes. Policy licensing has none for trust: the module speaks of
 * them in a description and does not define them. When each is sent is our reading of their descriptions (no capture was found).
 */
export function licenseNotices(
  before: DeviceState,
  after: DeviceState,
  nowMs: number,
): readonly NoticeContent[] {
  if (before.licensing === after.licensing) return [];
  const notices = communication(before, after);
  if (after.facts.release.licensing === 'policy') return notices;
  return [...notices, ...registration(before, after), ...authorization(before, after, nowMs)];
}

/** Of reports and of trust: the first message without an answer, and the first answer after it. */
function communication(before: DeviceState, after: DeviceState): readonly NoticeContent[] {
  const silent = ({ licensing }: DeviceState) =>
    COUNTED.some((type) => counterOf(licensing, type).ongoingCommunication > 0);
  if (silent(before) === silent(after)) return [];
  return [
    silent(after) ? event('communications-fail', 'Communications failure') : event('communications-restored'),
  ];
}

const COUNTED: readonly MessageType[] = ['Trust Establishment', 'Usage Reporting'];

function registration(before: DeviceState, after: DeviceState): readonly NoticeContent[] {
  const failure = newFailure(before, after, 'Trust Establishment');
  if (failure !== null) return [event('registration-fail', failure)];
  const { trust, legacy } = after.licensing;
  const previous = before.licensing.trust;
  if (trust === null) return previous === null ? [] : [event('de-register-success')];
  if (previous === null || trust.installedMs !== previous.installedMs) return [event('registration-success')];
  return legacy.renewedMs === before.licensing.legacy.renewedMs ? [] : [event('registration-renew-success')];
}

function authorization(before: DeviceState, after: DeviceState, nowMs: number): readonly NoticeContent[] {
  const notices: NoticeContent[] = [];
  const failure = newFailure(before, after, 'Usage Reporting');
  const sent = (state: DeviceState) => counterOf(state.licensing, 'Usage Reporting').success;
  if (failure !== null) notices.push(event('authorization-renew-fail', failure));
  if (sent(after) > sent(before)) notices.push(event('authorization-renew-success'));
  const mode = legacyStatus(after, nowMs).kind;
  if (mode !== legacyStatus(before, nowMs).kind)
    notices.push({ kind: 'license', name: 'enforcement-mode', mode: `auth-state-${mode}` });
  return notices;
}

/** The reason of a failure that was not there before; null when there is none. */
function newFailure(before: DeviceState, after: DeviceState, type: MessageType): string | null {
  const counter = counterOf(after.licensing, type);
  if (counter.fail === counterOf(before.licensing, type).fail) return null;
  return counter.failureReason ?? 'Communications failure';
}

function event(name: LicenseEventName, message?: string): NoticeContent {
  return message === undefined ? { kind: 'license', name } : { kind: 'license', name, message };
}
