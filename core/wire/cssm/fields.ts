/** Field types of CSSM's answers, with the hazards that were observed (`reference/cssm.md` 1.3), and the check of a shape. */
import { z } from 'zod';
import { cssmError } from './errors.ts';
import type { JsonObject } from './json.ts';

/** Text; values may carry surrounding blanks. Null and absent become empty, as `""` is sent for unset too. */
export const text = z
  .string()
  .nullish()
  .transform((value) => (value ?? '').trim());

/** Text that must be there. */
export const someText = z
  .string()
  .transform((value) => value.trim())
  .refine((value) => value !== '', 'expected a text that is not empty');

/** True or false as a boolean (v2) or as a text (v1 `isDefault`). */
export const flag = z
  .union([z.boolean(), z.literal(['true', 'false'])])
  .transform((value) => value === true || value === 'true');

/** A whole number that a double holds. */
export const whole = z.int();

/** A whole number of 0 or more. */
export const count = z.int().min(0);

/** An id that is a number in one operation and a text in another; kept as text, so no digit is lost. */
export const id = z.union([z.string(), z.int(), z.bigint()]).transform((value) => String(value).trim());

/** A date `2019-05-20` or an instant; only the date is kept. Null means no end. */
export const date = z
  .string()
  .nullish()
  .transform((value) => /^\d{4}-\d{2}-\d{2}/.exec(value ?? '')?.[0] ?? null);

/**
 * Checks the shape of an answer. Fields that are not known are dropped. Throws `CSSM_SHAPE` with the place and what was
 * expected there, never the value.
 */
export function checkShape<Shape extends z.ZodType>(
  shape: Shape,
  body: JsonObject,
  what: string,
): z.output<Shape> {
  const checked = shape.safeParse(body);
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  const place = issue === undefined || issue.path.length === 0 ? 'the answer' : issue.path.join('.');
  throw cssmError(
    'CSSM_SHAPE',
    `The ${what} from CSSM cannot be used: ${place}: ${issue?.message ?? 'invalid'}.`,
    {
      level: 'envelope',
      context: { place },
    },
  );
}
