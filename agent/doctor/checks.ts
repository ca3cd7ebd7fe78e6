/** How a check is said. */
import type { Told } from '../drivers/device/examine.ts';
import type { Check, CheckStatus } from './contract.ts';

/** A check with its verdict. */
export function check(id: string, status: CheckStatus, text: string, next: string | null = null): Check {
  return { id, status, text, next };
}

/** Judges what was told; what was not is *unknown*, with the reason. `told` null: nobody was asked, and nothing is said. */
export function judge<Value>(
  id: string,
  told: Told<Value> | null,
  verdict: (value: Value) => Check,
): readonly Check[] {
  if (told === null) return [];
  return ['value' in told ? verdict(told.value) : check(id, 'unknown', `Not told: ${told.why}`)];
}
