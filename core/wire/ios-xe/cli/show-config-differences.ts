/** What `show archive config differences` says. */
export interface ConfigDifferences {
  /** Lines by which the files differ, apart from the boot level and noise; each with the section it stands in. */
  readonly foreign: readonly string[];
  /** The boot level differs, too. */
  readonly differsInLevel: boolean;
}

/** Lines that differ without anybody having changed the configuration, and why. */
export const DIFFERENCE_NOISE: readonly { readonly pattern: RegExp; readonly reason: string }[] = [
  { pattern: /^!\s*Contextual Config Diffs/i, reason: 'heading of the output' },
  { pattern: /^!\s*No changes were found/i, reason: 'the output says that nothing differs' },
  { pattern: /^!\s*List of Commands/i, reason: 'heading of the output' },
  {
    pattern: /^[-+!]?\s*! ?(Last configuration change|NVRAM config last updated) at /i,
    reason: 'comment with a date',
  },
  {
    pattern: /^[-+]?\s*(Current configuration|Using [0-9]+ out of [0-9]+ bytes)/i,
    reason: 'size of the file',
  },
  { pattern: /^[-+]\s*ntp clock-period [0-9]+$/, reason: 'IOS itself adjusts it all the time' },
  { pattern: /^[-+!]\s*!?$/, reason: 'empty comment' },
];

/** Sections whose differing content is noise: startup names a file where running prints the certificate itself. */
const NOISE_SECTION = /^crypto pki certificate chain /;

/**
 * Reads the difference between startup and running. Null when the device did not say: no heading, no difference, no word
 * that there is none (an error, for example). Lines with `+`, `-` and `!` (moved) count; a change of a certificate alone
 * is not seen, see `DIFFERENCE_NOISE` and the certificate chains. `lines`: from `cleanOutput`.
 */
export function parseConfigDifferences(lines: readonly string[]): ConfigDifferences | null {
  const foreign: string[] = [];
  let isAnswer = false;
  let differsInLevel = false;
  let section = '';
  for (const raw of lines) {
    const line = raw.trimStart();
    if (line === '') continue;
    const indent = raw.length - line.length;
    const sign = line[0] ?? '';
    if (sign !== '+' && sign !== '-' && sign !== '!') {
      // Without a sign a line only says where the next ones stand.
      if (indent === 0) section = line;
      continue;
    }
    isAnswer = true;
    if (DIFFERENCE_NOISE.some(({ pattern }) => pattern.test(line))) continue;
    const content = line.slice(1).trimStart();
    if (indent === 0) {
      // What is indented below a new or removed section stands in it.
      section = content;
      if (/^(no )?license boot level\b/.test(content)) differsInLevel = true;
      else foreign.push(line);
    } else if (!NOISE_SECTION.test(section)) foreign.push(section === '' ? line : `${section}: ${line}`);
  }
  return isAnswer ? { foreign, differsInLevel } : null;
}
