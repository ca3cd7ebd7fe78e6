/** Every trouble of the walking skeleton and the state in which its switch ends: one table for memory and for real SSH. */
import type { EndName } from '../../../core/machines/level-change/index.ts';
import type { FaultRequest } from '../../../simulator/index.ts';

/** One switch with its trouble. */
export interface TroubleRow {
  readonly trouble: string;
  readonly end: EndName;
  /** Faults, without their target. They are added after the plan was made. */
  readonly faults: readonly Omit<FaultRequest, 'target'>[];
  /** Lines another operator types before the plan is applied, and does not save. */
  readonly typed?: readonly string[];
  /** What the switch must never see from us. */
  readonly never?: readonly ('auth' | 'edit' | 'save' | 'reload-received')[];
  /** Members of a stack; absent: it stands alone. */
  readonly members?: readonly string[];
}

const NOTHING = ['edit', 'save', 'reload-received'] as const;
/** Longer than any deadline of a change. */
const FOR_EVER_MS = 100_000_000;

export const TROUBLES: readonly TroubleRow[] = [
  { trouble: 'none', end: 'SUCCEEDED', faults: [] },
  {
    trouble: 'unreachable',
    end: 'FAILED_UNCHANGED',
    faults: [{ fault: 'device.unreachable', params: { durationMs: FOR_EVER_MS } }],
    never: ['auth', ...NOTHING],
  },
  {
    trouble: 'wrong password',
    end: 'FAILED_UNCHANGED',
    faults: [{ fault: 'device.auth-refused', times: 1_000 }],
    never: NOTHING,
  },
  {
    trouble: 'changed host key',
    end: 'IDENTITY_MISMATCH',
    faults: [{ fault: 'device.other-host-key', times: 1_000 }],
    never: ['auth', ...NOTHING],
  },
  {
    trouble: 'serial differs',
    end: 'IDENTITY_MISMATCH',
    faults: [{ fault: 'device.other-serial', params: { atOnce: true } }],
    never: NOTHING,
  },
  {
    trouble: 'foreign unsaved configuration',
    end: 'SKIPPED_BLOCKED',
    faults: [],
    typed: ['vlan 99'],
    never: NOTHING,
  },
  {
    trouble: 'lock held by another operator',
    end: 'SKIPPED_BLOCKED',
    faults: [{ fault: 'netconf.lock-held', params: { holder: 'operator', durationMs: 3_000_000 } }],
    never: NOTHING,
  },
  {
    trouble: 'lock held by a daemon for a minute',
    end: 'SUCCEEDED',
    faults: [{ fault: 'netconf.lock-held', params: { durationMs: 60_000 } }],
  },
  {
    trouble: 'edit refused',
    end: 'FAILED_UNCHANGED',
    faults: [{ fault: 'netconf.edit-refused', times: 5 }],
    never: ['save', 'reload-received'],
  },
  {
    trouble: 'lying ok',
    end: 'FAILED_UNCHANGED',
    faults: [{ fault: 'netconf.lying-ok', times: 5 }],
    never: ['save', 'reload-received'],
  },
  {
    trouble: 'save fails',
    end: 'FAILED_REVERTED',
    faults: [{ fault: 'device.save-fails', times: 5 }],
    never: ['reload-received'],
  },
  {
    trouble: 'connection dropped after the edit',
    end: 'SUCCEEDED',
    faults: [{ fault: 'netconf.drop-after', after: { rpc: 'edit-config' } }],
  },
  {
    trouble: 'connection dropped after the reload',
    end: 'SUCCEEDED',
    faults: [{ fault: 'netconf.drop-after', after: { rpc: 'reload' } }],
  },
  { trouble: 'never returns', end: 'LOST', faults: [{ fault: 'device.never-returns' }] },
  { trouble: 'old level after the reload', end: 'FAILED_OLD_LEVEL', faults: [{ fault: 'device.old-level' }] },
  {
    trouble: 'SSH up, NETCONF five minutes later',
    end: 'SUCCEEDED',
    faults: [{ fault: 'netconf.not-ready', params: { delayMs: 300_000 } }],
  },
  { trouble: 'reload ignored', end: 'INDETERMINATE', faults: [{ fault: 'device.reload-ignored' }] },
  {
    trouble: 'stack member missing',
    end: 'FAILED_DEGRADED',
    faults: [{ fault: 'stack.member-missing' }],
    members: ['C9300-24T', 'C9300-48T'],
  },
];

/** Id of the switch of a row. */
export function troubledId(index: number): string {
  return `sw-${String(index + 1).padStart(4, '0')}`;
}
