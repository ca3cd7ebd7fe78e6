/** Why a switch is not accounted for: no trust, no report, no acknowledgement, not known to CSSM, silent. */
import { DAY_MS, dayNumber } from '../../core/model/license-terms.ts';
import type { ProductInstance } from '../../core/wire/cssm/index.ts';
import type { DeviceView, Snapshot } from '../accounts/index.ts';
import { command } from './finding.ts';
import type { Facts, Finding, FindingCode } from './finding.ts';

/** Product instances by serial, upper case. */
export type InstancesBySerial = ReadonlyMap<string, readonly ProductInstance[]>;

/** What switches are judged by. */
export interface DeviceJudge {
  readonly account: string;
  /** Null: the account was never retrieved. */
  readonly snapshot: Snapshot | null;
  readonly instances: InstancesBySerial;
  readonly nowMs: number;
  readonly silentDays: number;
}

/** The first thing that is wrong with a switch; later ones follow from it. */
export function deviceFinding(device: DeviceView, judge: DeviceJudge): readonly Finding[] {
  const { id, lastSync, virtualAccount } = device;
  const { account, snapshot } = judge;
  const said =
    lastSync.at === null
      ? 'never synchronized from here'
      : `synchronized ${lastSync.at}: ${lastSync.reason ?? 'ok'}`;
  const found = (
    code: FindingCode,
    text: string,
    advice: string | null,
    next: string,
    evidence = said,
    more: Facts = {},
  ): readonly Finding[] => [
    {
      code,
      subject: id,
      text,
      evidence,
      facts: {
        account,
        virtualAccount,
        device: id,
        syncAt: lastSync.at,
        syncResult: lastSync.result,
        said: lastSync.reason,
        ...more,
      },
      advice,
      next,
    },
  ];
  const sync = command('device', 'sync', id);
  const associate = command('account', 'associate', '--select', `id=${id}`, '--account', account);
  if (
    snapshot !== null &&
    virtualAccount !== null &&
    !snapshot.virtualAccounts.some(({ name }) => name === virtualAccount)
  ) {
    const evidence = `the account has ${snapshot.virtualAccounts.map(({ name }) => name).join(', ')}`;
    return found(
      'VIRTUAL_ACCOUNT_GONE',
      `Its Virtual Account ${virtualAccount} is not there any more.`,
      null,
      associate,
      evidence,
    );
  }
  switch (lastSync.result) {
    case 'silent':
      return found('TRUST_MISSING', 'The switch sends nothing to CSSM.', null, associate);
    case 'unacknowledged':
      return found(
        'REPORT_NOT_ACKNOWLEDGED',
        'CSSM took its report and has not acknowledged it.',
        null,
        sync,
      );
    case 'rejected':
      if (device.association !== 'orphaned') break;
      return found('INSTANCE_GONE', 'CSSM does not know it any more.', null, associate);
    case null:
    case 'ok':
      return listed(device, judge, found, sync);
    default:
  }
  return found('REPORT_MISSING', `Its last synchronization ended ${lastSync.result}.`, null, sync);
}

/** What CSSM's own list says of a switch that has no trouble of its own. */
function listed(
  { serials }: DeviceView,
  { snapshot, instances, nowMs, silentDays }: DeviceJudge,
  found: (
    code: FindingCode,
    text: string,
    advice: string | null,
    next: string,
    evidence?: string,
    more?: Facts,
  ) => readonly Finding[],
  sync: string,
): readonly Finding[] {
  if (snapshot === null || serials.length === 0) return [];
  const rows = serials.flatMap((serial) => instances.get(serial.toUpperCase()) ?? []);
  if (rows.length === 0) {
    return found(
      'REPORT_MISSING',
      'CSSM does not list it in this account.',
      null,
      sync,
      `no product instance has ${serials.join(', ')}`,
    );
  }
  const last =
    rows
      .map(({ lastContact }) => lastContact)
      .toSorted()
      .at(-1) ?? '';
  const days = daysSince(last, nowMs);
  if (days === null || days < silentDays) return [];
  const evidence = `last contact ${last}; ${silentDays} days are the limit`;
  const advice = 'Is it there and powered? Then look at its transport.';
  return found('SILENT', `CSSM has not heard of it for ${days} days.`, advice, sync, evidence, {
    lastContact: last,
    days,
  });
}

/** Whole days (UTC) since a moment as CSSM writes it; null when it cannot be read. */
export function daysSince(moment: string, nowMs: number): number | null {
  const day = dayNumber(moment);
  return day === null ? null : Math.floor(nowMs / DAY_MS) - day;
}
