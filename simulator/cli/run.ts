import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { ConfigError } from '../../core/errors.ts';
import type { Lab } from '../lab/lab.ts';
import type { LabOptions } from '../lab/options.ts';
import { DATA_DIR } from '../lab/ssh-binding.ts';
import { startLab } from '../lab/start.ts';
import type { SimContext } from './context.ts';
import { say, tellJson } from './say.ts';

/** Switches that are shown to a person; the rest stands in the inventory. */
const SHOWN_MAX = 12;
/** Highest number of an option. */
const NUMBER_MAX = 2 ** 32 - 1;

/** `sim LAB`: starts a lab, says that it is ready, and keeps it up until it is interrupted. */
export async function runSim(lab: string, command: Command, context: SimContext): Promise<0> {
  const options: Readonly<Record<string, unknown>> = command.optsWithGlobals();
  let interrupted: () => void = () => undefined;
  const untilInterrupted = new Promise<void>((done) => {
    interrupted = done;
  });
  // From here on, so that Ctrl-C during the start ends it in order too.
  const unlisten = context.onInterrupt(() => interrupted());
  try {
    await using running = await startLab(labOptions(lab, options, context));
    if (options['json'] === true) tellJson(context, 'sim', readyObject(running));
    say(context, options['json'] === true, readyLines(running, lab));
    await untilInterrupted;
    say(context, options['json'] === true, ['Stopping.']);
  } finally {
    unlisten();
  }
  return 0;
}

function labOptions(
  lab: string,
  options: Readonly<Record<string, unknown>>,
  { cwd, env }: SimContext,
): LabOptions {
  const { addressing } = options;
  const seed = numberOf(options, 'seed');
  const portBase = numberOf(options, 'portBase');
  const time = textOf(options, 'time');
  const evidence = textOf(options, 'evidence');
  if (options['expose'] === true && addressing !== 'ports') {
    throw new ConfigError('SIM_OPTIONS', '--expose needs --addressing ports.', {
      hint: 'Switches with addresses of their own are reached from this machine only.',
    });
  }
  return {
    lab: resolve(cwd, lab),
    binding: 'ssh',
    ...keeping(options, cwd),
    dataDir: resolve(cwd, textOf(options, 'data') ?? DATA_DIR),
    env,
    listen: {
      ...(addressing === 'loopback' || addressing === 'ports' ? { addressing } : {}),
      standardPorts: options['standardPorts'] === true,
      wide: options['wide'] === true,
      expose: options['expose'] === true,
      ...(portBase === undefined ? {} : { portBase }),
    },
    ...(seed === undefined ? {} : { seed }),
    ...(time === undefined ? {} : { time }),
    ...(evidence === undefined ? {} : { evidenceDir: resolve(cwd, evidence) }),
  };
}

/** A data folder that is named keeps the lab; in the default one nothing outlives the process. */
function keeping(options: Readonly<Record<string, unknown>>, cwd: string): Partial<LabOptions> {
  const data = textOf(options, 'data');
  const fresh = options['fresh'] === true;
  if (data !== undefined) return { keepDir: join(resolve(cwd, data), 'sim', 'kept'), fresh };
  if (!fresh) return {};
  throw new ConfigError('SIM_OPTIONS', '--fresh needs --data DIR: without it nothing is kept.');
}

function textOf(options: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

function numberOf(options: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const text = textOf(options, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= NUMBER_MAX) return value;
  const option = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new ConfigError(
    'SIM_OPTIONS',
    `--${option} is a whole number from 0 to ${NUMBER_MAX}, got "${text}".`,
  );
}

function keptLines({ kept, clock }: Lab): readonly string[] {
  if (kept === null) return [];
  const now = new Date(clock.wallMs()).toISOString();
  return [`Kept in:   ${kept.file}${kept.isRestored ? `, from which it goes on; it is ${now}` : ''}`];
}

function readyObject(lab: Lab): Readonly<Record<string, unknown>> {
  return {
    pid: process.pid,
    control: lab.control,
    cssm: lab.cssmUrl,
    caFile: lab.files?.caFile,
    knownHosts: lab.files?.knownHosts,
    inventory: lab.files?.inventory,
    ...(lab.kept === null ? {} : { kept: lab.kept }),
    devices: lab.devices.map(({ id, host, netconfPort, sshPort, username, password, serials }) => {
      return { id, host, netconfPort, sshPort, username, password, serials };
    }),
  };
}

function readyLines(lab: Lab, name: string): readonly string[] {
  const { devices, files } = lab;
  const [first] = devices;
  const knownHosts = `-o UserKnownHostsFile=${files?.knownHosts ?? ''}`;
  const reach =
    first === undefined
      ? []
      : [
          `  ssh ${knownHosts} -p ${first.sshPort} ${first.username}@${first.host}`,
          `  ssh ${knownHosts} -s -p ${first.netconfPort} ${first.username}@${first.host} netconf`,
        ];
  const shown = devices.slice(0, SHOWN_MAX).map((one) => `  ${one.id}  ${one.host}`);
  const more = devices.length - shown.length;
  const password = first === undefined ? '' : ` Password: ${first.password}`;
  return [
    ...lab.warnings.map((warning) => `Warning: ${warning}`),
    `${devices.length} simulated switches of ${name} are up (time: ${lab.file.time}).${password}`,
    ...shown,
    ...(more > 0 ? [`  ... and ${more} more`] : []),
    ...reach,
    `  curl --cacert ${files?.caFile ?? ''} ${lab.cssmUrl ?? ''}/`,
    `Inventory: ${files?.inventory ?? ''}`,
    `Control:   ${lab.control ?? ''}/v1/openapi.json`,
    ...keptLines(lab),
    'Ctrl-C ends it.',
  ];
}
