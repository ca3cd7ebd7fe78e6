import { z } from 'zod';
import { LicenseLabError } from '../../../core/errors.ts';
import { suggestWord } from '../../../core/model/nearest.ts';
import type { DeviceTruth, SimulatedDevice } from '../../device/contract.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import type { ControlWorld } from '../world.ts';

/** Longest configuration that is typed at once. */
const CLI_CHARS_MAX = 65_536;

const id = z.strictObject({ id: z.string().max(64) });
const truth = z
  .looseObject({
    id: z.string(),
    serials: z.array(z.string()),
    running: z.string(),
    startup: z.string(),
    bootLevel: z.string(),
    runningLevel: z.string(),
    bootCount: z.int(),
    bootTime: z.string(),
    members: z.array(z.looseObject({ slot: z.int(), serial: z.string(), model: z.string() })),
    trust: z.looseObject({ installed: z.boolean(), account: z.string().nullable() }),
    usage: z.array(z.looseObject({ tag: z.string(), name: z.string(), count: z.int() })),
    power: z.enum(['on', 'off', 'booting']),
  })
  .describe('What is really so.');
const text = z.string().max(CLI_CHARS_MAX);

/** Ground truth of the switches, and what is done to them from outside. */
export const DEVICE_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    path: '/devices',
    summary: 'Ground truth of every switch, or of one site.',
    query: z.strictObject({
      site: z.string().optional(),
      /** Names of fields, joined by commas. */
      fields: z.string().max(500).optional(),
    }),
    answer: z.object({ devices: z.array(truth.partial()) }),
    run({ fleet }, { query }) {
      const wanted = query.fields?.split(',').map((field) => field.trim());
      const devices = fleet.specs
        .map((spec, index) => ({ spec, index }))
        .filter(({ spec }) => query.site === undefined || spec.site === query.site)
        .map(({ index }) => pick(fleet.at(index).truth(), wanted));
      return { devices };
    },
  }),
  route({
    method: 'GET',
    path: '/devices/{id}',
    summary: 'Ground truth of a switch.',
    params: id,
    answer: truth,
    run: (world, { params }) => deviceOf(world, params.id).truth(),
  }),
  route({
    method: 'POST',
    path: '/devices/{id}/config',
    summary: 'Configuration lines, as another operator would type them: running changes, startup does not.',
    params: id,
    body: z.strictObject({ cli: z.union([text, z.array(text).max(1_000)]) }),
    answer: truth,
    run(world, { params, body }) {
      const device = deviceOf(world, params.id);
      const typed = typeof body.cli === 'string' ? [body.cli] : body.cli;
      device.configure(typed.flatMap((line) => line.split(/\r?\n/)));
      return device.truth();
    },
  }),
  route({
    method: 'POST',
    path: '/devices/{id}/power',
    summary: 'Takes the power from a switch, or gives it back: it boots.',
    params: id,
    body: z.strictObject({ on: z.boolean() }),
    answer: truth,
    run(world, { params, body }) {
      const device = deviceOf(world, params.id);
      device.power(body.on);
      return device.truth();
    },
  }),
];

/** The switch of that id; `DEVICE_UNKNOWN` names the nearest. */
export function deviceOf({ fleet }: ControlWorld, wanted: string): SimulatedDevice {
  const device = fleet.get(wanted);
  if (device !== null) return device;
  const known = fleet.specs.slice(0, 1_000).map((spec) => spec.id);
  const hint = known.length > 20 ? suggestWord(wanted, known).slice(0, 200) : suggestWord(wanted, known);
  throw new LicenseLabError('DEVICE_UNKNOWN', `No switch has the id "${wanted}".`, { definite: true, hint });
}

function pick(whole: DeviceTruth, fields: readonly string[] | undefined): Partial<DeviceTruth> {
  if (fields === undefined) return whole;
  return Object.fromEntries(Object.entries(whole).filter(([name]) => fields.includes(name)));
}
