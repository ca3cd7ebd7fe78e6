import { z } from 'zod';
import { DEADLINES } from '../../core/model/plan.ts';
import type { Deadlines } from '../../core/model/plan.ts';
import { alarmsSchema } from './alarms.ts';
import type { AlarmSettings } from './alarms.ts';
import { described } from './described.ts';
import { duration } from './duration.ts';

/** How host keys are checked, with OpenSSH's meaning of StrictHostKeyChecking yes, ask, accept-new, no. */
export const HOST_KEY_MODES = ['strict', 'ask', 'accept-new', 'off'] as const;

/** Fastest scaled clock: above it real round trips would outlast scaled deadlines. */
const TIME_SCALE_MAX = 60;

/** Most switches read at the same time: keeps handshakes, the expensive part, off each other's deadlines. */
const READS_AT_ONCE_MAX = 64;

/** Which clock runs. */
export type TimeMode =
  | { readonly mode: 'real' }
  | { readonly mode: 'scaled'; readonly factor: number }
  | { readonly mode: 'virtual' };

const path = (about: string): z.ZodString =>
  described(z.string().min(1).max(4096).meta({ description: about }), { expected: 'a path' });

/** Reads `real`, `virtual` or `scaled:N` with N from 1 to 60; null when it is none. */
export function parseTimeMode(text: string): TimeMode | null {
  if (text === 'real' || text === 'virtual') return { mode: text };
  const match = /^scaled:(\d{1,2}(?:\.\d{1,3})?)$/.exec(text);
  const factor = Number(match?.[1] ?? 0);
  return factor >= 1 && factor <= TIME_SCALE_MAX ? { mode: 'scaled', factor } : null;
}

/** A deadline as a file names it: its value states the unit. */
type DeadlineName = keyof Deadlines extends infer Key
  ? Key extends `${infer Name}Ms`
    ? Name
    : never
  : never;

const hour = 3_600_000;

const deadlines = {
  identify: duration(1_000, hour, 'Connecting and reading identity, retries included.'),
  request: duration(1_000, hour, 'Any other request, or short sequence of requests.'),
  lockPatience: duration(0, hour, "How long a daemon's lock is waited for."),
  down: duration(1_000, hour, 'From the reload to the loss of the switch.'),
  up: duration(1_000, 6 * hour, 'From the loss to an answering CLI port.'),
  ready: duration(1_000, 6 * hour, 'From an answering CLI port to NETCONF with operational data.'),
  dwell: duration(0, hour, 'How long the boot time must stay the same before the verdict.'),
  quiet: duration(0, hour, 'Longest life of a command whose reply was lost.'),
  report: duration(0, 6 * hour, "From the verdict to CSSM's usage."),
} satisfies Record<DeadlineName, z.ZodType<number, string>>;

const time = described(
  z.string().refine((text) => parseTimeMode(text) !== null),
  {
    expected: `real, virtual or scaled:N with N from 1 to ${TIME_SCALE_MAX}`,
  },
).meta({ description: 'Clock of the run.' });

/** Every setting of the program: what a file may hold, and the environment and flags set the same keys. */
export const configSchema = z.strictObject({
  inventory: path('Inventory file.').optional(),
  data: path('Folder of the store, known_hosts and CA.').default('.liclab'),
  database: described(
    z.url({ protocol: /^postgres(ql)?$/ }).meta({ description: 'PostgreSQL instead of the embedded store.' }),
    {
      expected: 'a URL that begins with postgres://',
      isSecret: true,
    },
  ).optional(),
  seed: described(z.int().min(0).max(4_294_967_295).meta({ description: 'Seed of everything random.' }), {
    expected: 'a whole number from 0 to 4294967295',
  }).optional(),
  time: time.default('real'),
  color: z.boolean().meta({ description: 'Colours on a terminal.' }).default(true),
  knownHosts: path('A known_hosts file, read besides the one in the data folder.').optional(),
  sshConfig: path(
    'An OpenSSH client configuration to read hosts, users, keys and jump hosts from; none: not even the one of the inventory.',
  ).optional(),
  hostKeys: z
    .enum(HOST_KEY_MODES)
    .meta({ description: 'How host keys are checked; default: ask on a terminal, else strict.' })
    .optional(),
  readsAtOnce: described(z.int().min(1).max(READS_AT_ONCE_MAX), {
    expected: `a whole number from 1 to ${READS_AT_ONCE_MAX}`,
  })
    .meta({ description: 'Switches that are read at the same time.' })
    .default(8),
  deadlines: z.strictObject(deadlines).partial().default({}),
  alarms: alarmsSchema.meta({ description: 'Alarms for terms that end.' }).optional(),
});

/** A file's or another source's values, checked. */
type ConfigValues = z.output<typeof configSchema>;

/** Settings in force. Paths are absolute or relative to the working directory. */
export interface Config extends Omit<ConfigValues, 'time' | 'deadlines' | 'alarms'> {
  readonly time: TimeMode;
  readonly deadlines: Deadlines;
  readonly alarms: AlarmSettings;
}

/** Fills in what is derived: the clock's mode, the deadlines not named, and the alarms. */
export function completeConfig(values: ConfigValues, alarms: AlarmSettings): Config {
  const named = Object.entries(values.deadlines).filter(([, value]) => value !== undefined);
  return {
    ...values,
    alarms,
    time: parseTimeMode(values.time) ?? { mode: 'real' },
    deadlines: { ...DEADLINES, ...Object.fromEntries(named.map(([name, value]) => [`${name}Ms`, value])) },
  };
}
