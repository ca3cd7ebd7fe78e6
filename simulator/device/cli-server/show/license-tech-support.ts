import { silence } from '../../model/silence.ts';
import { counterOf, MESSAGE_TYPES, type MessageType } from '../../model/licensing.ts';
import { activeMember, presentMembers } from '../../model/members.ts';
import type { DeviceState } from '../../model/state.ts';
import { licenseDate, licenseDateOrNone } from '../../model/time-text.ts';
import { type UsageRow, usageOf } from '../../model/usage.ts';
import { platformOf } from '../../platforms/catalog.ts';
import { conversion, showLicenseUdi, usageReports } from './license-all.ts';
import * as section from './license-sections.ts';

/**
 * `show license tech support` of policy licensing: status, usage by handle, and the counters that tell a refusal by CSSM
 * from silence. The internals that real agents list at the end are left out.
 */
export function showLicenseTechSupport(state: DeviceState, nowMs: number): readonly string[] {
  return [
    '',
    'Smart Licensing Tech Support info',
    '',
    ...title('Smart Licensing Status'),
    '',
    'Smart Licensing is ENABLED',
    '',
    ...conversion(state),
    'Export Authorization Key:',
    '  Features Authorized:',
    '    <none>',
    '',
    ...section.utility,
    ...section.smartPolicy(state),
    ...section.account(state),
    ...section.privacy(state),
    ...section.transport(state, true),
    ...section.miscellaneous(state),
    ...section.policy(state),
    ...section.reporting(state, true),
    ...title('License Usage'),
    ...usageOf(state.level, state.members).flatMap((row, index) => handle(state, row, index + 1)),
    ...title('Product Information'),
    ...showLicenseUdi(state),
    ...title('Agent Version'),
    `Smart Agent for Licensing: ${state.facts.release.agent}`,
    '',
    ...title('Upcoming Scheduled Jobs'),
    `Current time: ${licenseDate(nowMs)}`,
    '',
    ...communication(state),
    ...title('License Certificates'),
    'Production Cert: True',
    'Not registered. No certificates installed',
    '',
    ...title('Reservation Info'),
    'License reservation: DISABLED',
    '',
    ...usageReports(state, true),
    ...other(state),
  ];
}

function title(text: string): readonly string[] {
  return [text, '='.repeat(text.length)];
}

function handle(state: DeviceState, row: UsageRow, number: number): readonly string[] {
  const since = licenseDate(state.boot.bootTimeMs);
  return [
    `Handle: ${number}`,
    `  License: ${row.name}`,
    `  Entitlement Tag: ${row.tag}`,
    `  Description: ${row.description}`,
    `  Count: ${row.count}`,
    '  Version: 1.0',
    '  Status: IN USE(15)',
    `  Status time: ${since}`,
    `  Request Time: ${since}`,
    '  Export status: NOT RESTRICTED',
    `  Feature Name: ${row.name}`,
    `  Feature Description: ${row.description}`,
    '  Enforcement type: NOT ENFORCED',
    `  License type: ${row.term}`,
    '  Measurements:',
    '    ENTITLEMENT:',
    '      Interval: 00:15:00',
    `      Current Value: ${row.count}`,
    '  Soft Enforced: True',
    '',
  ];
}

function communication(state: DeviceState): readonly string[] {
  const reason = silence(state);
  return [
    'Communication Statistics:',
    '=======================',
    `Communication Level Allowed: ${reason === null ? 'DIRECT' : 'INDIRECT'}`,
    `Overall State: ${reason ?? '<empty>'}`,
    ...MESSAGE_TYPES.flatMap((type) => counter(state, type)),
    '',
  ];
}

function counter(state: DeviceState, type: MessageType): readonly string[] {
  const own = counterOf(state.licensing, type);
  const last =
    own.lastResponse === null || own.lastResponseMs === null
      ? '<none>'
      : `${own.lastResponse} on ${licenseDate(own.lastResponseMs)}`;
  const attempts = `Total=${own.success + own.fail}, Success=${own.success}, Fail=${own.fail}`;
  const ongoing = `Overall=${own.ongoingOverall} Communication=${own.ongoingCommunication}`;
  return [
    `${type}:`,
    `  Attempts: ${attempts}  Ongoing Failure: ${ongoing}`,
    `  Last Response: ${last}`,
    `    Failure Reason: ${own.failureReason ?? '<none>'}`,
    `  Last Success Time: ${licenseDateOrNone(own.lastSuccessMs)}`,
    `  Last Failure Time: ${licenseDateOrNone(own.lastFailureMs)}`,
  ];
}

function other(state: DeviceState): readonly string[] {
  const hasTrust = state.licensing.trust !== null;
  const model = activeMember(state.members)?.model ?? '';
  return [
    ...title('Other Info'),
    `Software ID: ${platformOf(model).softwareId}`,
    'Agent State: authorized',
    ...presentMembers(state.members).map((member) => {
      const name = `P:${member.model},S:${member.serial}`;
      return `${name}: ${hasTrust ? `${name}, state[2], Trust Data INSTALLED` : 'No Trust Data'}`;
    }),
    `Overall Trust: ${hasTrust ? 'INSTALLED (2)' : 'No ID'}`,
    'Clock sync-ed with NTP: True',
    '',
  ];
}
