import type { DeviceState } from '../../model/state.ts';

const RULE = '-'.repeat(80);

/** `show install summary`: one committed image. Assumed: no capture was found. */
export function showInstallSummary({ facts }: DeviceState): readonly string[] {
  return [
    '[ Switch 1 ] Installed Package(s) Information:',
    'State (St): I - Inactive, U - Activated & Uncommitted,',
    '            C - Activated & Committed, D - Deactivated & Uncommitted',
    RULE,
    'Type  St   Filename/Version',
    RULE,
    `IMG   C    ${facts.release.version}`,
    RULE,
    'Auto abort timer: inactive',
    RULE,
  ];
}
