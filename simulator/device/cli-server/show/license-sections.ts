import { type Config, SMART_URL, smartLine, transportOf } from '../../model/config.ts';
import { licenseDates } from '../../model/license-dates.ts';
import type { PolicyDays } from '../../model/license-policy.ts';
import { presentMembers } from '../../model/members.ts';
import type { DeviceState } from '../../model/state.ts';
import { licenseDate, licenseDateOrNone } from '../../model/time-text.ts';

/**
 * Sections that `show license status`, `all` and `tech support` share, each ended by an empty line. Layout of captures
 * from agents 5.1 to 6.3; how sections are ordered differs between the commands.
 */
export const utility: readonly string[] = ['Utility:', '  Status: DISABLED', ''];

export function smartPolicy(state: DeviceState): readonly string[] {
  const mode = state.facts.release.hasReportingMode ? ['  Reporting Mode: STANDARD'] : [];
  return ['Smart Licensing Using Policy:', '  Status: ENABLED', ...mode, ''];
}

export function account({ licensing }: DeviceState): readonly string[] {
  const { trust, accountSeenMs } = licensing;
  const seen = accountSeenMs === null ? '' : ` As of ${licenseDate(accountSeenMs)}`;
  return [
    'Account Information:',
    `  Smart Account: ${trust === null ? '<none>' : `${trust.account}${seen}`}`,
    `  Virtual Account: ${trust === null ? '<none>' : trust.virtualAccount}`,
    '',
  ];
}

/** `license smart privacy` hides the hostname, the version, or both. */
export function privacy({ running }: DeviceState): readonly string[] {
  const hidden = smartLine(running, 'privacy');
  const isHostname = hidden === 'all' || hidden === 'hostname';
  const isVersion = hidden === 'all' || hidden === 'version';
  return [
    'Data Privacy:',
    `  Sending Hostname: ${isHostname ? 'no' : 'yes'}`,
    '    Callhome hostname privacy: DISABLED',
    `    Smart Licensing hostname privacy: ${isHostname ? 'ENABLED' : 'DISABLED'}`,
    `  Version privacy: ${isVersion ? 'ENABLED' : 'DISABLED'}`,
    '',
  ];
}

/** `isLong`: the form of tech support, with every field of the proxy. */
export function transport(state: DeviceState, isLong = false): readonly string[] {
  const { running } = state;
  const type = transportOf(running);
  const rest = proxy(running, isLong);
  switch (type) {
    case 'off':
      return ['Transport:', '  Type: Transport Off', ''];
    case 'callhome':
      return ['Transport:', '  Type: Callhome', ''];
    case 'automatic':
      return ['Transport:', '  Type: Automatic', ''];
    case 'smart':
      return ['Transport:', '  Type: Smart', `  URL: ${running.smart.url ?? SMART_URL}`, ...rest, ''];
    case 'cslu':
      return [
        'Transport:',
        '  Type: cslu',
        `  Cslu address: ${running.smart.cslu ?? '<empty>'}`,
        ...rest,
        '',
      ];
  }
}

/** Fields of the proxy; a short form stands where nothing is configured. */
function proxy(running: Config, isLong: boolean): readonly string[] {
  const address = smartLine(running, 'proxy address');
  const vrf = smartLine(running, 'vrf');
  if (!isLong && address === null)
    return ['  Proxy:', '    Not Configured', '  VRF:', `    ${vrf ?? 'Not Configured'}`];
  return [
    '  Proxy:',
    `    Address: ${address ?? '<empty>'}`,
    `    Port: ${smartLine(running, 'proxy port') ?? '<empty>'}`,
    '    Username: <empty>',
    '    Password: <empty>',
    ...(isLong ? ['  Server Identity Check: True'] : []),
    `  VRF: ${vrf ?? '<empty>'}`,
  ];
}

export function miscellaneous({ running }: DeviceState): readonly string[] {
  return ['Miscellaneous:', `  Custom Id: ${smartLine(running, 'custom_id') ?? '<empty>'}`, ''];
}

/** The policy in force: Cisco's default, or one that an acknowledgement brought, with its name and date. */
export function policy({ licensing }: DeviceState): readonly string[] {
  const { policy: inForce, policyMs } = licensing;
  const source = policyMs === null ? 'CISCO default' : 'Customer Policy';
  const terms = (title: string, { first, frequency, onChange }: PolicyDays): readonly string[] => [
    `  ${title}:`,
    `    First report requirement (days): ${first} (${source})`,
    `    Reporting frequency (days): ${frequency} (${source})`,
    `    Report on change (days): ${onChange} (${source})`,
  ];
  return [
    'Policy:',
    ...(policyMs === null
      ? ['  Policy in use: Merged from multiple sources.']
      : [`  Policy in use: Installed On ${licenseDate(policyMs)}`, `  Policy name: ${inForce.name}`]),
    `  Reporting ACK required: ${inForce.isAckRequired ? 'yes' : 'no'} (${source})`,
    ...terms('Unenforced/Non-Export Perpetual Attributes', inForce.perpetual),
    ...terms('Unenforced/Non-Export Subscription Attributes', inForce.subscription),
    ...terms('Enforced (Perpetual/Subscription) License Attributes', inForce.enforced),
    ...terms('Export (Perpetual/Subscription) License Attributes', inForce.exported),
    '',
  ];
}

/** `isLong`: tech support adds the state of the timer to the interval. The two spaces before `days` are real. */
export function reporting(state: DeviceState, isLong = false): readonly string[] {
  const dates = licenseDates(state);
  const timer = ` State(${dates.lastAckMs === null ? 2 : 4}) InPolicy(${dates.inPolicyDays})`;
  return [
    'Usage Reporting:',
    `  Last ACK received: ${licenseDateOrNone(dates.lastAckMs)}`,
    `  Next ACK deadline: ${licenseDate(dates.nextAckDeadlineMs)}`,
    `  Reporting push interval: ${dates.pushIntervalDays}  days${isLong ? timer : ''}`,
    `  Next ACK push check: ${licenseDateOrNone(dates.nextAckCheckMs)}`,
    `  Next report push: ${licenseDate(dates.nextPushMs)}`,
    `  Last report push: ${licenseDateOrNone(dates.lastPushMs)}`,
    `  Last report file write: ${licenseDateOrNone(state.licensing.lastFileMs)}`,
    '',
  ];
}

/** One date for a device that stands alone, one per chassis in a stack. */
export function trustCode(state: DeviceState): readonly string[] {
  const { trust } = state.licensing;
  if (trust === null) return ['Trust Code Installed: <none>', ''];
  const when = licenseDate(trust.installedMs);
  const members = presentMembers(state.members);
  if (members.length === 1) return [`Trust Code Installed: ${when}`, ''];
  return ['Trust Code Installed:', ...udiLines(state, [`    INSTALLED on ${when}`], '  ', ' '), ''];
}

/** `Active: PID:...,SN:...` for each chassis, each with lines of its own behind it. */
export function udiLines(
  state: DeviceState,
  below: readonly string[],
  indent: string,
  space: string,
): readonly string[] {
  return presentMembers(state.members).flatMap((member) => {
    const role = member.role === 'active' ? 'Active' : member.role === 'standby' ? 'Standby' : 'Member';
    return [`${indent}${role}:${space}PID:${member.model},SN:${member.serial}`, ...below];
  });
}
