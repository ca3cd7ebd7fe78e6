import { drawBoot, textParam } from '../boot-faults.ts';
import type { Chassis, Moment } from '../chassis.ts';
import { type Writer, whoIs } from './edit.ts';

/** Milliseconds from the answer to the end of all sessions. Own choice. */
const GO_DOWN_MS = [1000, 3000] as const;

/** What becomes of a request to reload. An ignored one is answered like an accepted one. */
export type ReloadResult =
  | { readonly kind: 'accepted' | 'ignored' }
  | { readonly kind: 'refused'; readonly message: string };

/**
 * Asks for a reload. `reason` is what the device will state as last reload reason. Asks for `device.reload-refused` and
 * `device.reload-ignored`, then for the faults of the boot.
 */
export function requestReload(
  chassis: Chassis,
  writer: Writer & { readonly via: 'netconf' | 'cli' },
  moment: Moment,
  reason: string,
  force: boolean,
): ReloadResult {
  const result = decide(chassis, moment, force);
  chassis.note('reload-received', writer.session, writer.user, {
    via: writer.via,
    reason,
    force,
    result: result.kind,
  });
  if (result.kind !== 'accepted') return result;
  const by = writer.via === 'cli' ? whoIs(writer.user) : writer.user;
  chassis.log('SYS-5-RELOAD', `Reload requested by ${by}. Reload Reason: ${reason}.`);
  const reload = { reason, via: writer.via, plan: drawBoot(chassis, moment) };
  chassis.dispatch({ type: 'reload-accepted', reload, inMs: chassis.draw('go down', GO_DOWN_MS) });
  return result;
}

function decide(chassis: Chassis, moment: Moment, force: boolean): ReloadResult {
  const refused = chassis.take('device.reload-refused', moment);
  if (refused !== null)
    return { kind: 'refused', message: textParam(refused, 'message', 'Reload not allowed') };
  const { isUnsaved, reload } = chassis.state;
  if (reload !== null) return { kind: 'refused', message: 'Reload is already in progress' };
  // Assumed (no capture exists): without `force` the rpc does what its description implies. The CLI has asked before.
  if (isUnsaved && !force) {
    return { kind: 'refused', message: 'System configuration has been modified; save it or use force' };
  }
  return chassis.take('device.reload-ignored', moment) === null ? { kind: 'accepted' } : { kind: 'ignored' };
}
