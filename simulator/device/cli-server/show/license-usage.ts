import type { DeviceState } from '../../model/state.ts';
import { type UsageRow, usageOf } from '../../model/usage.ts';

/** `show license usage` of policy licensing: a block per entitlement tag. */
export function showLicenseUsage(state: DeviceState): readonly string[] {
  const status = state.facts.release.licensing === 'policy' ? 'Not Applicable' : legacyStatus(state);
  return ['', 'License Authorization:', `  Status: ${status}`, '', ...usageBlocks(state)];
}

/** The blocks alone, as `show license all` has them too. */
export function usageBlocks(state: DeviceState): readonly string[] {
  const rows = usageOf(state.level, state.members);
  const status = state.facts.release.licensing === 'policy' ? 'IN USE' : legacyStatus(state);
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

/** What legacy licensing says of a license: assumed to be compliant when registered. */
export function legacyStatus({ licensing }: DeviceState): string {
  return licensing.trust === null ? 'EVAL MODE' : 'AUTHORIZED';
}
