/** What can be wrong, the gravest first. */
export const FINDING_CODES = [
  'ACCOUNT_GONE',
  'VIRTUAL_ACCOUNT_GONE',
  'ON_PREM_SYNC_OVERDUE',
  'DEPOSIT_MISSING',
  'SHORT_AVAILABLE_ELSEWHERE',
  'SHORT',
  'OUT_OF_COMPLIANCE',
  'EXPIRED',
  'INSTANCE_GONE',
  'TRUST_MISSING',
  'REPORT_NOT_ACKNOWLEDGED',
  'REPORT_MISSING',
  'SILENT',
] as const;

/** One of {@link FINDING_CODES}. */
export type FindingCode = (typeof FINDING_CODES)[number];

/** Numbers, days and words that a finding rests on. */
export type Facts = Readonly<Record<string, string | number | null>>;

/** One thing that is wrong. */
export interface Finding {
  readonly code: FindingCode;
  /** What it is about: a license in a Virtual Account, a switch, the account. */
  readonly subject: string;
  readonly text: string;
  /** The same as `facts`, as a sentence. */
  readonly evidence: string;
  readonly facts: Facts;
  /** What to do, where the command alone does not say it. */
  readonly advice: string | null;
  /** A command of this program; words in capitals are to be filled in. */
  readonly next: string;
}

/** Days without contact after which a switch counts as silent: Cisco's default policy reports every 30, some days of grace. */
export const SILENT_DAYS = 35;

/** A command of this program; names of others are quoted for a POSIX shell. */
export function command(...words: readonly string[]): string {
  return ['liclab', ...words.map(shellWord)].join(' ');
}

function shellWord(word: string): string {
  return /^[A-Za-z0-9_.:/=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
