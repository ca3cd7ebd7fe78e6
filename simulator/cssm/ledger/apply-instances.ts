import type { ChangeOf } from './events.ts';
import { LIMITS } from './limits.ts';
import { instanceIn, virtualAccountIn } from './present.ts';
import type { InstanceState, LedgerState, Udi, Used } from './state.ts';

/** RUM reports remembered per instance: as many as a switch keeps (`reference/cssm.md` 3.6). */
const RUMS_MAX = 300;

export function applyTrusted(state: LedgerState, event: ChangeOf<'trusted'>, at: number): void {
  const { uuid, domain, virtualAccount, hostname, udis, release } = event;
  const known = state.instances.get(uuid);
  if (known === undefined) {
    virtualAccountIn(state, domain, virtualAccount).instances.add(uuid);
    state.instances.set(uuid, {
      uuid,
      domain,
      virtualAccount,
      hostname,
      udis,
      release,
      registeredAt: at,
      lastContactAt: at,
      usage: [],
      acknowledged: 0,
      acknowledgedAt: null,
      rums: [],
      authorized: [],
      waiting: [],
    });
    nameSerials(state, uuid, [], udis);
  } else {
    if (known.virtualAccount !== virtualAccount) moveInstance(state, uuid, virtualAccount);
    contact(state, known, event, at);
  }
  for (const { serial } of udis) state.removed.delete(serial);
  const token = event.token === null ? undefined : state.tokens.get(event.token);
  if (token !== undefined) token.uses += 1;
}

export function applyReported(state: LedgerState, event: ChangeOf<'reported'>, at: number): void {
  const instance = instanceIn(state, event.uuid);
  state.reportsMade += 1;
  contact(state, instance, event, at);
  const waiting = [...instance.waiting, { report: event.report, usage: event.usage }];
  instance.waiting = waiting.slice(-LIMITS.waiting);
  if (event.rums !== undefined) instance.rums = [...instance.rums, ...event.rums].slice(-RUMS_MAX);
}

/** Usage counts from here on; an older report that is acknowledged late changes nothing. */
export function applyAcknowledged(state: LedgerState, event: ChangeOf<'acknowledged'>, at: number): void {
  const instance = instanceIn(state, event.uuid);
  const taken = instance.waiting.find((waiting) => waiting.report === event.report);
  instance.waiting = instance.waiting.filter((waiting) => waiting.report !== event.report);
  if (taken === undefined || taken.report < instance.acknowledged) return;
  const holder = virtualAccountIn(state, instance.domain, instance.virtualAccount);
  count(holder.inUse, instance.usage, -1);
  count(holder.inUse, taken.usage, 1);
  instance.usage = taken.usage;
  instance.acknowledged = taken.report;
  instance.acknowledgedAt = at;
}

/** What is authorized to a device is reserved for it. */
export function applyAuthorized(state: LedgerState, event: ChangeOf<'authorized'>): void {
  const instance = instanceIn(state, event.uuid);
  const { reserved } = virtualAccountIn(state, instance.domain, instance.virtualAccount);
  count(reserved, instance.authorized, -1);
  count(reserved, event.authorized, 1);
  instance.authorized = event.authorized;
}

export function applyInstanceRemoved(state: LedgerState, event: ChangeOf<'instance-removed'>): void {
  const instance = instanceIn(state, event.uuid);
  const holder = virtualAccountIn(state, instance.domain, instance.virtualAccount);
  count(holder.inUse, instance.usage, -1);
  count(holder.reserved, instance.authorized, -1);
  holder.instances.delete(instance.uuid);
  state.instances.delete(instance.uuid);
  nameSerials(state, instance.uuid, instance.udis, []);
  for (const { serial } of instance.udis) state.removed.set(serial, instance.uuid);
  for (const oldest of state.removed.keys()) {
    if (state.removed.size <= LIMITS.removed) break;
    state.removed.delete(oldest);
  }
}

/** Puts an instance with its usage and its authorizations into another Virtual Account of its Smart Account. */
export function moveInstance(state: LedgerState, uuid: string, to: string): void {
  const instance = instanceIn(state, uuid);
  const holder = virtualAccountIn(state, instance.domain, instance.virtualAccount);
  const taker = virtualAccountIn(state, instance.domain, to);
  count(holder.inUse, instance.usage, -1);
  count(taker.inUse, instance.usage, 1);
  count(holder.reserved, instance.authorized, -1);
  count(taker.reserved, instance.authorized, 1);
  holder.instances.delete(uuid);
  taker.instances.add(uuid);
  instance.virtualAccount = to;
}

interface Contact {
  readonly hostname: string;
  readonly udis: readonly Udi[];
  readonly release: string;
}

function contact(state: LedgerState, instance: InstanceState, said: Contact, at: number): void {
  nameSerials(state, instance.uuid, instance.udis, said.udis);
  instance.hostname = said.hostname;
  instance.udis = said.udis;
  instance.release = said.release;
  instance.lastContactAt = at;
}

function nameSerials(state: LedgerState, uuid: string, before: readonly Udi[], after: readonly Udi[]): void {
  for (const { serial } of before) {
    const others = (state.bySerial.get(serial) ?? []).filter((other) => other !== uuid);
    if (others.length === 0) state.bySerial.delete(serial);
    else state.bySerial.set(serial, others);
  }
  for (const { serial } of after) {
    const others = state.bySerial.get(serial) ?? [];
    if (!others.includes(uuid)) state.bySerial.set(serial, [...others, uuid]);
  }
}

function count(sums: Map<string, number>, usage: readonly Used[], sign: 1 | -1): void {
  for (const { license, quantity } of usage) {
    const sum = (sums.get(license) ?? 0) + sign * quantity;
    if (sum === 0) sums.delete(license);
    else sums.set(license, sum);
  }
}
