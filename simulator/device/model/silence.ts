import { transportOf } from './config.ts';
import type { DeviceState } from './state.ts';

/** Why a device sends no reports; shown as overall state of the communication. */
export type Silence =
  | 'Insufficient trust for direct communication'
  | 'Device configured for Offline transport';

/** Why this device sends no report now, or null when it does. */
export function silence(state: DeviceState): Silence | null {
  if (transportOf(state.running) === 'off') return 'Device configured for Offline transport';
  return state.licensing.trust === null ? 'Insufficient trust for direct communication' : null;
}
