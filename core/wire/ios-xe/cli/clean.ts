import { readTail } from './prompts.ts';
import { isSyslogLine } from './syslog.ts';
import { linesOf } from './text.ts';

/** What is known about the output, to tell the command's own words from the rest. */
export interface OutputContext {
  /** The line that was sent; its echo is removed. */
  readonly line?: string;
  /** Host name in the prompt; echo and prompts of this host are removed. Unknown: a last line that is a prompt. */
  readonly host?: string;
}

/**
 * The lines that a command printed: without the echo of the command, the pager's traces, log lines that were written into
 * the session, the two lines of `terminal exec prompt timestamp`, and the next prompt. Empty lines at both ends are gone.
 * Throws `CLI_OUTPUT_TOO_LARGE`, `CLI_LINE_TOO_LONG`.
 */
export function cleanOutput(output: string, context: OutputContext = {}): readonly string[] {
  const printed: string[] = [];
  for (const raw of linesOf(output)) {
    const line = withoutPager(raw);
    if (line !== null && !isSyslogLine(line)) printed.push(line);
  }
  const answer = withoutPrompt(withoutEcho(trimmed(printed), context), context);
  return trimmed(withoutTimestamp(trimmed(answer)));
}

const PAGER = '--More--';

/** Null for a line that is nothing but the pager; what a line was overwritten with stays. */
function withoutPager(line: string): string | null {
  const trimmedLine = line.trimStart();
  if (!trimmedLine.startsWith(PAGER)) return line;
  const rest = trimmedLine.slice(PAGER.length).trim();
  return rest === '' ? null : rest;
}

/** The echo is the first line, with or without prompt; IOS scrolls a long one and shows its end after `$`. */
function withoutEcho(lines: readonly string[], { line }: OutputContext): readonly string[] {
  const [first = '', ...rest] = lines;
  if (line === undefined || first === '') return lines;
  const scrolled = first.indexOf('$');
  const isScrolled =
    scrolled !== -1 && line.endsWith(first.slice(scrolled + 1)) && first.length - scrolled > 8;
  const isEcho = first === line || (first.endsWith(line) && isPromptEnd(first.slice(0, -line.length)));
  return isEcho || isScrolled ? rest : lines;
}

function isPromptEnd(start: string): boolean {
  return /[>#] ?$/.test(start.slice(-2));
}

function withoutPrompt(lines: readonly string[], { host }: OutputContext): readonly string[] {
  const last = lines.at(-1);
  if (last === undefined) return lines;
  const tail = readTail(last);
  const isPrompt = tail.kind === 'prompt' && (host === undefined || tail.host === host);
  return isPrompt ? lines.slice(0, -1) : lines;
}

/** Two lines that `terminal exec prompt timestamp` puts before every output. */
function withoutTimestamp(lines: readonly string[]): readonly string[] {
  const first = lines[0]?.startsWith('Load for five secs: ') === true ? 1 : 0;
  const second = lines[first]?.startsWith('Time source is ') === true ? 1 : 0;
  return lines.slice(first + second);
}

function trimmed(lines: readonly string[]): readonly string[] {
  let start = 0;
  let end = lines.length;
  while (start < end && lines[start]?.trim() === '') start++;
  while (end > start && lines[end - 1]?.trim() === '') end--;
  return lines.slice(start, end);
}
