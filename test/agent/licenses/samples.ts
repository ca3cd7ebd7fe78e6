import type { AccountView, DeviceView, Snapshot } from '../../../agent/accounts/index.ts';
import type { findingsOf } from '../../../agent/licenses/index.ts';
import type { LicensePool, ProductInstance } from '../../../core/wire/cssm/index.ts';

export const NOW = Date.UTC(2026, 2, 1, 12);
export const NA = 'C9300 Network Advantage';

export const pool = (
  virtualAccount: string,
  quantity: number,
  inUse: number,
  over: Partial<LicensePool> = {},
): LicensePool => ({
  virtualAccount,
  license: NA,
  quantity,
  inUse,
  reserved: 0,
  pending: 0,
  available: quantity - inUse,
  billing: 'PREPAID',
  isCompliant: quantity >= inUse,
  lots: [],
  substitutions: [],
  ...over,
});

export const lot = (end: string | null, quantity: number) => ({
  type: end === null ? 'PERPETUAL' : 'TERM',
  quantity,
  start: null,
  end,
  subscription: '',
  status: 'Active',
});

export const instance = (serial: string, over: Partial<ProductInstance> = {}): ProductInstance => ({
  hostname: `host-${serial}`,
  virtualAccount: 'DEFAULT',
  pid: 'C9300-24T',
  serial,
  uuid: `uuid-${serial}`,
  productTag: '',
  isCompliant: true,
  registered: '2026-01-01',
  lastContact: '2026-02-28 10:00:00',
  usage: [{ license: NA, quantity: 1 }],
  ...over,
});

export const snapshot = (over: Partial<Snapshot> = {}): Snapshot => ({
  account: 'campus.example',
  begunMs: NOW - 60_000,
  endedMs: NOW,
  virtualAccounts: [{ name: 'DEFAULT', isDefault: true }],
  pools: [],
  instances: [],
  ...over,
});

export const device = (id: string, over: Partial<DeviceView> = {}): DeviceView => ({
  id,
  level: 'network-advantage',
  bootLevel: null,
  serials: [`SER-${id.toUpperCase()}`],
  association: 'associated',
  account: 'campus.example',
  virtualAccount: 'DEFAULT',
  lastSync: { at: '2026-03-01T10:00:00Z', result: 'ok', reason: null },
  ...over,
});

export const view: AccountView = {
  name: 'campus.example',
  default: true,
  source: 'inventory',
  state: 'ok',
  snapshotAt: '2026-03-01T12:00:00Z',
  ageMs: 0,
  pagesDone: 3,
  pagesTotal: 3,
  etaMs: null,
  reason: null,
};

/** What an account is judged by. */
export const factsOf = (over: Partial<Parameters<typeof findingsOf>[0]> = {}) => ({
  account: 'campus.example',
  gone: null,
  snapshot: snapshot(),
  devices: [],
  syncToken: null,
  nowMs: NOW,
  silentDays: 35,
  ...over,
});
