/** Secret references: inventories name where a secret is, never the secret. */

/** Ways to name a secret. */
export const SECRET_SCHEMES = ['env', 'file', 'exec', 'keyring', 'prompt'] as const;

/** One of {@link SECRET_SCHEMES}. */
export type SecretScheme = (typeof SECRET_SCHEMES)[number];

/** What to write, for messages. */
export const REFERENCE_EXAMPLES = 'env:NAME, file:PATH, exec:COMMAND, keyring:SERVICE/ACCOUNT or prompt:';

/** A reference, taken apart. `rest` is what follows the colon; empty for `prompt:`. */
export interface SecretReference {
  readonly scheme: SecretScheme;
  readonly rest: string;
}

/**
 * Reads `env:NAME`, `file:PATH`, `exec:CMD`, `keyring:SERVICE/ACCOUNT`, `prompt:`; null when the text is none of them, and
 * so probably the secret itself: never show it then.
 */
export function parseReference(text: string): SecretReference | null {
  const colon = text.indexOf(':');
  const scheme = SECRET_SCHEMES.find((known) => known === text.slice(0, Math.max(colon, 0)));
  if (scheme === undefined) return null;
  const rest = text.slice(colon + 1).trim();
  if (!isUsable(scheme, rest)) return null;
  return { scheme, rest };
}

/** A colon does not make a password a reference: `env:` wants a variable's name, and so on. */
function isUsable(scheme: SecretScheme, rest: string): boolean {
  switch (scheme) {
    case 'env':
      return /^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(rest);
    case 'keyring':
      return /^[^/]+\/.+$/.test(rest);
    case 'file':
    case 'exec':
      return rest !== '';
    case 'prompt':
      return true;
  }
}
