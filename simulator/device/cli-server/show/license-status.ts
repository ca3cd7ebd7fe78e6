import type { DeviceState } from '../../model/state.ts';
import { legacyAuthorization, legacyRegistration } from './license-legacy.ts';
import * as section from './license-sections.ts';

/** `show license status`. Policy stands before Miscellaneous here, and behind it in `show license all`. */
export function showLicenseStatus(state: DeviceState, nowMs: number): readonly string[] {
  if (state.facts.release.licensing === 'legacy') return legacyLicenseStatus(state, nowMs);
  return [
    '',
    ...section.utility,
    ...section.smartPolicy(state),
    ...section.account(state),
    ...section.privacy(state),
    ...section.transport(state),
    ...section.policy(state),
    ...section.miscellaneous(state),
    ...section.reporting(state),
    ...section.trustCode(state),
  ];
}

function legacyLicenseStatus(state: DeviceState, nowMs: number): readonly string[] {
  return [
    'Smart Licensing is ENABLED',
    '',
    ...section.utility,
    ...section.privacy(state),
    'Transport:',
    '  Type: Callhome',
    '',
    ...legacyRegistration(state, nowMs),
    '',
    ...legacyAuthorization(state, nowMs),
    '',
    'Export Authorization Key:',
    '  Features Authorized:',
    '    <none>',
    '',
  ];
}
