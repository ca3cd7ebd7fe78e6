import { usageOf } from '../../core/model/entitlements.ts';
import type { Random } from '../../core/ports/random.ts';
import { usedLicenses } from './device/usage.ts';
import { decideAcknowledgement, decideFirstContact, decideReport, findInstance } from './ledger/index.ts';
import type { Ledger, LedgerChange, Refusal } from './ledger/index.ts';
import type { AccountSpec, ListedSpec } from './account-spec.ts';

const DAY_MS = 86_400_000;
/** Plant codes of Cisco that the lab's own switches do not have, so that no serial is in both. */
const PLANTS = ['FGL', 'JAE'] as const;
/** Serials begin with the year 2019, as Cisco counts them from 1996, and go on to 2025. */
const YEARS = [23, 29] as const;
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Milliseconds since the instance that is silent longest was heard of; 0 when there is none. */
export function silenceOf(accounts: readonly AccountSpec[]): number {
  const days = accounts.flatMap(({ virtualAccounts }) =>
    virtualAccounts.flatMap(({ instances = [] }) => instances.map(({ silentDays = 0 }) => silentDays)),
  );
  return days.reduce((most, value) => Math.max(most, value), 0) * DAY_MS;
}

interface Row {
  readonly domain: string;
  readonly virtualAccount: string;
  readonly spec: ListedSpec;
}

/** Lists the instances of accounts that are open already, the most silent first: each reported once, and was acknowledged. */
export function listInstances(
  accounts: readonly AccountSpec[],
  { state }: Ledger,
  atMs: number,
  random: Random,
  record: (place: string, decision: LedgerChange | Refusal, at: number) => void,
): void {
  const nextSerial = serials(random.split('listed serials'));
  const ids = random.split('listed instances');
  const last = new Map<string, number>();

  function list({ domain, virtualAccount, spec }: Row, at: number): void {
    const { platform, level, addon = 'none', release = '17.9.4', prefix } = spec;
    const number = (last.get(`${domain} ${prefix}`) ?? 0) + 1;
    last.set(`${domain} ${prefix}`, number);
    const serial = nextSerial();
    const hostname = `${prefix}-${String(number).padStart(4, '0')}`;
    const place = `${domain} ${virtualAccount} ${hostname}`;
    const device = { hostname, release, udis: [{ pid: platform, serial }] };
    record(place, decideFirstContact(state, domain, virtualAccount, device, ids), at);
    const members = [{ serial, model: platform }];
    const used = usageOf(members, { network: level, addon: addon === 'none' ? null : addon });
    record(place, decideReport(state, domain, device, usedLicenses(used)), at);
    const uuid = findInstance(state, domain, [serial])?.uuid ?? '';
    record(place, decideAcknowledgement(state, uuid, state.reportsMade), at);
  }

  const rows = accounts.flatMap(({ domain, virtualAccounts }) =>
    virtualAccounts.flatMap(({ name, instances = [] }) =>
      instances.map((spec): Row => ({ domain, virtualAccount: name, spec })),
    ),
  );
  const silence = ({ spec }: Row): number => spec.silentDays ?? 0;
  for (const row of rows.toSorted((a, b) => silence(b) - silence(a))) {
    for (let made = 0; made < row.spec.count; made++) list(row, atMs - silence(row) * DAY_MS);
  }
}

/** Serials in Cisco's form `PPPYYWWSSSS`, each another one. */
function serials(random: Random): () => string {
  let given = random.below(ALPHABET.length ** 4);
  return () => {
    given += 1;
    const plant = PLANTS[random.below(PLANTS.length)] ?? PLANTS[0];
    const year = YEARS[0] + random.below(YEARS[1] - YEARS[0] + 1);
    const week = String(1 + random.below(52)).padStart(2, '0');
    let ending = '';
    for (let digit = 0, rest = given; digit < 4; digit++) {
      ending = ALPHABET.charAt(rest % ALPHABET.length) + ending;
      rest = Math.floor(rest / ALPHABET.length);
    }
    return `${plant}${year}${week}${ending}`;
  };
}
