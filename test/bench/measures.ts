/** What is measured: CPU time of both sides and ratios in one run. Nothing here passes or fails. */
import { join } from 'node:path';
import { Command } from 'commander';
import {
  type CliContext,
  createAgentRuntime,
  createRealClock,
  processParts,
  registerAgent,
  runProgram,
  sha256,
} from '../../agent/index.ts';
import { identify, openDriver, perform, pool } from './drive.ts';
import { BenchLab, ownCpuMs, plainLab, type Spent } from './lab.ts';

/** One line of the result. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

const NOTHING = (): Promise<Spent> => Promise.resolve({ cpuMs: 0, rssBytes: 0 });

/** Opens `count` sessions with one read each, four at a time, each on the next switch of the inventory. */
export async function sessions(
  inventory: string,
  count: number,
  server: () => Promise<Spent> = NOTHING,
): Promise<Figure[]> {
  const { port, addresses } = openDriver(inventory);
  const targets = Array.from(
    { length: count },
    (_unused, index) => addresses[index % addresses.length],
  ).filter((address) => address !== undefined);
  const one = async (address: (typeof targets)[number], index: number): Promise<void> => {
    await identify(port, `s${index}`, address);
    port.release(`s${index}`);
  };
  await pool(targets.slice(0, Math.min(20, count)), 4, one);
  const before = { own: ownCpuMs(), server: await server(), wall: performance.now() };
  await pool(targets, 4, one);
  const after = { own: ownCpuMs(), server: await server(), wall: performance.now() };
  return [
    { name: 'session with one read, agent', value: (after.own - before.own) / count, unit: 'CPU-ms' },
    {
      name: 'session with one read, simulator',
      value: (after.server.cpuMs - before.server.cpuMs) / count,
      unit: 'CPU-ms',
    },
    { name: 'sessions', value: (count * 1_000) / (after.wall - before.wall), unit: 'per second' },
  ];
}

/** Runs `count` reads on one session, one after another. */
export async function reads(
  inventory: string,
  count: number,
  server: () => Promise<Spent> = NOTHING,
): Promise<Figure[]> {
  const { port, addresses } = openDriver(inventory);
  const [address] = addresses;
  if (address === undefined) return [];
  const { sessionEpoch } = await identify(port, 'reads', address);
  const look = {
    op: 'look',
    kind: 'read',
    address,
    sessionEpoch,
    startup: false,
    quietMs: 0,
    deadlineMs: 60_000,
  } as const;
  const before = { own: ownCpuMs(), server: await server(), wall: performance.now() };
  for (let index = 0; index < count; index += 1) await perform(port, 'reads', look);
  const after = { own: ownCpuMs(), server: await server(), wall: performance.now() };
  port.release('reads');
  return [
    { name: 'look (two pipelined reads), agent', value: (after.own - before.own) / count, unit: 'CPU-ms' },
    { name: 'look, simulator', value: (after.server.cpuMs - before.server.cpuMs) / count, unit: 'CPU-ms' },
    { name: 'looks on one session', value: (count * 1_000) / (after.wall - before.wall), unit: 'per second' },
  ];
}

/** Plans and applies a bulk change of `count` switches over real SSH at 60 times the speed. */
export async function bulk(count: number): Promise<Figure[]> {
  await using lab = await BenchLab.start(plainLab(count), 'scaled:60');
  const before = { own: ownCpuMs(), server: await lab.spent(), wall: performance.now() };
  const plan = join(lab.folder, 'plan.json');
  await verb(lab, [
    'plan',
    '--select',
    'all',
    '--level',
    'network-advantage',
    '--waves',
    '1',
    '--exposure',
    String(count),
    '--out',
    plan,
  ]);
  const applied = await verb(lab, ['apply', plan, '--yes']);
  const after = { own: ownCpuMs(), server: await lab.spent(), wall: performance.now() };
  const counts = applied['counts'] as Readonly<Record<string, number>>;
  return [
    { name: `bulk change of ${count}, succeeded`, value: counts['SUCCEEDED'] ?? 0, unit: 'switches' },
    { name: `bulk change of ${count}, agent`, value: (after.own - before.own) / 1_000, unit: 'CPU-s' },
    {
      name: `bulk change of ${count}, simulator`,
      value: (after.server.cpuMs - before.server.cpuMs) / 1_000,
      unit: 'CPU-s',
    },
    { name: `bulk change of ${count}`, value: (after.wall - before.wall) / 1_000, unit: 's' },
  ];
}

async function verb(lab: BenchLab, args: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  let stdout = '';
  const context: CliContext = {
    stdin: process.stdin,
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: () => true },
    env: { ...process.env, LICLAB_DEADLINES_REQUEST: '30m', LICLAB_DEADLINES_IDENTIFY: '60m' },
    cwd: process.cwd(),
    actor: 'bench',
    digest: sha256,
    uiClock: createRealClock(),
    onInterrupt: () => () => undefined,
    runtime: createAgentRuntime(processParts()),
  };
  const argv = [...args, '--inventory', lab.inventory, '--data', lab.folder, '--time', 'scaled:60', '--json'];
  const code = await runProgram(new Command('liclab'), argv, context, (program, exit) =>
    registerAgent(program, context, exit),
  );
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}: ${stdout.slice(0, 2_000)}`);
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '{}') as Readonly<Record<string, unknown>>;
}
