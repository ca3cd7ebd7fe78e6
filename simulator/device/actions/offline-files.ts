/**
 * Files between a switch without a way to CSSM and a person: usage that it saved, and the acknowledgement that is brought back. The
 * elements and the form of a report are public (`reference/cssm.md` 2.3, 2.4); what stands inside the acknowledgement is ours.
 */
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { ConfigError } from '../../../core/errors.ts';
import type { Chassis } from '../chassis.ts';
import { type LicensingState, withAcknowledgement } from '../model/licensing.ts';
import { chassisMembers } from '../model/members.ts';
import { type UsageRow, usageOf } from '../model/usage.ts';
import { platformOf } from '../platforms/catalog.ts';
import { setLicensing } from './report.ts';

/** What one measurement covers: the interval of current agents. */
const INTERVAL_S = 900;

/** What `license smart save usage all file` writes: one signed report for each license in use. */
export function savedUsage(chassis: Chassis): string {
  const { state } = chassis;
  const { members, level, running } = state;
  const [active, ...others] = chassisMembers(members);
  if (active === undefined) return EMPTY;
  const key = platformOf(active.model).softwareId;
  const sudi = sudiOf(active);
  const facts = { sudi, key, others: others.map(sudiOf), version: state.facts.release.paddedVersion };
  const reports = usageOf(level, members).map((row) => reportOf(row, facts, state.licensing, chassis.now()));
  const info = {
    timestamp: chassis.now(),
    nonce: String(chassis.now()),
    sudi,
    hostname: running.hostname,
    software_tag_identifier: key,
    device_list: [],
  };
  return [
    `${HEAD}<smartLicense>`,
    ...reports.map((report) => `<RUMReport><![CDATA[${JSON.stringify(report)}]]></RUMReport>`),
    `<smartLicenseSystemInfo><data>${escaped(JSON.stringify(info))}</data></smartLicenseSystemInfo></smartLicense>`,
  ].join('');
}

/**
 * What `license smart import` does with an acknowledgement: reporting is up to date, and the policy in the file is in force. Throws
 * `LICENSE_FILE` for a file that is none, or is another device's.
 */
export function importAcknowledgement(chassis: Chassis, text: string): void {
  const ack = inside(text, /<smartLicenseRumAck><data>([\s\S]*?)<\/data>/, ackShape);
  if (ack === null) throw refused('holds no acknowledgement');
  const policy = inside(text, /<smartLicensePolicy><data>([\s\S]*?)<\/data>/, policyShape);
  if (policy === null) throw refused('holds no policy');
  const serials = chassisMembers(chassis.state.members).map(({ serial }) => serial);
  if (!ack.reports.some((report) => serials.includes(report.split(' ', 1)[0] ?? ''))) {
    throw refused('is meant for another device');
  }
  setLicensing(chassis, withAcknowledgement(chassis.state.licensing, policy, chassis.now(), true));
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';
const EMPTY = `${HEAD}<smartLicense></smartLicense>`;

const ackShape = z.object({
  format: z.literal('liclab-ack/1'),
  reports: z.array(z.string().max(300)).max(10_000),
});
const days = z.object({ first: z.int().min(0), frequency: z.int().min(0), onChange: z.int().min(0) });
const policyShape = z.object({
  name: z.string().min(1).max(253),
  isAckRequired: z.boolean(),
  perpetual: days,
  subscription: days,
  enforced: days,
  exported: days,
});

interface Sudi {
  readonly udi_pid: string;
  readonly udi_serial_number: string;
}

interface Facts {
  readonly sudi: Sudi;
  readonly key: string;
  readonly others: readonly Sudi[];
  readonly version: string;
}

function reportOf(
  { tag, count }: UsageRow,
  { sudi, key, others, version }: Facts,
  { trust }: LicensingState,
  nowMs: number,
) {
  const end = Math.floor(nowMs / 1000);
  const instance = trust === null ? { sudi } : { sudi, product_instance_identifier: trust.instance };
  const role = (name: string) => (one: Sudi) => ({ role: name, sudi: one });
  const payload = JSON.stringify({
    asset_identification: { asset: { name: key }, instance, signature: { signing_type: 'builtin', key } },
    meta: {
      entitlement_tag: tag,
      report_id: end,
      software_version: version,
      ha_udi: [role('Active')(sudi), ...others.map(role('Member'))],
    },
    measurements: [
      {
        log_time: end,
        metric_name: 'ENTITLEMENT',
        start_time: end - INTERVAL_S,
        end_time: end,
        sample_interval: INTERVAL_S,
        num_samples: 1,
        meta: { termination_reason: 'CurrentUsageRequested' },
        value: { type: 'COUNT', value: String(count) },
      },
    ],
  });
  const value = createHmac('sha256', key).update(payload).digest('base64');
  return { payload, header: { type: 'rum' }, signature: { sudi, signing_type: 'builtin', key, value } };
}

function sudiOf({ model, serial }: { readonly model: string; readonly serial: string }): Sudi {
  return { udi_pid: model, udi_serial_number: serial };
}

/** The JSON inside an element; null when it is not there or not of that shape. */
function inside<Shape extends z.ZodType>(
  text: string,
  element: RegExp,
  shape: Shape,
): z.output<Shape> | null {
  const found = element.exec(text)?.[1];
  if (found === undefined) return null;
  try {
    const parsed = shape.safeParse(JSON.parse(found.replaceAll('&lt;', '<').replaceAll('&amp;', '&')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function refused(why: string): ConfigError {
  return new ConfigError('LICENSE_FILE', `The file ${why}.`, {
    hint: 'Import what CSSM gave for the usage of this device.',
  });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
