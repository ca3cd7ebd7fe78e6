/** Makes a switch report now and says how it went, with CSSM's own word on why it refused. */
import { isLicenseLabError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { FoundAccount, VirtualAccount } from '../../core/wire/cssm/index.ts';
import type { CssmClient } from '../cssm/index.ts';
import type { DeviceReport } from '../drivers/device/license-report.ts';
import type { InventoryDevice } from '../inventory/index.ts';
import { answered } from './answered.ts';
import { keepSync } from './device-records.ts';
import type { Documents } from './documents.ts';
import { noteGone } from './registry.ts';

/** How a synchronization ended. */
export type SyncOutcome =
  | 'ok'
  | 'unacknowledged'
  | 'rejected'
  | 'cssm-unanswered'
  | 'silent'
  | 'unheard'
  | 'account-removed'
  | 'unreachable'
  | 'auth-failed'
  | 'identity-mismatch'
  | 'failed';

/** A synchronization as `device sync --json` gives it. */
export interface DeviceSync {
  readonly id: string;
  readonly outcome: SyncOutcome;
  /** Empty when all is well. */
  readonly message: string;
}

/** What a synchronization works with. */
export interface SyncWorld {
  readonly documents: Documents;
  /** Null: the inventory names no CSSM, nobody can be asked. */
  readonly cssm: CssmClient | null;
  readonly clock: Clock;
  /** Rejects when the switch could not be spoken with. */
  report(device: InventoryDevice): Promise<DeviceReport>;
}

/** Answers of CSSM on accounts, asked once per run: a thousand switches of one account cost one question. */
export type Standing = ReturnType<typeof createStanding>;

/** Synchronizes one switch and keeps how it ended. Never rejects for what switch or CSSM do; with the store's errors it does. */
export async function syncDevice(
  world: SyncWorld,
  standing: Standing,
  device: InventoryDevice,
  removed: ReadonlySet<string>,
): Promise<DeviceSync> {
  const { documents, clock } = world;
  const id = device.address.deviceId;
  const ended = await performed(world, standing, device, removed);
  const { outcome, message, isGone } = ended;
  const reason = outcome === 'ok' ? null : message;
  await keepSync(documents, id, { atMs: clock.wallMs(), result: outcome, reason, isGone });
  return { id, outcome, message };
}

interface Ended {
  readonly outcome: SyncOutcome;
  readonly message: string;
  readonly isGone: boolean;
}

const said = (outcome: SyncOutcome, message: string, isGone = false): Ended => ({ outcome, message, isGone });

async function performed(
  world: SyncWorld,
  standing: Standing,
  device: InventoryDevice,
  removed: ReadonlySet<string>,
): Promise<Ended> {
  const account = device.account?.toLowerCase() ?? null;
  if (account !== null && removed.has(account)) {
    const message = `Its Smart Account ${account} was removed. Associate it with another one: liclab account associate`;
    return said('account-removed', message, true);
  }
  let report: DeviceReport;
  try {
    report = await world.report(device);
  } catch (error) {
    if (!isLicenseLabError(error)) throw error;
    return said(
      outcomeOf(error.code),
      error.hint === null ? error.message : `${error.message} ${error.hint}`,
    );
  }
  return explained(device, report, standing);
}

/** Word for an error of the conversation. */
export function outcomeOf(code: string): SyncOutcome {
  if (code === 'UNREACHABLE' || code === 'CONNECT_TIMEOUT' || code === 'JUMP_HOST_FAILED')
    return 'unreachable';
  if (code === 'AUTH_FAILED') return 'auth-failed';
  return code.startsWith('HOST_KEY_') ? 'identity-mismatch' : 'failed';
}

/** What a report means. */
async function explained(device: InventoryDevice, report: DeviceReport, standing: Standing): Promise<Ended> {
  const { words } = report;
  switch (report.result) {
    case 'acknowledged':
      return said('ok', '');
    case 'accepted':
      if (report.scheme === 'legacy') return said('ok', '');
      return said('unacknowledged', `CSSM took the report and has not acknowledged it yet (${words}).`);
    case 'unanswered':
      return said(
        'cssm-unanswered',
        `CSSM did not answer the switch (${words}). Check its transport, proxy and DNS.`,
      );
    case 'silent':
      return said('silent', `The switch sends nothing to CSSM: ${words}.`);
    case 'unheard':
      return said('unheard', `Nothing is known of the report: ${words}.`);
    case 'rejected': {
      const cause = report.instanceGone === null ? null : await standing.whyUnknown(device, report);
      if (cause === null) return said('rejected', `CSSM refused the report: ${words}`);
      return said('rejected', `${cause} The switch was told: ${words}`, true);
    }
  }
}

/** Asks CSSM, at most once per account, why it does not know a switch any more. */
export function createStanding(documents: Documents, cssm: CssmClient | null, clock: Clock) {
  const asked = new Map<string, Promise<string | null>>();

  async function accountGone(client: CssmClient, account: string): Promise<string | null> {
    const found = await answered<FoundAccount | null>((done) => client.account(account, done));
    if (isLicenseLabError(found)) return null;
    const isDeleted = found === null;
    if (!isDeleted && found.isUsable) return null;
    const text = isDeleted
      ? `CSSM has no Smart Account ${account} any more.`
      : `The Smart Account ${account} is not in use: CSSM says "${found.status}".`;
    const code = isDeleted ? 'CSSM_ACCOUNT_DELETED' : 'CSSM_ACCOUNT_INACTIVE';
    await noteGone(documents, account, { atMs: clock.wallMs(), code, text });
    return text;
  }

  function virtualAccountGone(client: CssmClient, account: string, name: string): Promise<string | null> {
    return answered<readonly VirtualAccount[]>((done) => client.virtualAccounts(account, done)).then(
      (rows) => {
        if (isLicenseLabError(rows) || rows.some((row) => row.name === name)) return null;
        return `The Smart Account ${account} has no Virtual Account "${name}" any more.`;
      },
    );
  }

  const once = (key: string, ask: () => Promise<string | null>): Promise<string | null> => {
    const answer = asked.get(key) ?? ask();
    asked.set(key, answer);
    return answer;
  };

  return {
    async whyUnknown(device: InventoryDevice, report: DeviceReport): Promise<string> {
      const account = (device.account ?? report.account)?.toLowerCase() ?? null;
      const instance = `CSSM does not know the product instance ${report.instanceGone ?? ''} any more`;
      if (account === null || cssm === null) return `${instance}: it was removed, or its account is gone.`;
      const gone = await once(account, () => accountGone(cssm, account));
      if (gone !== null) return gone;
      const name = device.virtualAccount ?? report.virtualAccount ?? '';
      const virtual = await once(`${account} ${name}`, () => virtualAccountGone(cssm, account, name));
      return (
        virtual ??
        `${instance}; the account ${account} is there, so the instance was removed. Associate it again.`
      );
    },
  };
}
