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
export function tokenNotValid(refusal: Refusal): string {
  return JSON.stringify({ token: [`The token is not valid. ${refusal.message}`] });
}

/** Observed on devices whose connection failed (`reference/cssm.md` C13). */
export const COMMUNICATIONS_FAILURE = 'Communications failure';
