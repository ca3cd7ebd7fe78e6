import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Member } from '../../../core/model/device.ts';
import { platformOf } from '../platforms/catalog.ts';
import type { LicensePolicy } from './license-policy.ts';
import { activeMember, chassisMembers } from './members.ts';
import type { ListedReport } from './rum.ts';
import type { DeviceState } from './state.ts';

/**
 * The file that `license smart save usage` writes. Elements and fields are those that public tools read and write; a report is
 * signed as a device without hardware signature does it (`builtin`, HMAC with SHA-256 keyed by the software id: assumed).
 */
export function usageFile(state: DeviceState, reports: readonly ListedReport[], nowMs: number): string {
  const elements = reports.map((report) => {
    const payload = JSON.stringify(payloadOf(state, report));
    const key = softwareId(state);
    const value = createHmac('sha256', key).update(payload).digest('base64');
    const signature = { sudi: sudiOf(activeMember(state.members)), signing_type: 'builtin', key, value };
    const body = JSON.stringify({ payload, header: { type: 'rum' }, signature });
    return `<RUMReport><![CDATA[${body}]]></RUMReport>`;
  });
  return `${HEAD}${elements.join('')}${systemInfo(state, nowMs)}</smartLicense>`;
}

/** The file that `license smart save trust-request` writes. */
export function trustRequestFile(state: DeviceState, nowMs: number): string {
  const request = JSON.stringify([{ sudi: sudiOf(activeMember(state.members)) }]);
  return `${HEAD}${systemInfo(state, nowMs)}<smartLicenseTrustRequest><data>${request}</data></smartLicenseTrustRequest></smartLicense>`;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?><smartLicense>';

function payloadOf(state: DeviceState, report: ListedReport): object {
  const { trust } = state.licensing;
  const start = Math.floor(report.startMs / 1000);
  const end = Math.max(start, Math.floor(report.endMs / 1000));
  return {
    asset_identification: {
      asset: { name: softwareId(state) },
      instance: {
        sudi: sudiOf(activeMember(state.members)),
        ...(trust === null || trust.instance === '' ? {} : { product_instance_identifier: trust.instance }),
      },
    },
    meta: {
      entitlement_tag: report.tag,
      report_id: report.id,
      software_version: state.facts.release.paddedVersion,
      ha_udi: chassisMembers(state.members).map((member) => ({
        role: member.role === 'active' ? 'Active' : member.role === 'standby' ? 'Standby' : 'Member',
        sudi: sudiOf(member),
      })),
    },
    measurements: [
      {
        log_time: end,
        metric_name: 'ENTITLEMENT',
        start_time: start,
        end_time: end,
        sample_interval: end - start,
        num_samples: Math.max(1, Math.floor((end - start) / 900)),
        meta: { termination_reason: 'CurrentUsageRequested' },
        value: { type: 'COUNT', value: String(report.count) },
      },
    ],
  };
}

function systemInfo(state: DeviceState, nowMs: number): string {
  const data = JSON.stringify({
    timestamp: Math.floor(nowMs),
    nonce: String(Math.floor(nowMs)),
    sudi: sudiOf(activeMember(state.members)),
    hostname: state.running.hostname,
    software_tag_identifier: softwareId(state),
    device_list: chassisMembers(state.members).map((member) => ({ sudi: sudiOf(member) })),
  });
  return `<smartLicenseSystemInfo><data>${data}</data></smartLicenseSystemInfo>`;
}

function softwareId({ members }: DeviceState): string {
  return platformOf(activeMember(members)?.model ?? '').softwareId;
}

function sudiOf(member: Member | undefined): object {
  return { udi_pid: member?.model ?? '', udi_serial_number: member?.serial ?? '' };
}

/** What a file from CSSM brings; null when it brings nothing that a switch takes. */
export interface ImportedFile {
  /** Reports that are acknowledged, by identifier; null when the file has no acknowledgement. */
  readonly acknowledged: ReadonlySet<number> | null;
  readonly policy: LicensePolicy | null;
}

const days = z.object({ first: z.int().min(0), frequency: z.int().min(0), onChange: z.int().min(0) });
const policyShape = z.object({
  name: z.string().min(1).max(253),
  isAckRequired: z.boolean(),
  perpetual: days,
  subscription: days,
  enforced: days,
  exported: days,
});
const ackShape = z.object({
  format: z.literal('liclab-ack/1'),
  reports: z.array(z.string().max(300)).max(10_000),
});

/**
 * Reads a file for `license smart import`. An acknowledgement of another device's reports is none. The elements are public; what
 * stands inside them is ours.
 */
export function readImport(text: string, serials: readonly string[]): ImportedFile | null {
  const policy = inside(text, 'smartLicensePolicy', policyShape);
  const ack = inside(text, ACK, ackShape);
  if (ack === null) return policy === null || hasElement(text, ACK) ? null : { acknowledged: null, policy };
  const own = ack.reports.map((id) => id.split(' ')).filter(([owner = '']) => serials.includes(owner));
  if (own.length === 0) return null;
  return { acknowledged: new Set(own.map((words) => Number(words.at(-1)))), policy };
}

const ACK = 'smartLicenseRumAck';

function hasElement(text: string, element: string): boolean {
  return text.includes(`<${element}>`);
}

/** The JSON inside an element; null when it is not there or not of that shape. */
function inside<Shape extends z.ZodType>(
  text: string,
  element: string,
  shape: Shape,
): z.output<Shape> | null {
  const begin = `<${element}><data>`;
  const at = text.indexOf(begin);
  const end = text.indexOf('</data>', at);
  if (at === -1 || end === -1) return null;
  const found = text
    .slice(at + begin.length, end)
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&');
  try {
    const parsed = shape.safeParse(JSON.parse(found));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
