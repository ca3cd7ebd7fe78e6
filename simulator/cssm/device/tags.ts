import { entitlementByTag } from '../../../core/model/entitlements.ts';
import { ENTITLEMENTS } from '../../../core/model/data/entitlement-tags.ts';

/** The export-controlled license of Catalyst 9000: tag seen on devices, name in CSSM's lists assumed. */
export const HSEC = {
  license: 'C9K HSEC',
  tag: 'regid.2021-05.com.cisco.C9K_HSEC,1.0_90fdf411-3823-45bd-bd8c-5a5d0e0e1ea2',
} as const;

/** CSSM's name of a tag; null for a tag that it does not know. */
export function licenseOfTag(tag: string): string | null {
  return tag === HSEC.tag ? HSEC.license : (entitlementByTag(tag)?.license ?? null);
}

/** The tag of a license: of several that share the name the first one; a name without one gets a marked one of ours. */
export function tagOfLicense(license: string): string {
  if (license === HSEC.license) return HSEC.tag;
  // Usage with an unknown tag is listed under the tag itself.
  if (license.startsWith('regid.')) return license;
  const word = license.replaceAll(/\W+/g, '_');
  const invented = `regid.2000-01.com.cisco.${word},1.0_00000000-0000-4000-8000-000000000000`;
  return ENTITLEMENTS.find((entry) => entry.license === license)?.tag ?? invented;
}

/** True for a license that needs an authorization code. */
export function isRestricted(license: string): boolean {
  return license === HSEC.license;
}
