/** Meanings that have a colour. The words say the same: colour alone never carries anything. */
export type Tone = 'plain' | 'good' | 'bad' | 'warning' | 'faint' | 'strong';

const CODES: Readonly<Record<Tone, readonly [string, string]>> = {
  plain: ['', ''],
  good: ['\u001b[32m', '\u001b[39m'],
  bad: ['\u001b[31m', '\u001b[39m'],
  warning: ['\u001b[33m', '\u001b[39m'],
  faint: ['\u001b[2m', '\u001b[22m'],
  strong: ['\u001b[1m', '\u001b[22m'],
};

/** Colours a text that is safe already. */
export function paint(text: string, tone: Tone, isColored: boolean): string {
  if (!isColored || text === '') return text;
  const [on, off] = CODES[tone];
  return on + text + off;
}
