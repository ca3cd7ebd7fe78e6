import { childOf, childrenOf, descend, leafOf } from '../../netconf/index.ts';
import type { XmlElement } from '../../netconf/index.ts';
import type { LicenseUsage } from '../../../model/device.ts';
import { SMART_LICENSE_NAMESPACE } from '../namespaces.ts';
import { LICENSE_STATE_PATH } from '../paths.ts';
import { booleanOf, numberOf, plainText, plainTextOrNull } from './text.ts';

/** Registration of Smart Licensing before 17.3.2; under policy it stays `not-registered` and says nothing. */
export interface Registration {
  readonly state: 'not-registered' | 'complete' | 'in-progress' | 'retry' | 'failed' | null;
  readonly smartAccount: string | null;
  readonly virtualAccount: string | null;
  readonly failMessage: string | null;
}

/** Enum `registration-state-enum` of cisco-smart-license. */
const REGISTRATION_STATES: ReadonlyMap<string, Registration['state']> = new Map([
  ['reg-state-not-registered', 'not-registered'],
  ['reg-state-complete', 'complete'],
  ['reg-state-in-progress', 'in-progress'],
  ['reg-state-retry', 'retry'],
  ['reg-state-failed', 'failed'],
]);

/** A trust code, one per member (17.4 and later). */
export interface TrustCode {
  /** Key of the list: product id and serial in the device's own form. */
  readonly udi: string;
  readonly model: string | null;
  readonly serial: string | null;
  readonly isInstalled: boolean | null;
  readonly installedAt: string | null;
}

/** Names under which levels and add-ons are listed. */
const LEVEL_NAME = /^(network|dna)-(essentials|advantage)$/;

/**
 * Licenses in use. Null when the device did not say, as shortly after a boot; empty when it says that there are none. Rows
 * without tag, name or count are left out, so that a level is then not known rather than guessed. `enforcement-mode` is
 * not read: under policy a switch in order states `enforcement-invalid-tag`.
 */
export function readUsage(data: XmlElement | null): readonly LicenseUsage[] | null {
  const state = stateOf(data);
  if (state === null) return null;
  const rows: LicenseUsage[] = [];
  for (const item of childrenOf(state, SMART_LICENSE_NAMESPACE, 'usage')) {
    const leaf = (name: string) => leafOf(item, SMART_LICENSE_NAMESPACE, name);
    const tag = plainTextOrNull(leaf('entitlement-tag'));
    const names = [leaf('license-name'), leaf('short-name')].map(plainTextOrNull);
    const name = names.find((candidate) => LEVEL_NAME.test(candidate ?? '')) ?? names[0] ?? names[1] ?? null;
    const count = numberOf(leaf('count'));
    if (tag !== null && name !== null && count !== null) rows.push({ tag, name, count });
  }
  return rows;
}

/** Reads the registration; every field is null where the device did not say. */
export function readRegistration(data: XmlElement | null): Registration {
  const state = stateOf(data);
  const registration = state === null ? null : childOf(state, SMART_LICENSE_NAMESPACE, 'registration');
  if (registration === null)
    return { state: null, smartAccount: null, virtualAccount: null, failMessage: null };
  const part = (name: string) => childOf(registration, SMART_LICENSE_NAMESPACE, name);
  const leaf = (from: XmlElement | null, name: string) =>
    from === null ? null : plainTextOrNull(leafOf(from, SMART_LICENSE_NAMESPACE, name));
  const complete = part('registration-complete');
  return {
    state: REGISTRATION_STATES.get(leaf(registration, 'registration-state') ?? '') ?? null,
    smartAccount: leaf(complete, 'smart-account'),
    virtualAccount: leaf(complete, 'virtual-account'),
    failMessage:
      leaf(part('registration-failed'), 'fail-message') ?? leaf(part('registration-retry'), 'fail-message'),
  };
}

/** Reads the trust codes; empty where there are none or the device did not say. */
export function readTrust(data: XmlElement | null): readonly TrustCode[] {
  const state = stateOf(data);
  if (state === null) return [];
  return childrenOf(state, SMART_LICENSE_NAMESPACE, 'trust-code').map((item) => {
    const udi = childOf(item, SMART_LICENSE_NAMESPACE, 'udi');
    const leaf = (from: XmlElement | null, name: string) =>
      from === null ? null : plainTextOrNull(leafOf(from, SMART_LICENSE_NAMESPACE, name));
    return {
      udi: plainText(leafOf(item, SMART_LICENSE_NAMESPACE, 'key_udi') ?? ''),
      model: leaf(udi, 'pid'),
      serial: leaf(udi, 'sn'),
      isInstalled: booleanOf(leaf(item, 'is-installed')),
      installedAt: leaf(item, 'time-installed'),
    };
  });
}

function stateOf(data: XmlElement | null): XmlElement | null {
  return data === null ? null : descend(data, SMART_LICENSE_NAMESPACE, LICENSE_STATE_PATH);
}
