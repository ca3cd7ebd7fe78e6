import { SMART_LICENSE_NAMESPACE } from '../../../../core/wire/ios-xe/namespaces.ts';
import type { XmlElement } from '../../../../core/wire/netconf/index.ts';
import { LEGACY_PERIODS } from '../../model/legacy.ts';
import { legacyStatus, type LegacyStatus, legacyTrust } from '../../model/legacy-status.ts';
import { counterOf } from '../../model/licensing.ts';
import type { DeviceState } from '../../model/state.ts';
import { yangDate } from '../../model/time-text.ts';
import { maker } from './elements.ts';

const x = maker(SMART_LICENSE_NAMESPACE);

/** `registration` of a legacy switch. */
export function legacyRegistration(state: DeviceState, nowMs: number): XmlElement {
  const trust = legacyTrust(state, nowMs);
  if (trust === null) return x('registration', [...unregistered(state), x('export-control-allowed', false)]);
  const { renewedMs } = state.licensing.legacy;
  const renewed = renewedMs ?? trust.installedMs;
  return x('registration', [
    x('registration-state', 'reg-state-complete'),
    x('registration-complete', [
      x('complete-time', yangDate(trust.installedMs)),
      renewedMs === null ? null : x('last-renew-time', yangDate(renewedMs)),
      x('next-renew-time', yangDate(renewed + LEGACY_PERIODS.identityRenewal)),
      x('expire-time', yangDate(renewed + LEGACY_PERIODS.identity)),
      x('last-renew-success', true),
      x('smart-account', trust.account),
      x('virtual-account', trust.virtualAccount),
    ]),
    x('export-control-allowed', true),
  ]);
}

function unregistered({ licensing }: DeviceState): readonly XmlElement[] {
  const { ongoingOverall, lastFailureMs, failureReason } = counterOf(licensing, 'Trust Establishment');
  if (ongoingOverall === 0 || lastFailureMs === null)
    return [x('registration-state', 'reg-state-not-registered')];
  return [
    x('registration-state', 'reg-state-failed'),
    x('registration-failed', [
      x('fail-time', yangDate(lastFailureMs)),
      x('fail-message', failureReason ?? 'No reply'),
    ]),
  ];
}

/** `authorization` of a legacy switch. */
export function legacyAuthorization(state: DeviceState, nowMs: number): XmlElement {
  const status = legacyStatus(state, nowMs);
  return x('authorization', [x('authorization-state', `auth-state-${status.kind}`), details(status)]);
}

/** How every license of a legacy switch is enforced. */
export function legacyEnforcement(state: DeviceState, nowMs: number): string {
  return ENFORCEMENT[legacyStatus(state, nowMs).kind];
}

const ENFORCEMENT: Readonly<Record<LegacyStatus['kind'], string>> = {
  eval: 'enforcement-evaluation',
  'eval-expired': 'enforcement-evaluation-expired',
  authorized: 'enforcement-in-compliance',
  'out-of-compliance': 'enforcement-out-of-compliance',
  'authorization-expired': 'enforcement-authorization-expired',
};

function details(status: LegacyStatus): XmlElement {
  switch (status.kind) {
    case 'eval':
      return x('authorization-eval', [x('seconds-left', Math.floor(status.leftMs / 1000))]);
    case 'eval-expired':
      return x('authorization-eval-expired', [x('expire-time', yangDate(status.expiredMs))]);
    case 'authorized':
    case 'out-of-compliance':
    case 'authorization-expired':
      return x(
        `authorization-${status.kind === 'authorization-expired' ? 'authorization-expired' : status.kind}`,
        [
          x('last-comm-status-success', status.lastOk),
          status.lastOk ? null : x('fail-message', status.reason ?? 'No reply'),
          x('last-comm-time', yangDate(status.lastMs)),
          x('next-comm-time', yangDate(status.nextMs)),
          x('comm-deadline-time', yangDate(status.deadlineMs)),
          status.kind === 'out-of-compliance' ? x('ooc-time', yangDate(status.sinceMs)) : null,
        ],
      );
  }
}

/** `evaluation` of any switch: only a legacy one without registration uses it. */
export function evaluation(state: DeviceState, nowMs: number): XmlElement {
  const status = state.facts.release.licensing === 'legacy' ? legacyStatus(state, nowMs) : null;
  const isExpired = status?.kind === 'eval-expired';
  const leftMs = status?.kind === 'eval' ? status.leftMs : LEGACY_PERIODS.evaluation;
  return x('evaluation', [
    x('eval-in-use', status?.kind === 'eval'),
    x('eval-expired', isExpired),
    isExpired
      ? x('eval-expire-time', [x('expire-time', yangDate(status.expiredMs))])
      : x('eval-period-left', [x('time-left', Math.floor(leftMs / 1000))]),
  ]);
}
