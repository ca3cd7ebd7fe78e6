/** Texts a device shows when CSSM does not accept it. Marked: observed on devices, or assumed by us. */
import type { Refusal } from '../ledger/index.ts';

/** Observed (`reference/cssm.md` 0.8), character by character; its cause, removal or deletion, is inferred. */
export function identityNotValid(instance: string): string {
  return JSON.stringify({
    product_instance_identifier: [
      `The identity for the instance ${instance} is not valid.Please re-register the instance.`,
    ],
  });
}

/** Assumed, in the style of the one above (`reference/cssm.md` C5); the token itself is not repeated. */
export function tokenNotValid(refusal: Pick<Refusal, 'message'>): string {
  return JSON.stringify({ token: [`The token is not valid. ${refusal.message}`] });
}

/** Assumed, in the same style (C6). */
export const UDI_TAKEN = JSON.stringify({
  sudi: ['The device is trusted already. Use force to replace its trust.'],
});

/** Assumed, in the same style (C7). */
export const CLOCK_SKEW = JSON.stringify({
  timestamp: ['The time of the device differs from that of the server by more than one hour.'],
});

/** Observed (C15). */
export const BACKEND_BUSY = 'Server error occurred: LS_LICENGINE_FAIL_TO_CONNECT';

/** Observed on devices whose connection failed (`reference/cssm.md` C13). */
export const COMMUNICATIONS_FAILURE = 'Communications failure';
