/** What accounts cost: a big snapshot kept, read and compared, a plan of many moves, and views while a retrieval runs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDocuments } from '../../agent/accounts/index.ts';
import { keepHistory } from '../../agent/accounts/history.ts';
import { pullAccount, type PullWorld } from '../../agent/accounts/pull.ts';
import { keepSnapshot, readSnapshot } from '../../agent/accounts/snapshot.ts';
import type { CssmClient } from '../../agent/cssm/index.ts';
import { createRealClock, sha256 } from '../../agent/index.ts';
import { balancesOf, reapplyWork } from '../../agent/licenses/index.ts';
import { MACHINE_KINDS } from '../../agent/open/kinds.ts';
import { openSqliteStore } from '../../agent/store/index.ts';
import type { LicensePool, ProductInstance } from '../../core/wire/cssm/index.ts';
import { createRandom } from '../../core/random.ts';
import { ownCpuMs } from './lab.ts';
import type { Figure } from './measures.ts';

const ACCOUNT = 'big.example';
const NOW_MS = Date.UTC(2026, 5, 1);

/** One retrieval, as a synchronization makes it, without its journal. */
async function retrieveAccount(world: PullWorld, account: string): Promise<void> {
  const { run, snapshot, publisher } = await pullAccount(world, account);
  if (snapshot !== null) await keepSnapshot(world.documents, snapshot);
  await keepHistory(world.documents, account, run, null, snapshot?.pools ?? []);
  await publisher.end();
}

const poolOf = (virtualAccount: string, license: string, quantity: number, inUse: number): LicensePool => ({
  virtualAccount,
  license,
  quantity,
  inUse,
  reserved: 0,
  pending: 0,
  available: quantity - inUse,
  billing: 'PREPAID',
  isCompliant: inUse <= quantity,
  lots: [
    {
      type: 'TERM',
      quantity,
      start: '2026-01-01',
      end: '2028-01-01',
      subscription: 'Sub1',
      status: 'ACTIVE',
    },
  ],
  substitutions: [],
});

const instanceOf = (index: number): ProductInstance => ({
  hostname: `switch-${index}`,
  virtualAccount: `VA ${index % 50}`,
  pid: 'C9300-24T',
  serial: `FCW${String(index).padStart(8, '0')}`,
  uuid: `uuid-${index}`,
  productTag: 'regid.2019-06.com.cisco.C9300',
  isCompliant: true,
  registered: '2026-01-05T08:00:00Z',
  lastContact: '2026-01-05T08:00:00Z',
  usage: [{ license: 'C9300 Network Advantage', quantity: 1 }],
});

/** A client whose answers are there: what is measured is the agent. */
function clientOf(pools: readonly LicensePool[], instances: readonly ProductInstance[]): CssmClient {
  const client: Pick<CssmClient, 'virtualAccounts' | 'pools' | 'instances'> = {
    virtualAccounts: (_domain, done) => setImmediate(() => done([])),
    pools: (_domain, _options, done) => setImmediate(() => done(pools)),
    instances: (_domain, _options, done) => setImmediate(() => done(instances)),
  };
  return client as CssmClient;
}

/** A snapshot of 10,000 switches and 50 pools, and a plan of 1,000 shortages over 1,000 Virtual Accounts. */
export async function accounts(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'liclab-bench-'));
  const clock = createRealClock();
  const store = openSqliteStore({
    file: join(folder, 'store.db'),
    kinds: MACHINE_KINDS,
    digest: sha256,
    clock,
    random: createRandom(1),
  });
  const documents = createDocuments(store);
  const pools = Array.from({ length: 50 }, (_unused, index) =>
    poolOf(`VA ${index}`, `License ${index % 10}`, 300, 200),
  );
  const instances = Array.from({ length: 10_000 }, (_unused, index) => instanceOf(index));
  const cssm = clientOf(pools, instances);
  const world = { documents, cssm, clock, beatClock: clock };
  try {
    await retrieveAccount(world, ACCOUNT);
    const begunMs = ownCpuMs();
    await retrieveAccount(world, ACCOUNT);
    const keptMs = ownCpuMs();
    const snapshot = await readSnapshot(documents, ACCOUNT);
    const rows = snapshot === null ? 0 : balancesOf(snapshot, NOW_MS).length;
    const answeredMs = ownCpuMs();
    const rssMb = process.memoryUsage().rss / 2 ** 20;
    const views = await viewsDuring(() => retrieveAccount(world, ACCOUNT), documents);
    const virtual = snapshot ?? {
      account: ACCOUNT,
      begunMs: 0,
      endedMs: 0,
      virtualAccounts: [],
      pools,
      instances,
    };
    const short = Array.from({ length: 1_000 }, (_unused, index) =>
      index % 2 === 0
        ? [poolOf(`VA ${index}`, 'License', 10, 12), poolOf(`VA ${index}`, 'Other', 20, 10)]
        : [poolOf(`VA ${index}`, 'License', 20, 10), poolOf(`VA ${index}`, 'Other', 10, 12)],
    ).flat();
    const planMs = ownCpuMs();
    const { plan } = reapplyWork({ ...virtual, pools: short }, []);
    const plannedMs = ownCpuMs();
    return [
      { name: `snapshot of 10,000 and ${rows} pools, kept`, value: keptMs - begunMs, unit: 'CPU-ms' },
      { name: 'the same, read and answered', value: answeredMs - keptMs, unit: 'CPU-ms' },
      { name: 'memory with it', value: rssMb, unit: 'MB' },
      { name: 'slowest view while it is retrieved', value: views, unit: 'ms' },
      {
        name: `plan of ${plan.moves.length} moves, 1,000 Virtual Accounts`,
        value: plannedMs - planMs,
        unit: 'CPU-ms',
      },
    ];
  } finally {
    await new Promise<void>((resolve) => store.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Reads balances again and again while `work` runs; the slowest one in milliseconds. */
async function viewsDuring(
  work: () => Promise<unknown>,
  documents: ReturnType<typeof createDocuments>,
): Promise<number> {
  let isOver = false;
  const done = work().finally(() => {
    isOver = true;
  });
  let slowest = 0;
  while (!isOver) {
    const begunMs = performance.now();
    const snapshot = await readSnapshot(documents, ACCOUNT);
    if (snapshot !== null) balancesOf(snapshot, NOW_MS);
    slowest = Math.max(slowest, performance.now() - begunMs);
    await new Promise((resolve) => void setImmediate(resolve));
  }
  await done;
  return slowest;
}
