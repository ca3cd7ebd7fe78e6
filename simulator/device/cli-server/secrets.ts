/** Words behind which a secret stands in IOS commands. */
const BEFORE_SECRET = /\b(idtoken|password|secret|community|key)((?:\s+\d)?)\s+\S+/gi;

/** A line as the journal may hold it: what stands behind `idtoken`, `password`, `secret`, `community` or `key` is masked. */
export function maskSecrets(line: string): string {
  return line.replace(BEFORE_SECRET, '$1$2 ****');
}
