import type { DeviceState } from '../../model/state.ts';
import { type UsageRow, usageOf } from '../../model/usage.ts';
import { legacyWord } from './license-legacy.ts';

/** `show license usage` of policy licensing: a block per entitlement tag. */
export function showLicenseUsage(state: DeviceState, nowMs: number): readonly string[] {
  const status = state.facts.release.licensing === 'policy' ? 'Not Applicable' : legacyWord(state, nowMs);
  return ['', 'License Authorization:', `  Status: ${status}`, '', ...usageBlocks(state, nowMs)];
}

/** The blocks alone, as `show license all` has them too. */
export function usageBlocks(state: DeviceState, nowMs: number): readonly string[] {
  const rows = usageOf(state.level, state.members);
  const status = state.facts.release.licensing === 'policy' ? 'IN USE' : legacyWord(state, nowMs);
  return rows.length === 0 ? ['No licenses in use', ''] : rows.flatMap((row) => block(row, status));
}

function block(row: UsageRow, status: string): readonly string[] {
  return [
    `${row.name} (${row.description}):`,
    `  Description: ${row.description}`,
    `  Count: ${row.count}`,
    '  Version: 1.0',
    `  Status: ${status}`,
    '  Export status: NOT RESTRICTED',
    `  Feature Name: ${row.name}`,
    `  Feature Description: ${row.description}`,
    '  Enforcement type: NOT ENFORCED',
    `  License type: ${row.term}`,
    '',
  ];
}
