import { textParam } from '../boot-faults.ts';
import type { ActiveFault } from '../../faults/contract.ts';
import type { Chassis, Moment } from '../chassis.ts';
import { levelText, type Writer } from './edit.ts';

/** Milliseconds that saving takes: 2.5-3.7 s were measured on wireless controllers of 17.12 to 17.18. */
const SAVE_MS = [2500, 3700] as const;

/** How a save ended. `asError`: a failure is to be answered as an rpc-error instead of a text. */
export type SaveResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly message: string; readonly asError: boolean };

/**
 * Copies running to startup; `done` is called later, unless the device went down meanwhile. What is saved is running as
 * it was at the start. Asks for `device.save-fails` and `device.save-lies`.
 */
export function save(
  chassis: Chassis,
  writer: Writer,
  moment: Moment,
  done: (result: SaveResult) => void,
): void {
  const { boot, running } = chassis.state;
  const fault = chassis.take('device.save-fails', moment);
  chassis.setTimer('save', chassis.draw('save', SAVE_MS), () => {
    const isSameBoot = chassis.state.boot.count === boot.count && chassis.state.phase !== 'off';
    if (!isSameBoot) return;
    const ok = fault === null;
    const isLie = ok && chassis.take('device.save-lies', moment) !== null;
    if (ok && !isLie) chassis.dispatch({ type: 'saved', atMs: chassis.now(), config: running });
    chassis.note('save', writer.session, writer.user, {
      via: writer.via,
      ok,
      level: levelText(running.level),
      ...(isLie ? { fault: 'device.save-lies' } : {}),
    });
    done(fault === null ? { ok: true } : failure(fault));
  });
}

function failure(fault: ActiveFault): SaveResult {
  return {
    ok: false,
    message: textParam(fault, 'message', 'nv: write failed, no space left on device'),
    asError: fault.params['as'] === 'rpc-error',
  };
}
