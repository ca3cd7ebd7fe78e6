import { z } from 'zod';
import { checkShape, flag, someText, text } from './fields.ts';
import type { JsonObject } from './json.ts';

/** A Virtual Account of a Smart Account; the v1 family knows it by name. */
export interface VirtualAccount {
  readonly name: string;
  readonly isDefault: boolean;
  readonly description: string;
  /** `PUBLIC` is the only value that is public. */
  readonly access: string;
}

const list = z.object({
  virtualAccounts: z.array(
    z.object({ name: someText, isDefault: flag, description: text, commerceAccessLevel: text }),
  ),
});

/** Answer of `GET /v1/accounts/{domain}/{type}/virtual-accounts`. */
export function decodeVirtualAccounts(body: JsonObject): readonly VirtualAccount[] {
  return checkShape(list, body, 'list of Virtual Accounts').virtualAccounts.map((row) => ({
    name: row.name,
    isDefault: row.isDefault,
    description: row.description,
    access: row.commerceAccessLevel,
  }));
}
