import { LEGACY_PERIODS } from '../../model/legacy.ts';
import { legacyStatus, type LegacyStatus, legacyTrust } from '../../model/legacy-status.ts';
import { counterOf } from '../../model/licensing.ts';
import type { DeviceState } from '../../model/state.ts';
import { licenseDate } from '../../model/time-text.ts';

/** Block `Registration` of legacy licensing. `isShort`: the form of the summary (assumed; only the long one was captured). */
export function legacyRegistration(state: DeviceState, nowMs: number, isShort = false): readonly string[] {
  const trust = legacyTrust(state, nowMs);
  if (trust === null) return ['Registration:', ...unregistered(state, isShort)];
  const { renewedMs } = state.licensing.legacy;
  const renewed = renewedMs ?? trust.installedMs;
  return [
    'Registration:',
    '  Status: REGISTERED',
    `  Smart Account: ${trust.account}`,
    `  Virtual Account: ${trust.virtualAccount}`,
    '  Export-Controlled Functionality: ALLOWED',
    ...(isShort ? [] : [`  Initial Registration: SUCCEEDED on ${licenseDate(trust.installedMs)}`]),
    `  Last Renewal Attempt: ${renewedMs === null ? 'None' : `SUCCEEDED on ${licenseDate(renewedMs)}`}`,
    `  Next Renewal Attempt: ${licenseDate(renewed + LEGACY_PERIODS.identityRenewal)}`,
    ...(isShort ? [] : [`  Registration Expires: ${licenseDate(renewed + LEGACY_PERIODS.identity)}`]),
  ];
}

/** Never registered, or the last try failed (assumed wording of the reason). */
function unregistered({ licensing }: DeviceState, isShort: boolean): readonly string[] {
  const { lastFailureMs, failureReason } = counterOf(licensing, 'Trust Establishment');
  const isFailed = lastFailureMs !== null && counterOf(licensing, 'Trust Establishment').ongoingOverall > 0;
  return [
    `  Status: UNREGISTERED${isFailed ? ' - REGISTRATION FAILED' : ''}`,
    '  Export-Controlled Functionality: NOT ALLOWED',
    ...(isFailed && !isShort
      ? [
          `  Initial Registration: FAILED on ${licenseDate(lastFailureMs)}`,
          `    Failure reason: ${failureReason ?? 'No reply'}`,
        ]
      : []),
  ];
}

/** Block `License Authorization` of legacy licensing. The space after the colon is real. */
export function legacyAuthorization(state: DeviceState, nowMs: number, isShort = false): readonly string[] {
  return ['License Authorization: ', ...authorization(legacyStatus(state, nowMs), isShort)];
}

function authorization(status: LegacyStatus, isShort: boolean): readonly string[] {
  switch (status.kind) {
    case 'eval':
      return ['  Status: EVAL MODE', `  Evaluation Period Remaining: ${durationText(status.leftMs)}`];
    case 'eval-expired':
      return ['  Status: EVAL EXPIRED', `  Evaluation Period Expired on ${licenseDate(status.expiredMs)}`];
    case 'authorized':
    case 'out-of-compliance':
    case 'authorization-expired': {
      const on = (ms: number) => (isShort ? '' : ` on ${licenseDate(ms)}`);
      return [
        `  Status: ${WORDS[status.kind]}${on(status.sinceMs)}`,
        `  Last Communication Attempt: ${status.lastOk ? 'SUCCEEDED' : 'FAILED'}${on(status.lastMs)}`,
        ...(status.lastOk || isShort ? [] : [`    Failure reason: ${status.reason ?? 'No reply'}`]),
        `  Next Communication Attempt: ${licenseDate(status.nextMs)}`,
        ...(isShort ? [] : [`  Communication Deadline: ${licenseDate(status.deadlineMs)}`]),
      ];
    }
  }
}

/** What legacy licensing says of a license in use, and of the whole in `show version`. */
export function legacyWord(state: DeviceState, nowMs: number): string {
  return WORDS[legacyStatus(state, nowMs).kind];
}

const WORDS: Readonly<Record<LegacyStatus['kind'], string>> = {
  eval: 'EVAL MODE',
  'eval-expired': 'EVAL EXPIRED',
  authorized: 'AUTHORIZED',
  'out-of-compliance': 'OUT OF COMPLIANCE',
  'authorization-expired': 'AUTHORIZATION EXPIRED',
};

/** `89 days, 23 hours, 59 minutes, 59 seconds`. */
function durationText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const days = Math.floor(seconds / 86_400);
  const rest = new Date((seconds % 86_400) * 1000);
  return `${days} days, ${rest.getUTCHours()} hours, ${rest.getUTCMinutes()} minutes, ${rest.getUTCSeconds()} seconds`;
}
