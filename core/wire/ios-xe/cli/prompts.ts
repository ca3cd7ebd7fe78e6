import { isSyslogLine } from './syslog.ts';
import { renderLine } from './text.ts';

/** What the end of the output asks for. */
export type Tail =
  /** Nothing yet: more output is to come. */
  | { readonly kind: 'none' }
  /** Ready for a line. */
  | {
      readonly kind: 'prompt';
      readonly host: string;
      readonly mode: 'user' | 'privileged' | 'config';
      /** A standby supervisor or member answers: no place for us. */
      readonly isStandby: boolean;
    }
  | { readonly kind: 'username' }
  | { readonly kind: 'password' }
  /** ` --More-- `: wants a key. */
  | { readonly kind: 'pager' }
  /** `[confirm]`: RETURN or `y` goes on, anything else stops. */
  | { readonly kind: 'confirm'; readonly question: string }
  /** `System configuration has been modified. Save? [yes/no]:`. After our own save it means: stop and look again. */
  | { readonly kind: 'save'; readonly question: string }
  /** Another question with yes and no. */
  | { readonly kind: 'yes-no'; readonly question: string }
  /** A question that proposes an answer, such as `Destination filename [startup-config]?`. */
  | { readonly kind: 'other-question'; readonly question: string }
  /** Boot loader: the switch did not boot. */
  | { readonly kind: 'boot-loader' };

/** How much of the end is looked at: a prompt, and the log lines that may follow it. */
export const TAIL_LENGTH_MAX = 2048;

/** Lines looked at from the end: log lines follow a prompt without the prompt being repeated. */
const LINES_MAX = 8;

/**
 * Reads what the end of `output` asks for; only the last 2,048 characters count. A table heading of `show switch` begins
 * with `Switch#`, like a prompt of a switch of that name, and may arrive in two pieces: believe a prompt only after a short
 * silence, and from the second one on only with the name of the first.
 */
export function readTail(output: string): Tail {
  const lines = output.slice(-TAIL_LENGTH_MAX).split('\n').slice(-LINES_MAX);
  for (const [fromEnd, raw] of lines.toReversed().entries()) {
    const line = renderLine(raw);
    // A line that has not ended is never skipped, unless it is empty: it may become anything.
    if (line.trim() === '' || (fromEnd > 0 && isSyslogLine(line))) continue;
    return readLine(line.trim());
  }
  return { kind: 'none' };
}

const HOST = '[A-Za-z0-9][A-Za-z0-9_.@:/-]{0,63}';
const PROMPT = new RegExp(`^(${HOST})(\\([A-Za-z0-9_. /-]{1,40}\\))?([>#])$`);
const QUESTION_LENGTH_MAX = 256;

function readLine(line: string): Tail {
  if (line.endsWith('--More--')) return { kind: 'pager' };
  if (line === 'switch:' || /^rommon [0-9]{1,5} >$/.test(line)) return { kind: 'boot-loader' };
  if (/(^|\s)password:$/i.test(line.slice(-64))) return { kind: 'password' };
  if (/(^|\s)(username|login):$/i.test(line.slice(-64))) return { kind: 'username' };
  return readQuestion(line) ?? readPrompt(line) ?? { kind: 'none' };
}

function readQuestion(line: string): Tail | null {
  const question = line.slice(-QUESTION_LENGTH_MAX);
  if (question.endsWith('[confirm]')) return { kind: 'confirm', question };
  const end = question.slice(-16).toLowerCase();
  if (/\[(yes\/no|y\/n)\] ?[:?]?$/.test(end)) {
    return { kind: /\bSave\?/.test(question) ? 'save' : 'yes-no', question };
  }
  return /\[[^[\]]{0,120}\] ?\?$/.test(question) ? { kind: 'other-question', question } : null;
}

function readPrompt(line: string): Tail | null {
  const match = PROMPT.exec(line);
  if (match === null) return null;
  const [, name = '', inner = '', end] = match;
  const isStandby = name.endsWith('-stby') || inner === '(standby)';
  const host = name.endsWith('-stby') ? name.slice(0, -'-stby'.length) : name;
  const mode = inner.startsWith('(config') ? 'config' : end === '#' ? 'privileged' : 'user';
  return { kind: 'prompt', host, mode, isStandby };
}
