/** Why the CLI did not carry out a line. */
export type CliErrorKind =
  | 'invalid-input'
  | 'incomplete'
  | 'ambiguous'
  | 'unknown-command'
  | 'not-authorized'
  | 'enable-refused'
  | 'config-locked'
  | 'failed';

/** A refusal of the CLI, in its own words. */
export interface CliError {
  readonly kind: CliErrorKind;
  readonly text: string;
}

/** How a refusal begins; the line's leading `%` and spaces are removed before. Order counts. */
const BEGINNINGS: readonly (readonly [string, CliErrorKind])[] = [
  ['Invalid input detected', 'invalid-input'],
  ['Invalid command', 'invalid-input'],
  ['Incomplete command', 'incomplete'],
  ['Ambiguous command', 'ambiguous'],
  ['Unknown command', 'unknown-command'],
  ['Unrecognized command', 'unknown-command'],
  ['Command authorization failed', 'not-authorized'],
  ['Authorization failed', 'not-authorized'],
  ['Access denied', 'enable-refused'],
  ['Bad secrets', 'enable-refused'],
  ['Bad passwords', 'enable-refused'],
  ['No password set', 'enable-refused'],
  ['Error in authentication', 'enable-refused'],
  ['Configuration mode is locked', 'config-locked'],
  ['Configuration mode locked', 'config-locked'],
];

/**
 * The first refusal in the lines of an output; null when there is none. Other lines with `%` are messages, such as
 * `% use 'write' command to make license boot config take effect on next boot`; `%Error ...` is a failure.
 */
export function findCliError(lines: readonly string[]): CliError | null {
  for (const line of lines) {
    const isMarked = line.startsWith('%');
    const words = (isMarked ? line.slice(1) : line).trimStart();
    const found = BEGINNINGS.find(([beginning]) => words.startsWith(beginning));
    // Without `%` only those count that IOS prints without it: the rest could be words of an output.
    const isBare = found?.[1] === 'not-authorized' || found?.[1] === 'config-locked';
    if (found !== undefined && (isMarked || isBare)) return { kind: found[1], text: line.slice(0, 256) };
    if (isMarked && words.startsWith('Error ')) return { kind: 'failed', text: line.slice(0, 256) };
  }
  return null;
}
