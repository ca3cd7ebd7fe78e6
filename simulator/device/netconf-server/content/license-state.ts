import { SMART_LICENSE_NAMESPACE } from '../../../../core/wire/ios-xe/namespaces.ts';
import type { XmlElement } from '../../../../core/wire/netconf/index.ts';
import type { Member } from '../../../../core/model/device.ts';
import { type Config, SMART_URL, transportOf, USAGE_INTERVAL_DAYS } from '../../model/config.ts';
import { licenseDates } from '../../model/license-dates.ts';
import { activeMember, chassisMembers } from '../../model/members.ts';
import type { DeviceState } from '../../model/state.ts';
import { yangDate } from '../../model/time-text.ts';
import { type UsageRow, usageOf } from '../../model/usage.ts';
import type { Release } from '../../platforms/release.ts';
import { maker } from './elements.ts';
import { evaluation, legacyAuthorization, legacyEnforcement, legacyRegistration } from './legacy-state.ts';

const x = maker(SMART_LICENSE_NAMESPACE);

/** `/licensing/config`: what `license smart ...` lines say. */
function licensingConfig(config: Config, { hasTrustCode }: Release): XmlElement {
  return x('config', [
    x('enable', true),
    // The container is as old as trust codes: smart-license 2020-11-01.
    hasTrustCode ? x('usage', [x('interval', config.smart.usageIntervalDays ?? USAGE_INTERVAL_DAYS)]) : null,
    x('transport', [x('transport-type', `transport-type-${transportOf(config)}`)]),
  ]);
}

/** `/licensing`, configuration and, with `withState`, state, as `cisco-smart-license` models it. */
export function licensing(state: DeviceState, withState: boolean, nowMs: number): XmlElement {
  return x('licensing', [
    licensingConfig(state.running, state.facts.release),
    withState ? licensingState(state, nowMs) : null,
  ]);
}

/**
 * `/licensing/state`. Policy licensing shows what a real 9300 of 17.15.6 showed: not registered, no authorization,
 * license-name is the level, enforcement *invalid-tag*. While the device synchronizes nothing is in use yet.
 */
function licensingState(state: DeviceState, nowMs: number): XmlElement {
  const { release } = state.facts;
  const isLegacy = release.licensing === 'legacy';
  return x('state', [
    x('always-enabled', !isLegacy),
    x('smart-enabled', true),
    x('version', release.agentState),
    x('state-info', [
      isLegacy ? legacyRegistration(state, nowMs) : policyRegistration(),
      isLegacy
        ? legacyAuthorization(state, nowMs)
        : x('authorization', [x('authorization-state', 'auth-state-none')]),
      x('utility', [x('enabled', false)]),
      transport(state.running),
      x('privacy', [x('hostname', false), x('version', false)]),
      evaluation(state, nowMs),
      udi(state, activeMember(state.members), 'udi'),
      ...usage(state, isLegacy ? legacyEnforcement(state, nowMs) : 'enforcement-invalid-tag'),
      release.hasPolicyState ? policy() : null,
      ...(release.hasTrustCode && !isLegacy ? trustCodes(state) : []),
      release.hasPolicyState ? rumAck(state) : null,
    ]),
  ]);
}

function policyRegistration(): XmlElement {
  return x('registration', [
    x('registration-state', 'reg-state-not-registered'),
    x('export-control-allowed', false),
  ]);
}

function transport(config: Config): XmlElement {
  const type = transportOf(config);
  return x('transport', [
    x('transport-type', `transport-type-${type}`),
    type === 'smart' ? x('url-settings', [x('url-registration', config.smart.url ?? SMART_URL)]) : null,
  ]);
}

function udi(state: DeviceState, member: Member | undefined, name: string): XmlElement {
  return x(name, [x('pid', member?.model ?? ''), x('sn', member?.serial ?? state.facts.serials[0] ?? '')]);
}

function usage(state: DeviceState, mode: string): readonly XmlElement[] {
  if (state.phase === 'syncing') return [];
  return usageOf(state.level, state.members).map((row) => usageEntry(row, mode));
}

function usageEntry(row: UsageRow, enforcement: string): XmlElement {
  return x('usage', [
    x('entitlement-tag', row.tag),
    x('short-name', row.name),
    x('license-name', row.name),
    x('description', row.description),
    x('count', row.count),
    x('enforcement-mode', enforcement),
    x('post-paid', false),
  ]);
}

/** Cisco's default policy: days for first report, frequency, change (`show license status`). */
function policy(): XmlElement {
  return x('policy', [
    x('policy-type', 'policy-type-merged'),
    x('policy-name', ''),
    x('ack-required', true),
    terms('policy-enforced', 0, 0, 0),
    terms('policy-export', 0, 0, 0),
    terms('policy-subscription', 90, 90, 90),
    terms('policy-perpetual', 365, 0, 90),
  ]);
}

function terms(name: string, first: number, ongoing: number, change: number): XmlElement {
  return x(name, [
    x('reporting-first-time', first),
    x('reporting-ongoing', ongoing),
    x('reporting-macd', change),
  ]);
}

function trustCodes(state: DeviceState): readonly XmlElement[] {
  const { trust } = state.licensing;
  return chassisMembers(state.members).map((member) =>
    x('trust-code', [
      x('key_udi', `PID:${member.model},SN:${member.serial}`),
      x('is-installed', trust !== null),
      trust === null ? null : x('time-installed', yangDate(trust.installedMs)),
      udi(state, member, 'udi'),
    ]),
  );
}

function rumAck(state: DeviceState): XmlElement {
  const { lastAckMs, nextAckDeadlineMs } = licenseDates(state);
  return x('rum-ack', [
    lastAckMs === null ? null : x('last-received-time', yangDate(lastAckMs)),
    x('next-report-deadline', yangDate(nextAckDeadlineMs)),
  ]);
}
