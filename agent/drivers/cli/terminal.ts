import { ProtocolError } from '../../../core/errors.ts';
import type { LicenseLabError } from '../../../core/errors.ts';
import type { Clock, Timer } from '../../../core/ports/clock.ts';
import {
  LINE_LENGTH_MAX,
  OUTPUT_LENGTH_MAX,
  readTail,
  TAIL_LENGTH_MAX,
} from '../../../core/wire/ios-xe/index.ts';
import type { Tail } from '../../../core/wire/ios-xe/index.ts';
import { PAGES_MAX, SETTLE_MS } from './limits.ts';

/** What the terminal tells. */
export interface TerminalHandlers {
  /** The pager wants a key. */
  nextPage(): void;
  /** The output has come to rest at something that wants an answer: a prompt or a question. */
  settled(tail: Tail): void;
  /** A limit was exceeded: `CLI_OUTPUT_TOO_LARGE`, `CLI_LINE_TOO_LONG`. */
  broken(error: LicenseLabError): void;
}

/** Gathers what a CLI prints, within limits, and says when it waits for us. */
export interface Terminal {
  push(bytes: Uint8Array): void;
  /** The output so far; from now on it is empty. */
  take(): string;
  stop(): void;
}

/** Makes a terminal. */
export function createTerminal(clock: Clock, handlers: TerminalHandlers): Terminal {
  const decoder = new TextDecoder('utf-8');
  let pieces: string[] = [];
  let length = 0;
  let lineLength = 0;
  let tail = '';
  let pages = 0;
  let timer: Timer | null = null;

  const rest = (): void => {
    timer?.cancel();
    timer = null;
  };
  const look = (): void => {
    const found = readTail(tail);
    if (found.kind === 'none') return;
    if (found.kind === 'pager') {
      tail = '';
      pages += 1;
      if (pages > PAGES_MAX) handlers.broken(tooLarge(`${PAGES_MAX} pages`));
      else handlers.nextPage();
      return;
    }
    timer = clock.setTimer('cli-settle', SETTLE_MS, () => {
      timer = null;
      handlers.settled(found);
    });
  };

  return {
    push(bytes) {
      rest();
      const text = decoder.decode(bytes, { stream: true });
      if (text === '') return look();
      length += text.length;
      const lines = measureLines(text, lineLength);
      if (length > OUTPUT_LENGTH_MAX) return handlers.broken(tooLarge(`${OUTPUT_LENGTH_MAX} characters`));
      if (lines.longest > LINE_LENGTH_MAX) return handlers.broken(lineTooLong());
      lineLength = lines.open;
      pieces.push(text);
      tail = (tail + text).slice(-TAIL_LENGTH_MAX);
      return look();
    },
    take() {
      rest();
      const output = pieces.join('');
      pieces = [];
      [length, lineLength, pages, tail] = [0, 0, 0, ''];
      return output;
    },
    stop: rest,
  };
}

/** Length of the longest line of `text`, and of the one still open at its end; `open` characters of the first were there before. */
function measureLines(text: string, open: number): { readonly longest: number; readonly open: number } {
  let longest = 0;
  let start = -open;
  for (;;) {
    const end = text.indexOf('\n', Math.max(0, start));
    const length = (end === -1 ? text.length : end) - start;
    longest = Math.max(longest, length);
    if (end === -1) return { longest, open: length };
    start = end + 1;
  }
}

function tooLarge(limit: string): LicenseLabError {
  return new ProtocolError(
    'CLI_OUTPUT_TOO_LARGE',
    `The device printed more than the size limit of ${limit} for one command.`,
    { retry: 'new-session' },
  );
}

function lineTooLong(): LicenseLabError {
  return new ProtocolError(
    'CLI_LINE_TOO_LONG',
    `The device printed a line above the size limit of ${LINE_LENGTH_MAX} characters.`,
    {
      retry: 'new-session',
    },
  );
}
