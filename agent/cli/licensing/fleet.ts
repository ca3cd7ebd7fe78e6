/** Work on many switches at once: bounded, in order, without trying a refused password on the whole fleet. */
import type { InventoryDevice } from '../../inventory/index.ts';
import { CredentialGate } from '../../planning/index.ts';
import type { Session } from '../context.ts';

/** Switches worked on at the same time; the network itself lets fewer handshakes run. */
const AT_ONCE = 64;

/** One switch's end: `auth-failed` is what the gate learns from. */
interface Ended {
  readonly outcome: string;
}

/** Ends in the order of `devices`; undefined for those that were not begun before `isStopped` said so. */
export async function eachDevice<End extends Ended>(
  session: Session,
  devices: readonly InventoryDevice[],
  isStopped: () => boolean,
  work: (device: InventoryDevice) => Promise<End>,
  refused: (device: InventoryDevice) => End,
): Promise<readonly (End | undefined)[]> {
  const gate = new CredentialGate(session.clock);
  const ends: (End | undefined)[] = devices.map(() => undefined);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < devices.length && !isStopped(); index = next++) {
      const device = devices[index];
      if (device === undefined) continue;
      const { credentials } = device.address;
      if (!(await gate.enter(credentials))) {
        ends[index] = refused(device);
        continue;
      }
      const end = await work(device);
      ends[index] = end;
      const isRefused = end.outcome === 'auth-failed';
      const isOther = ['unreachable', 'identity-mismatch', 'failed'].includes(end.outcome);
      gate.leave(credentials, isRefused ? 'refused' : isOther ? 'other' : 'accepted');
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  } finally {
    gate.close();
  }
  return ends;
}

/** Words for a switch that was not tried. */
export const notTried = ({ address }: InventoryDevice) => ({
  id: address.deviceId,
  outcome: 'auth-failed' as const,
  message: `Not tried: the credentials "${address.credentials}" were refused by other switches.`,
});
