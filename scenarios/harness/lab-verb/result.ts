import type { Lab } from 'catalyst-license-lab/simulator';
import type { RolloutView } from 'catalyst-license-lab/agent';

/** The object of `lab --json`, without its schema. */
export interface LabResult {
  readonly devices: number;
  /** Devices by terminal state. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Reloads that the switches carried out, by the simulator's own record. */
  readonly reloads: number;
  /** Logins over SSH that succeeded, by the same record. */
  readonly sshSessions: number;
  /** Real milliseconds of planning and applying. */
  readonly durationMs: number;
  readonly planHash: string;
  /** More than the interface asks for: what to look at. */
  readonly rollout: string;
  readonly data: string;
}

/** Counts what happened, from the simulator's ground truth and the rollout. */
export function labResult(lab: Lab, rollout: RolloutView, durationMs: number, data: string): LabResult {
  const entries = lab.journal.from(0);
  return {
    devices: rollout.devices.length,
    outcomes: rollout.counts,
    reloads: entries.filter(({ op }) => op === 'reload-executed').length,
    sshSessions: entries.filter(({ op, detail }) => op === 'auth' && detail['ok'] === true).length,
    durationMs: Math.round(durationMs),
    planHash: rollout.planHash,
    rollout: rollout.id,
    data,
  };
}
