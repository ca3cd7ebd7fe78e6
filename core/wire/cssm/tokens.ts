import { z } from 'zod';
import { checkShape, someText } from './fields.ts';
import type { JsonObject } from './json.ts';

const created = z.object({ tokenInfo: z.object({ token: someText }) });
const list = z.object({ tokens: z.array(z.object({ token: someText })) });

/** Answer of `POST .../tokens`: the registration token. It is a secret: wrap it at once. */
export function decodeCreatedToken(body: JsonObject): string {
  return checkShape(created, body, 'new registration token').tokenInfo.token;
}

/** Answer of `GET .../tokens`: registration tokens. They are secrets. */
export function decodeTokens(body: JsonObject): readonly string[] {
  return checkShape(list, body, 'list of registration tokens').tokens.map((row) => row.token);
}
