/** Associates switches with a Smart Account and a Virtual Account: one machine per switch. */
import { ConfigError, isLicenseLabError } from '../../core/errors.ts';
import { ASSOCIATION_ENDS } from '../../core/machines/association/index.ts';
import type { AssociationEnd, AssociationState, OldPlace } from '../../core/machines/association/index.ts';
import type { TrustTarget } from '../../core/ports/licensing.ts';
import type { FoundAccount, VirtualAccount } from '../../core/wire/cssm/index.ts';
import { suggestWord } from '../../core/model/nearest.ts';
import type { CssmClient } from '../cssm/index.ts';
import type { InventoryDevice } from '../inventory/index.ts';
import { answered } from './answered.ts';
import type { LicensingMachines } from './machines/runner.ts';
import type { Registry } from './registry.ts';
import { outcomeOf } from './sync-device.ts';

/** Where switches are to belong. */
export interface AssociationTarget extends TrustTarget {
  /** Domain of the Smart Account. */
  readonly account: string;
}

/** How one switch ended. */
export interface DeviceAssociation {
  readonly id: string;
  readonly outcome:
    | 'ok'
    | 'already'
    | 'not-trusted'
    | 'not-reported'
    | 'not-seen'
    | 'indeterminate'
    | ReturnType<typeof outcomeOf>;
  /** Empty when all is well. */
  readonly message: string;
}

/** The target, checked at CSSM. Throws `ACCOUNT_GONE`, `VIRTUAL_ACCOUNT_UNKNOWN`, and CSSM's errors. */
export async function associationTarget(
  cssm: CssmClient,
  account: string,
  virtualAccount: string | null,
): Promise<AssociationTarget> {
  const found = await answered<FoundAccount | null>((done) => cssm.account(account, done));
  if (isLicenseLabError(found)) throw found;
  if (found === null || !found.isUsable) {
    const why = found === null ? 'there is no such account' : `it is "${found.status}"`;
    throw new ConfigError('ACCOUNT_GONE', `CSSM cannot take switches into ${account}: ${why}.`);
  }
  const rows = await answered<readonly VirtualAccount[]>((done) => cssm.virtualAccounts(account, done));
  if (isLicenseLabError(rows)) throw rows;
  const chosen =
    virtualAccount === null
      ? rows.find(({ isDefault }) => isDefault)
      : rows.find(({ name }) => name.toLowerCase() === virtualAccount.toLowerCase());
  if (chosen === undefined) {
    throw new ConfigError(
      'VIRTUAL_ACCOUNT_UNKNOWN',
      `${account} has no Virtual Account "${virtualAccount ?? ''}".`,
      {
        hint: suggestWord(virtualAccount ?? '', rows.map(({ name }) => name).slice(0, 20)),
      },
    );
  }
  return { account, accounts: [account, found.name], virtualAccount: chosen.name };
}

/** Associates one switch to its end. Never rejects for what switch and CSSM do; with the store's errors it does. */
export async function associateDevice(
  machines: LicensingMachines,
  registry: Registry,
  target: AssociationTarget,
  device: InventoryDevice,
): Promise<DeviceAssociation> {
  const { address, serials } = device;
  const { account, accounts, virtualAccount } = target;
  const { state } = await machines.associate({
    address,
    account,
    target: { accounts, virtualAccount },
    old: oldPlace(device, target, registry),
    stated: serials,
  });
  const end = associationOutcome(state);
  const isOther = state.account !== account || state.target.virtualAccount !== virtualAccount;
  if (!isOther) return { id: address.deviceId, ...end };
  const went = `An association with ${state.account} that was open had to end first (${end.outcome}). Run the same command again.`;
  return { id: address.deviceId, outcome: 'failed', message: went };
}

/** Where the old product instance is: nowhere when the switch stays, or when its account is removed here or gone at CSSM. */
function oldPlace(device: InventoryDevice, target: AssociationTarget, registry: Registry): OldPlace | null {
  const { virtualAccount } = device;
  const account = device.account?.toLowerCase() ?? null;
  if (account === null || virtualAccount === null) return null;
  if (account === target.account && virtualAccount === target.virtualAccount) return null;
  const isThere = registry.accounts.some(({ name, gone }) => name === account && gone === null);
  return isThere ? { account, virtualAccount } : null;
}

const OUTCOMES: Readonly<Record<AssociationEnd, DeviceAssociation['outcome'] | null>> = {
  ASSOCIATED: 'ok',
  UNREPORTED: 'not-reported',
  NOT_SEEN: 'not-seen',
  NOT_TRUSTED: 'not-trusted',
  // Its failure says whether the switch was reached.
  UNCHANGED: null,
  IDENTITY_MISMATCH: 'identity-mismatch',
  INDETERMINATE: 'indeterminate',
};

/**
 * How an association that was open before ended, when nothing more is to be done: it went well, or a person has to look. Null:
 * begin another one.
 */
export function resumedEnd(state: AssociationState, target: AssociationTarget): DeviceAssociation | null {
  if (state.account !== target.account || state.target.virtualAccount !== target.virtualAccount) return null;
  if (state.at !== 'ASSOCIATED' && state.at !== 'INDETERMINATE') return null;
  return { id: state.address.deviceId, ...associationOutcome(state) };
}

/** The end of an association in the words of the verb. */
function associationOutcome({ at, account, failure }: AssociationState): Omit<DeviceAssociation, 'id'> {
  if (!Object.hasOwn(ASSOCIATION_ENDS, at)) return { outcome: 'failed', message: `It stands at ${at}.` };
  const said = failure === null ? '' : [failure.message, failure.hint ?? ''].join(' ').trim();
  const outcome = OUTCOMES[at as AssociationEnd] ?? outcomeOf(failure?.code ?? '');
  if (outcome === 'not-trusted') return { outcome, message: `The switch does not trust ${account}: ${said}` };
  if (outcome === 'not-reported') return { outcome, message: `It trusts ${account}, but ${said}` };
  if (outcome === 'ok' && failure !== null)
    return { outcome, message: `Its old product instance stays: ${said}` };
  return { outcome, message: said };
}
