/**
 * Measures, in CPU time:
 *
 *   npm run bench                                          all, against a simulator of its own
 *   npm run bench -- sessions --inventory F --count N      N sessions with one read each
 *   npm run bench -- reads --inventory F --count M         M reads on one session
 *   npm run bench -- bulk --count N                        a bulk change of N switches
 *   npm run bench -- cssm                                  the simulated CSSM with 100,000 product instances
 *   npm run bench -- accounts                              a big snapshot, a plan of many moves, views meanwhile
 */
import { existsSync } from 'node:fs';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { accounts } from './accounts.ts';
import { cssmFigures } from './cssm.ts';
import { BenchLab, plainLab } from './lab.ts';
import { bulk, type Figure, reads, sessions } from './measures.ts';

/** What every result must state: algorithm set, native addon, load. */
function conditions(): string {
  const built = new URL(
    '../../node_modules/ssh2/lib/protocol/crypto/build/Release/sshcrypto.node',
    import.meta.url,
  );
  const addon = existsSync(built) ? 'built' : 'absent';
  const load = loadavg()[0]?.toFixed(1) ?? '?';
  return `Node ${process.version}; RSA-2048 host key, ecdh-sha2-nistp256, aes128-ctr; native addon ${addon}; load ${load}`;
}

function print(figures: readonly Figure[]): void {
  for (const { name, value, unit } of figures) {
    const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    process.stdout.write(`${name.padEnd(44)} ${value.toFixed(digits).padStart(10)} ${unit}\n`);
  }
}

async function all(): Promise<void> {
  {
    await using lab = await BenchLab.start(plainLab(200), 'real');
    const server = () => lab.spent();
    print([{ name: 'start of 200 switches listening', value: lab.startMs, unit: 'ms' }]);
    print(await sessions(lab.inventory, 300, server));
    print(await reads(lab.inventory, 3_000, server));
  }
  print(await bulk(200));
  print(await cssmFigures());
  print(await accounts());
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { inventory: { type: 'string' }, count: { type: 'string' } },
});
const count = Number(values.count ?? '300');
process.stdout.write(`${conditions()}\n`);
switch (positionals[0]) {
  case undefined:
    await all();
    break;
  case 'sessions':
    print(await sessions(values.inventory ?? '', count));
    break;
  case 'reads':
    print(await reads(values.inventory ?? '', count));
    break;
  case 'cssm':
    print(await cssmFigures());
    break;
  case 'bulk':
    print(await bulk(count));
    break;
  case 'accounts':
    print(await accounts());
    break;
  default:
    process.stderr.write(`There is no bench "${positionals[0]}": sessions, reads, bulk, cssm or accounts.\n`);
    process.exitCode = 2;
}
