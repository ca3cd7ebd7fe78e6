import type { DeviceState } from '../../model/state.ts';
import { DAY_MS, licenseDate } from '../../model/time-text.ts';

/** Registration renews after half a year, authorization after 30 days with a deadline at 90: `cssm.md` 3.5. */
const RENEW_DAYS = 180;
const EXPIRE_DAYS = 365;
const CONTACT_DAYS = 30;
const DEADLINE_DAYS = 90;

/** Block `Registration` of legacy licensing. `isShort`: the form of the summary (assumed; only the long one was captured). */
export function legacyRegistration(state: DeviceState, isShort = false): readonly string[] {
  const { trust } = state.licensing;
  if (trust === null)
    return ['Registration:', '  Status: UNREGISTERED', '  Export-Controlled Functionality: NOT ALLOWED'];
  const at = trust.installedMs;
  return [
    'Registration:',
    '  Status: REGISTERED',
    `  Smart Account: ${trust.account}`,
    `  Virtual Account: ${trust.virtualAccount}`,
    '  Export-Controlled Functionality: ALLOWED',
    ...(isShort ? [] : [`  Initial Registration: SUCCEEDED on ${licenseDate(at)}`]),
    '  Last Renewal Attempt: None',
    `  Next Renewal Attempt: ${licenseDate(at + RENEW_DAYS * DAY_MS)}`,
    ...(isShort ? [] : [`  Registration Expires: ${licenseDate(at + EXPIRE_DAYS * DAY_MS)}`]),
  ];
}

/** Block `License Authorization` of legacy licensing. The space after the colon is real. */
export function legacyAuthorization(state: DeviceState, isShort = false): readonly string[] {
  const { trust, lastPushMs } = state.licensing;
  if (trust === null) {
    return [
      'License Authorization: ',
      '  Status: EVAL MODE',
      '  Evaluation Period Remaining: 90 days, 0 hours, 0 minutes, 0 seconds',
    ];
  }
  const contact = lastPushMs ?? trust.installedMs;
  const on = (ms: number) => (isShort ? '' : ` on ${licenseDate(ms)}`);
  return [
    'License Authorization: ',
    `  Status: AUTHORIZED${on(trust.installedMs)}`,
    `  Last Communication Attempt: SUCCEEDED${on(contact)}`,
    `  Next Communication Attempt: ${licenseDate(contact + CONTACT_DAYS * DAY_MS)}`,
    ...(isShort ? [] : [`  Communication Deadline: ${licenseDate(contact + DEADLINE_DAYS * DAY_MS)}`]),
  ];
}
