import { unknownWord } from './unknown.ts';

/**
 * Every fault that a scenario may ask for. The simulator's registry is the truth; that this list equals it is a test. It
 * stands here so that a misspelt name is a compile error in an editor.
 */
export const FAULT_NAMES = [
  'net.latency',
  'net.jitter',
  'net.timeout',
  'net.reset_peer',
  'net.slow_close',
  'net.limit_data',
  'net.bandwidth',
  'net.slicer',
  'netconf.lying-ok',
  'netconf.edit-refused',
  'netconf.edit-applied-but-error',
  'netconf.drop-after',
  'netconf.late',
  'netconf.lock-held',
  'netconf.not-ready',
  'device.save-fails',
  'device.save-lies',
  'device.never-returns',
  'device.old-level',
  'device.other-serial',
  'device.other-host-key',
  'device.unreachable',
  'device.reload-ignored',
  'device.reload-refused',
  'device.crash-loop',
  'device.slow-boot',
  'device.auth-refused',
  'stack.member-missing',
  'cssm.account-deleted',
  'cssm.unreachable',
  'cssm.slow',
  'cssm.http-error',
  'device.out-of-compliance',
  'cssm.empty-reply',
  'cssm.html-login',
  'cssm.garbage',
  'cssm.truncated',
  'cssm.hang',
  'cssm.page-partial',
  'cssm.page-repeated',
  'cssm.page-shrinking',
  'cssm.account-deactivated',
  'cssm.role-lost',
  'cssm.bearer-expired',
  'cssm.client-invalid',
  'cssm.on-prem-booting',
  'cssm.poll-long',
  'cssm.rum-duplicate',
  'cssm.rum-tampered',
  'cssm.ack-never',
  'cssm.ack-late',
  'cssm.export-denied',
  'cssm.invalid-tag',
  'cssm.instance-poisoned',
  'cssm.deposit-late',
  'cssm.virtual-account-deleted',
  'cssm.shortage',
  'cssm.license-expired',
  'cssm.policy-changed',
  'cssm.on-prem-lapsed',
  'cssm.instance-removed',
  'cssm.no-trust',
  'cssm.call-home-off',
  'cssm.dns',
  'cssm.tls-untrusted',
  'cssm.busy',
  'cssm.on-prem-old',
  'cssm.clock-skew',
  'cssm.token-expired',
  'cssm.token-revoked',
  'cssm.token-used-up',
  'cssm.udi-duplicate',
] as const;

/** Name of a fault. */
export type FaultName = (typeof FAULT_NAMES)[number];

const KNOWN: ReadonlySet<string> = new Set(FAULT_NAMES);

/** Passes a known name on; `FAULT_UNKNOWN` names the nearest one. */
export function faultName(name: string): FaultName {
  if (KNOWN.has(name)) return name as FaultName;
  throw unknownWord('FAULT_UNKNOWN', 'fault', name, FAULT_NAMES);
}
