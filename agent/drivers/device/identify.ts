import { DeviceError } from '../../../core/errors.ts';
import type { LicenseLabError } from '../../../core/errors.ts';
import type { Failure } from '../../../core/machine.ts';
import type { Identity } from '../../../core/model/device.ts';
import type { RpcReply } from '../../../core/wire/netconf/index.ts';
import { connect } from './connect.ts';
import { ok } from './failures.ts';
import { IDENTITY_ASKS, missingIn, whoIs } from './identity-reading.ts';
import type { Who } from './identity-reading.ts';
import type { Kit, Operation } from './kit.ts';
import { readUntil } from './reading.ts';
import type { Held } from './sessions.ts';
import type { Task } from './task.ts';

/**
 * Opens a session and reads who answers: release, serials of all members, boot time, all in one go. Sessions that the machine
 * had before end; one that waiting for readiness has left open, and nothing was done on, is taken over. Calls again what may
 * pass by itself; a refused login and another host key are final. Ends as *not sent* with the last reason.
 */
export const identify: Operation<'identify'> = (kit, _effect, task) => {
  const unused = kit.sessions.unnamed(task.owner, task.address);
  for (const held of kit.sessions.of(task.owner)) if (held !== unused) held.destroy();
  const ask = (held: Held, again: (error: LicenseLabError) => void): void =>
    readIdentity(kit, task, held, (reason) => again(asError(reason)));
  if (unused === null) connect(kit, task, ask);
  else ask(unused, () => connect(kit, task, ask));
};

function readIdentity(kit: Kit, task: Task, held: Held, lost: (reason: Failure) => void): void {
  const accept = ([device, stack]: readonly RpcReply[]):
    | { readonly value: Who }
    | { readonly missing: string } => {
    const who = whoIs(device, stack);
    const missing = missingIn(who);
    return missing === null ? { value: who } : { missing };
  };
  readUntil(kit, task, held, { asks: IDENTITY_ASKS, accept, lost }, ({ system, serials, members }) => {
    const identity: Identity = {
      sessionEpoch: kit.sessions.name(held),
      hostKey: held.netconf.hostKey,
      release: system.release ?? '',
      serials,
      members,
      bootTime: system.bootTime ?? '',
      candidate: held.candidate,
    };
    task.finish(ok(identity));
  });
}

/** A lost session is a reason to call again. */
function asError({ code, message }: Failure): LicenseLabError {
  return new DeviceError(code, message, { definite: true, retry: 'new-session' });
}
