import type { DeviceState } from '../../model/state.ts';
import { type UsageRow, usageOf } from '../../model/usage.ts';
import { legacyAuthorization, legacyRegistration, legacyWord } from './license-legacy.ts';
import { account } from './license-sections.ts';

/** Longest description that the table shows whole; longer ones end in three dots after 22 characters. */
const TAG_LENGTH_MAX = 25;
const TAG_CUT = 22;

/** `show license summary`: one row per entitlement tag, so a mixed stack has several of the same name. */
export function showLicenseSummary(state: DeviceState, nowMs: number): readonly string[] {
  if (state.facts.release.licensing === 'policy')
    return ['', ...account(state), ...usageTable(state, 'IN USE')];
  return [
    'Smart Licensing is ENABLED',
    '',
    ...legacyRegistration(state, nowMs, true),
    '',
    ...legacyAuthorization(state, nowMs, true),
    '',
    ...usageTable(state, legacyWord(state, nowMs)),
  ];
}

function usageTable(state: DeviceState, status: string): readonly string[] {
  const rows = usageOf(state.level, state.members);
  if (rows.length === 0) return ['License Usage:', '  No licenses in use', ''];
  return [
    'License Usage:',
    '  License                 Entitlement Tag               Count Status',
    '  -----------------------------------------------------------------------------',
    ...rows.map((row) => tableRow(row, status)),
    '',
  ];
}

function tableRow({ name, description, count }: UsageRow, status: string): string {
  const short = description.length > TAG_LENGTH_MAX ? `${description.slice(0, TAG_CUT)}...` : description;
  return `  ${name.padEnd(23)} ${`(${short})`.padEnd(29)} ${String(count).padStart(5)} ${status}`;
}
