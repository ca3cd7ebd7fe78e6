import type { MemberRole, MemberState } from '../../../model/device.ts';

/** A row of `show switch`. */
export interface SwitchRow {
  readonly slot: number;
  /** This is the switch that answers. */
  readonly isSelf: boolean;
  readonly role: MemberRole;
  readonly priority: number;
  readonly state: MemberState;
  /** As printed, e.g. `V-Mismatch`. */
  readonly stateText: string;
}

/** Reads the table of `show switch`; empty where there is none. `lines`: from `cleanOutput`. */
export function parseShowSwitch(lines: readonly string[]): readonly SwitchRow[] {
  const start = lines.findIndex((line) => line.startsWith('Switch#') && line.includes('Role'));
  if (start === -1) return [];
  return lines
    .slice(start + 1)
    .map(switchRow)
    .filter((row) => row !== null);
}

/** `*1       Active   0c00.5e00.0001     15     V02     Ready`; a provisioned slot has no hardware version. */
function switchRow(line: string): SwitchRow | null {
  const [first = '', role = '', mac = '', priority = '', ...rest] = line.trim().split(/\s+/).slice(0, 12);
  if (!/^\*?[0-9]{1,2}$/.test(first) || !/^[0-9a-f]{4}(\.[0-9a-f]{4}){2}$/i.test(mac)) return null;
  if (!/^[0-9]{1,2}$/.test(priority)) return null;
  const hasHardwareVersion = /^V?[0-9]{1,3}$/i.test(rest[0] ?? '');
  const stateText = rest.slice(hasHardwareVersion ? 1 : 0).join(' ');
  return {
    slot: Number(first.replace('*', '')),
    isSelf: first.startsWith('*'),
    role: roleOf(role),
    priority: Number(priority),
    state: stateOf(stateText),
    stateText,
  };
}

/** Before 17 some releases print `Master`. */
function roleOf(text: string): MemberRole {
  const role = text.toLowerCase();
  return role === 'active' || role === 'master' ? 'active' : role === 'standby' ? 'standby' : 'member';
}

/** `Ready`, `Provisioned`, `V-Mismatch` were captured; how a license mismatch is spelled was not. */
function stateOf(text: string): MemberState {
  const state = text.toLowerCase();
  const isMismatch = state.includes('mismatch');
  if (isMismatch && state.startsWith('lic')) return 'license-mismatch';
  if (isMismatch && state.startsWith('v')) return 'version-mismatch';
  if (isMismatch && state.startsWith('p')) return 'platform-mismatch';
  switch (state) {
    case 'ready':
    case 'waiting':
    case 'progressing':
    case 'initializing':
    case 'provisioned':
    case 'removed':
      return state;
    default:
      return 'other';
  }
}
