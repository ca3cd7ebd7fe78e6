import { activeMember, presentMembers } from '../../model/members.ts';
import type { DeviceState } from '../../model/state.ts';
import { usageOf } from '../../model/usage.ts';
import { legacyAuthorization, legacyRegistration } from './license-legacy.ts';
import * as section from './license-sections.ts';
import { usageBlocks } from './license-usage.ts';

/** `show license all`: status, usage and product in one. */
export function showLicenseAll(state: DeviceState, nowMs: number): readonly string[] {
  const isLegacy = state.facts.release.licensing === 'legacy';
  return [
    ...title('Smart Licensing Status'),
    'Smart Licensing is ENABLED',
    '',
    ...(isLegacy ? legacyStatusPart(state, nowMs) : policyStatusPart(state)),
    ...title('License Usage'),
    ...usageBlocks(state, nowMs),
    ...title('Product Information').slice(0, -1),
    ...showLicenseUdi(state).slice(0, -1),
    '',
    ...title('Agent Version').slice(0, -1),
    `Smart Agent for Licensing: ${state.facts.release.agent}`,
    '',
    ...(isLegacy ? LEGACY_END : [...authorizations(state), ...usageReports(state)]),
  ];
}

/** `show license udi`: the device, and in a stack every chassis. */
export function showLicenseUdi(state: DeviceState): readonly string[] {
  const active = activeMember(state.members);
  const udi = `UDI: PID:${active?.model ?? ''},SN:${active?.serial ?? ''}`;
  if (presentMembers(state.members).length === 1) return [udi, ''];
  return [udi, '', 'HA UDI List:', ...section.udiLines(state, [], '    ', ''), ''];
}

function title(text: string): readonly string[] {
  return [text, '='.repeat(text.length), ''];
}

function policyStatusPart(state: DeviceState): readonly string[] {
  return [
    ...conversion(state),
    'Export Authorization Key:',
    '  Features Authorized:',
    '    <none>',
    '',
    ...section.utility,
    ...section.smartPolicy(state),
    ...section.account(state),
    ...section.privacy(state),
    ...section.transport(state),
    ...section.miscellaneous(state),
    ...section.policy(state),
    ...section.reporting(state),
    ...section.trustCode(state),
  ];
}

/** Agents since 5.11. */
export function conversion(state: DeviceState): readonly string[] {
  if (!state.facts.release.hasReportingMode) return [];
  return [
    'License Conversion:',
    '  Automatic Conversion Enabled: False',
    '  Last Data Push: <none>',
    '  Last File Export: <none>',
    '',
  ];
}

function legacyStatusPart(state: DeviceState, nowMs: number): readonly string[] {
  return [
    ...legacyRegistration(state, nowMs),
    '',
    ...legacyAuthorization(state, nowMs),
    '',
    'Export Authorization Key:',
    '  Features Authorized:',
    '    <none>',
    '',
    ...section.utility,
    ...section.privacy(state),
    'Transport:',
    '  Type: Callhome',
    '',
  ];
}

const LEGACY_END = ['Reservation Info', '================ ', 'License reservation: DISABLED', ''];

function authorizations(state: DeviceState): readonly string[] {
  return [
    ...title('License Authorizations').slice(0, -1),
    'Overall status:',
    ...section.udiLines(state, ['      Status: NOT INSTALLED'], '  ', ' '),
    '',
    'Purchased Licenses:',
    '  No Purchase Information Available',
    '',
  ];
}

/** Reports by what became of them. */
export function usageReports(state: DeviceState, isLong = false): readonly string[] {
  const { closed, purged } = state.licensing.rum;
  const open = usageOf(state.level, state.members).length;
  const acknowledged = closed.filter((report) => report.state === 'ACK').length;
  const waiting = closed.filter((report) => report.state === 'UNACK').length;
  const available = closed.length - acknowledged - waiting + open;
  return [
    'Usage Report Summary:',
    '=====================',
    `Total: ${closed.length + open},  Purged: ${isLong ? `${purged}(0)` : purged}`,
    `Total Acknowledged Received: ${acknowledged},  Waiting for Ack: ${isLong ? `${waiting}(${available})` : waiting}`,
    `Available to Report: ${available}  Collecting Data: ${open}`,
    '',
  ];
}
