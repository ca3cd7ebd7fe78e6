/**
 * Offline files: usage that a switch saved, and the acknowledgement that is brought back to it (`reference/cssm.md` 2.4). The
 * elements are public [C, S2, S21; D, S20]; what stands inside `data` and the signatures of an acknowledgement are ours.
 */
import type { ReportingPolicy } from '../ledger/index.ts';
import type { RumSignature } from './rum.ts';
import { fieldsOf, isFields } from '../routes/fields.ts';

/** Largest file: 10,000 reports. */
const FILE_CHARS_MAX = 16_777_216;
const REPORTS_MAX = 10_000;

/** One report of a file, its text as it was signed. */
export interface SavedRum {
  readonly payload: string;
  readonly signature: RumSignature;
}

/** A file of saved usage. */
export interface UsageFile {
  readonly hostname: string;
  readonly reports: readonly SavedRum[];
}

/** Reads what `license smart save usage` writes; null when it is no such file or beyond the limits. */
export function readUsageFile(text: string): UsageFile | null {
  if (text.length > FILE_CHARS_MAX || !text.includes('<smartLicense>')) return null;
  const reports: SavedRum[] = [];
  for (const [, body = ''] of text.matchAll(/<RUMReport><!\[CDATA\[([\s\S]*?)\]\]><\/RUMReport>/g)) {
    const fields = fieldsOf(body);
    if (fields === null || typeof fields['payload'] !== 'string' || reports.length === REPORTS_MAX)
      return null;
    reports.push({
      payload: fields['payload'],
      signature: isFields(fields['signature']) ? fields['signature'] : {},
    });
  }
  if (reports.length === 0) return null;
  const info = /<smartLicenseSystemInfo><data>([\s\S]*?)<\/data>/.exec(text)?.[1] ?? '';
  const hostname = fieldsOf(info)?.['hostname'];
  return { hostname: typeof hostname === 'string' ? hostname : '', reports };
}

/** The acknowledgement of reports, with the policy that holds from now on. */
export function ackFile(uuid: string, reports: readonly string[], policy: ReportingPolicy): string {
  const data = JSON.stringify({ format: 'liclab-ack/1', product_instance_identifier: uuid, reports });
  return [
    '<?xml version="1.0" encoding="UTF-8"?><smartLicense>',
    `<smartLicenseRumAck><data>${escaped(data)}</data></smartLicenseRumAck>`,
    `${policyElement(policy)}</smartLicense>`,
  ].join('');
}

/** Authorization codes for a device, as one file. */
export function authorizationFile(uuid: string, authorized: readonly object[]): string {
  const data = JSON.stringify({
    format: 'liclab-authorization/1',
    product_instance_identifier: uuid,
    authorized,
  });
  return `<smartLicense><smartLicenseAuthorization><data>${escaped(data)}</data></smartLicenseAuthorization></smartLicense>`;
}

/** A file that holds a policy only. */
export function policyElement(policy: ReportingPolicy): string {
  return `<smartLicensePolicy><data>${escaped(JSON.stringify(policy))}</data></smartLicensePolicy>`;
}

/** Base64, as the files travel inside JSON. */
export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
