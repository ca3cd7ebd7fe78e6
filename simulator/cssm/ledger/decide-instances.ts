import type { Random } from '../../../core/ports/random.ts';
import { usableVirtualAccount } from './decide-accounts.ts';
import { usableToken } from './decide-tokens.ts';
import type { ChangeOf } from './events.ts';
import { uuidText } from './identifiers.ts';
import { LIMITS, full } from './limits.ts';
import { isRefusal, refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { findInstance } from './state.ts';
import type { LedgerState, Udi, Used } from './state.ts';

/** A device as it introduces itself. */
export interface Introduction {
  readonly hostname: string;
  readonly release: string;
  /** At least one; the first is the active chassis. */
  readonly udis: readonly Udi[];
}

/**
 * Trust with a token: the instance of these serials in the token's account, or a new one. An instance in another account
 * stays there until somebody removes it.
 */
export function decideTrust(
  state: LedgerState,
  token: string,
  device: Introduction,
  at: number,
  random: Random,
): ChangeOf<'trusted'> | Refusal {
  const usable = usableToken(state, token, at);
  if (isRefusal(usable)) return usable;
  return admit(state, usable.domain, usable.virtualAccount, device, random, usable.token);
}

/**
 * First contact of a device that the lab made with trust in place: CSSM lists it from its first report on (`reference/cssm.md`
 * 3.5). Refused when the instance was removed: such a device must be trusted anew.
 */
export function decideFirstContact(
  state: LedgerState,
  domain: string,
  virtualAccount: string,
  device: Introduction,
  random: Random,
): ChangeOf<'trusted'> | Refusal {
  if (device.udis.some(({ serial }) => state.removed.has(serial))) {
    return refuse('instance-removed', 'The instance was removed.');
  }
  return admit(state, domain, virtualAccount, device, random, null);
}

function admit(
  state: LedgerState,
  domain: string,
  virtualAccount: string,
  device: Introduction,
  random: Random,
  token: string | null,
): ChangeOf<'trusted'> | Refusal {
  const holder = usableVirtualAccount(state, domain, virtualAccount);
  if (isRefusal(holder)) return holder;
  if (device.udis.length === 0) return refuse('instance-unknown', 'A device has at least one serial number.');
  const known = findInstance(state, domain, serialsOf(device));
  const beyond =
    known === undefined ? full(state.instances.size, LIMITS.instances, 'product instances') : null;
  if (beyond !== null) return beyond;
  return {
    type: 'trusted',
    uuid: known?.uuid ?? uuidText(random),
    domain: domain.toLowerCase(),
    virtualAccount,
    hostname: device.hostname,
    udis: device.udis,
    release: device.release,
    token,
  };
}

/** A usage report of a known instance. It counts when it is acknowledged; a RUM report that was taken before is refused. */
export function decideReport(
  state: LedgerState,
  domain: string,
  device: Introduction,
  usage: readonly Used[],
  rums?: readonly string[],
): ChangeOf<'reported'> | Refusal {
  const instance = findInstance(state, domain, serialsOf(device));
  if (instance === undefined) return refuse('instance-unknown', 'The instance is not known.');
  const holder = usableVirtualAccount(state, domain, instance.virtualAccount);
  if (isRefusal(holder)) return holder;
  if (usage.some(({ quantity }) => !Number.isInteger(quantity) || quantity < 0)) {
    return refuse('quantity', 'Quantities are whole numbers of 0 or more.');
  }
  const double = rums?.find((rum, index) => instance.rums.includes(rum) || rums.indexOf(rum) !== index);
  if (double !== undefined)
    return refuse('report-duplicate', `The usage report ${double} was received already.`);
  return {
    type: 'reported',
    uuid: instance.uuid,
    report: state.reportsMade + 1,
    hostname: device.hostname,
    udis: device.udis,
    release: device.release,
    usage,
    ...(rums === undefined ? {} : { rums }),
  };
}

/** The report is processed: its usage counts. Refused when the instance or its account went in the meantime. */
export function decideAcknowledgement(
  state: LedgerState,
  uuid: string,
  report: number,
): ChangeOf<'acknowledged'> | Refusal {
  const instance = state.instances.get(uuid);
  if (instance === undefined) return refuse('instance-unknown', 'The instance is not known.');
  const holder = usableVirtualAccount(state, instance.domain, instance.virtualAccount);
  return isRefusal(holder) ? holder : { type: 'acknowledged', uuid, report };
}

/**
 * Removal at CSSM: its licenses are free, the device has to be trusted anew. Refused while restricted licenses are authorized to
 * it, unless they are returned with it (`reference/cssm.md` 3.5).
 */
export function decideRemoval(
  state: LedgerState,
  uuid: string,
  isReturned = false,
): ChangeOf<'instance-removed'> | Refusal {
  const instance = state.instances.get(uuid);
  if (instance === undefined) return refuse('instance-unknown', 'The instance is not known.');
  if (instance.authorized.length > 0 && !isReturned) {
    return refuse(
      'instance-holds-restricted',
      'Licenses are authorized to the instance; a return code is needed.',
    );
  }
  return { type: 'instance-removed', uuid };
}

function serialsOf(device: Introduction): readonly string[] {
  return device.udis.map((udi) => udi.serial);
}
