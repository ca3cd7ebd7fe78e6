/** Values that several parts of an inventory share, with their words for messages. */
import { isIP } from 'node:net';
import { z } from 'zod';
import { described } from '../config/index.ts';

/** A name of ours: it appears in tables, file names and logs, so it holds nothing that would need escaping there. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,62}$/;

/** Labels of letters, digits and hyphens; the last is no number, so that `10.1` is not taken for a name. */
const HOST_NAME =
  /^(?=.{1,253}$)([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?\.)*(?![0-9]+\.?$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?\.?$/;

/** A fingerprint as OpenSSH prints it. */
export const FINGERPRINT = /^SHA256:[A-Za-z0-9+/]{43}=?$/;

/** Describes a value in the published JSON Schema. */
export const about = <Schema extends z.ZodType>(schema: Schema, description: string): Schema =>
  schema.meta({ description });

export const name = described(z.string().regex(NAME), {
  expected: 'a name of letters, digits and . _ : - (at most 63 characters)',
});

export const host = described(
  z.string().refine((text) => isIP(text) !== 0 || HOST_NAME.test(text)),
  { expected: 'a host name or an address, without brackets and port' },
);

export const port = described(z.int().min(1).max(65_535), { expected: 'a port from 1 to 65535' });

export { secretReference as secret } from '../config/index.ts';
