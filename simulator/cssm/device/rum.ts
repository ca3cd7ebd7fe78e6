/**
 * RUM reports: what a switch measured, as a signed text. Format recorded [W, S1; D, S19] (`reference/cssm.md` 2.3); the text is
 * never written anew, because its signature holds for these bytes.
 */
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Udi } from '../ledger/index.ts';

/** Longest report in characters: the longest seen has about 2,000. */
const PAYLOAD_CHARS_MAX = 65_536;
/** Measurements of one report: 300 days of one a quarter of an hour would be 28,800; devices close reports long before. */
const MEASUREMENTS_MAX = 1_000;

const sudi = z.object({ udi_pid: z.string().min(1).max(64), udi_serial_number: z.string().min(1).max(64) });
const shape = z.object({
  asset_identification: z.object({
    asset: z.object({ name: z.string().max(200) }),
    instance: z.object({ sudi, product_instance_identifier: z.string().max(64).optional() }),
  }),
  meta: z.object({
    entitlement_tag: z.string().min(1).max(200),
    report_id: z.union([z.int(), z.string().max(32)]),
    software_version: z.string().max(32).optional(),
    ha_udi: z.array(z.object({ sudi })).max(64).optional(),
  }),
  measurements: z
    .array(z.object({ end_time: z.int(), value: z.object({ value: z.string().regex(/^\d{1,9}$/) }) }))
    .min(1)
    .max(MEASUREMENTS_MAX),
});

/** What one report says. */
export interface Rum {
  /** Identity: the same report has the same one. */
  readonly id: string;
  readonly udi: Udi;
  readonly softwareTag: string;
  /** Every chassis, the active one first. */
  readonly udis: readonly Udi[];
  readonly release: string;
  readonly tag: string;
  /** As of its last measurement. */
  readonly count: number;
}

/** A signature as it comes with a report. */
export interface RumSignature {
  readonly signing_type?: unknown;
  readonly key?: unknown;
  readonly value?: unknown;
}

/** Reads a report; null when it is none. */
export function readRum(payload: string): Rum | null {
  if (payload.length > PAYLOAD_CHARS_MAX) return null;
  const parsed = shape.safeParse(jsonOf(payload));
  if (!parsed.success) return null;
  const { asset_identification: asset, meta, measurements } = parsed.data;
  const udi = udiOf(asset.instance.sudi);
  const others = (meta.ha_udi ?? [])
    .map((row) => udiOf(row.sudi))
    .filter(({ serial }) => serial !== udi.serial);
  const last = measurements.reduce((latest, one) => (one.end_time > latest.end_time ? one : latest));
  return {
    id: `${udi.serial} ${meta.entitlement_tag} ${meta.report_id}`,
    udi,
    softwareTag: asset.asset.name,
    udis: [udi, ...others],
    release: meta.software_version ?? '',
    tag: meta.entitlement_tag,
    count: Number(last.value.value),
  };
}

/** The signature of type `builtin`: its 32 bytes fit HMAC with SHA-256, keyed by the software id tag [I]. */
export function signBuiltin(payload: string, key: string): string {
  return createHmac('sha256', key).update(payload).digest('base64');
}

/** True when a `builtin` signature fits the bytes. Trust signatures are Cisco's secret: they are taken as they are. */
export function isGenuine(payload: string, { signing_type: type, key, value }: RumSignature): boolean {
  if (type !== 'builtin') return typeof value === 'string' && value !== '';
  return typeof key === 'string' && value === signBuiltin(payload, key);
}

function udiOf(said: z.infer<typeof sudi>): Udi {
  return { pid: said.udi_pid, serial: said.udi_serial_number };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
