import type { Candidates } from './grammar.ts';
import { HELP_WORDS } from './help-words.ts';
import { PIPE_VERBS } from './pipe-filter.ts';

/** Columns of a terminal, for words that are listed side by side. */
const WIDTH = 80;

/** What `?` prints at the end of a line. */
export function helpLines(found: Candidates | 'ambiguous' | 'invalid', line: string): readonly string[] {
  if (found === 'ambiguous') return [`% Ambiguous command:  "${line}"`];
  if (found === 'invalid') return ['% Unrecognized command'];
  const { keywords, partial, path, takesWord, takesLine, mayEnd } = found;
  if (partial !== '') {
    // A word that is being typed is completed: words alone, side by side.
    if (keywords.length > 0) return sideBySide(keywords);
    return takesWord || takesLine ? table([takesLine ? LINE : WORD]) : ['% Unrecognized command'];
  }
  const rows = keywords.map((word): Row => [word, descriptionOf(path, word)]);
  if (takesWord || takesLine) rows.push(...(ARGUMENTS[path.join(' ')] ?? [takesLine ? LINE : WORD]));
  if (mayEnd) rows.push(...(path[0] === 'show' || path[0] === 'more' ? [PIPE, END] : [END]));
  return rows.length === 0 ? ['% Unrecognized command'] : table(rows);
}

/** What `?` prints behind `|`. */
export function pipeHelp(typed: string): readonly string[] {
  const verbs = PIPE_VERBS.filter((verb) => verb.startsWith(typed));
  if (verbs.length === 0) return /^[a-z]+ /.test(typed) ? table([LINE]) : ['% Unrecognized command'];
  return typed === '' ? table(verbs.map((verb) => [verb, HELP_WORDS[verb] ?? ''])) : sideBySide(verbs);
}

type Row = readonly [string, string];

const WORD: Row = ['WORD', 'A word'];
const LINE: Row = ['LINE', 'The rest of the line'];

/** Arguments that deserve better words, by what stands in front. */
const ARGUMENTS: Readonly<Record<string, readonly Row[]>> = {
  hostname: [['WORD', "This system's network name"]],
  interface: [
    ['GigabitEthernet', 'GigabitEthernet IEEE 802.3z'],
    ['TenGigabitEthernet', 'Ten Gigabit Ethernet'],
    ['Loopback', 'Loopback interface'],
    ['Port-channel', 'Ethernet Channel of interfaces'],
    ['Vlan', 'Catalyst Vlans'],
  ],
  'license smart trust idtoken': [['WORD', 'Id token that CSSM gave']],
  'line console': [['<0-0>', 'First line number']],
  'line vty': [['<0-31>', 'First line number']],
  'reload at': [['hh:mm', 'Time to reload (hh:mm), then month and day']],
  'reload in': [['Delay before reload', '(mmm or hhh:mm)']],
  'show license eventlog': [['<0-9999>', 'Events of the last days']],
  'terminal length': [['<0-512>', 'Number of lines on screen (0 for no pausing)']],
  'terminal width': [['<0-512>', 'Number of characters on a screen line']],
  vlan: [['WORD', 'VLAN IDs 1-4094']],
};

const PIPE: Row = ['|', 'Output modifiers'];
const END: Row = ['<cr>', '<cr>'];

function descriptionOf(path: readonly string[], word: string): string {
  return HELP_WORDS[[...path, word].join(' ')] ?? HELP_WORDS[word] ?? '';
}

function table(rows: readonly Row[]): readonly string[] {
  const width = Math.max(...rows.map(([word]) => word.length));
  return rows.map(([word, text]) => `  ${word.padEnd(width)}  ${text}`.trimEnd());
}

function sideBySide(words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && line.length + word.length + 2 > WIDTH) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? word : `  ${word}`;
  }
  return [...lines, line];
}
