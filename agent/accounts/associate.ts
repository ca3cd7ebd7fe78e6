/**
 * Associates switches with a Smart Account and a Virtual Account: trust, report, seen there, kept. A bounded task, not yet a
 * machine. Repeating it is safe: who is associated already is left alone, and before each trust the switch is asked whether it
 * has it. The old product instance stays at CSSM until it is removed there: this release has no call for that.
 */
import { ConfigError, isLicenseLabError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { FoundAccount, ProductInstance, VirtualAccount } from '../../core/wire/cssm/index.ts';
import { suggestWord } from '../../core/model/nearest.ts';
import type { CssmClient } from '../cssm/index.ts';
import type { DeviceReport } from '../drivers/device/license-report.ts';
import type { DeviceTrust, TrustTarget } from '../drivers/device/license-trust.ts';
import type { InventoryDevice } from '../inventory/index.ts';
import type { Secret } from '../secrets/index.ts';
import { answered } from './answered.ts';
import { keepAssociation, keepSync } from './device-records.ts';
import type { Documents } from './documents.ts';
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
    | ReturnType<typeof outcomeOf>;
  /** Empty when all is well. */
  readonly message: string;
}

/** What an association works with. */
export interface AssociationWorld {
  readonly documents: Documents;
  readonly cssm: CssmClient;
  readonly clock: Clock;
  /** One session: trust with the token, then report. Rejects when the switch could not be spoken with. */
  trustAndReport(
    device: InventoryDevice,
    target: TrustTarget,
    token: () => Promise<Secret>,
  ): Promise<{ readonly trust: DeviceTrust; readonly report: DeviceReport | null }>;
}

/** Life of a registration token: the shortest there is. */
const TOKEN_DAYS = 1;

/** Between two looks whether the switches are seen at the account, and how many there are. */
const LOOK_MS = 10_000;
const LOOKS_MAX = 12;

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

/** One token for all switches, made at the first that needs it; rejects with CSSM's error, the same for all. */
export function createTokenOnce(cssm: CssmClient, target: AssociationTarget): () => Promise<Secret> {
  let made: Promise<Secret> | null = null;
  const make = async (): Promise<Secret> => {
    const request = {
      description: 'liclab account associate',
      expiresAfterDays: TOKEN_DAYS,
      exportControlled: false,
    };
    const answer = await answered<Secret>((done) =>
      cssm.createToken(target.account, target.virtualAccount, request, done),
    );
    if (isLicenseLabError(answer)) throw answer;
    return answer;
  };
  return () => (made ??= make());
}

/** Associates one switch up to its report; being seen is looked at for all together. Never rejects for what switch and CSSM do. */
export async function associateDevice(
  world: AssociationWorld,
  target: AssociationTarget,
  token: () => Promise<Secret>,
  device: InventoryDevice,
): Promise<DeviceAssociation> {
  const id = device.address.deviceId;
  const said = (outcome: DeviceAssociation['outcome'], message: string): DeviceAssociation => ({
    id,
    outcome,
    message,
  });
  try {
    const { trust, report } = await world.trustAndReport(device, target, token);
    if (trust.result !== 'trusted' && trust.result !== 'already') {
      return said(
        'not-trusted',
        `The switch does not trust ${target.account}: ${trust.result} ${trust.words}`.trimEnd(),
      );
    }
    const { account, virtualAccount } = target;
    const atMs = world.clock.wallMs();
    // The switch belongs there from here on, whatever becomes of its report.
    await keepAssociation(world.documents, id, { account, virtualAccount, atMs });
    const isReported = report?.result === 'acknowledged' || report?.result === 'accepted';
    const message = isReported
      ? ''
      : `It trusts ${account}, but its report: ${report?.result ?? 'none'} ${report?.words ?? ''}`;
    const result = isReported ? 'ok' : (report?.result ?? 'unheard');
    await keepSync(world.documents, id, { atMs, result, reason: isReported ? null : message, isGone: false });
    return isReported ? said('ok', '') : said('not-reported', message.trimEnd());
  } catch (error) {
    if (!isLicenseLabError(error)) throw error;
    return said(
      outcomeOf(error.code),
      error.hint === null ? error.message : `${error.message} ${error.hint}`,
    );
  }
}

/** Switches of `devices` that CSSM does not list in the target, after some patience. A list that cannot be read says nobody. */
export async function notSeen(
  { cssm, clock }: AssociationWorld,
  target: AssociationTarget,
  devices: readonly { readonly id: string; readonly serials: readonly string[] }[],
): Promise<ReadonlySet<string>> {
  let missing = devices.filter(({ serials }) => serials.length > 0);
  for (let look = 1; missing.length > 0; look++) {
    const { virtualAccount } = target;
    const rows = await answered<readonly ProductInstance[]>((done) =>
      cssm.instances(target.account, { virtualAccounts: [virtualAccount] }, done),
    );
    if (!isLicenseLabError(rows)) {
      const listed = new Set(rows.map(({ serial }) => serial.toUpperCase()));
      missing = missing.filter(({ serials }) => !serials.some((serial) => listed.has(serial)));
    }
    if (look >= LOOKS_MAX || missing.length === 0) break;
    await new Promise<void>((resolve) => void clock.setTimer('association look', LOOK_MS, resolve));
  }
  return new Set(missing.map(({ id }) => id));
}
