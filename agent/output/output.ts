import { failureJson, failureLines } from './failure-text.ts';
import { safeJson, safeLines } from './safe.ts';
import { paint } from './style.ts';
import type { Tone } from './style.ts';
import { tableLines } from './table.ts';
import type { Cell, Column } from './table.ts';

/** A stream of text; `process.stdout` fits. */
export interface TextStream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** Width where a terminal does not say. */
const TERMINAL_WIDTH = 80;

/** Width where no terminal is: nothing is cut, so that a pipe gets it all. */
const UNLIMITED_WIDTH = 1_000_000;

/** Where a verb's words go, and how. */
export interface OutputOptions {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  /** True: stdout gets one JSON object at the end, people read stderr. */
  readonly json: boolean;
  readonly color: boolean;
  /** Verb for the schema's name, e.g. `device-check`. */
  readonly verb: string;
  readonly logFile: string | null;
}

/** What verbs write with. Every text passes the terminal's sink. */
export interface Output {
  readonly isTerminal: boolean;
  readonly width: number;
  readonly isColored: boolean;
  /** Lines for people; a line end in `text` parts lines. */
  say(text: string, tone?: Tone): void;
  table(columns: readonly Column[], rows: readonly (readonly Cell[])[]): void;
  /** A line beside the result, always to stderr. */
  note(text: string, tone?: Tone): void;
  /** Raw text to the people's stream, for progress that redraws itself. */
  raw(text: string): void;
  /** One object on a line of stdout, before the result: for `--json-lines` alone. */
  event(value: Readonly<Record<string, unknown>>): void;
  /** The one object of `--json`; without it nothing. */
  result(value: Readonly<Record<string, unknown>>): void;
  /** Tells an error to people, and with `--json` as the one object. */
  failure(error: unknown): void;
}

/** Makes the output of one verb. */
export function createOutput(options: OutputOptions): Output {
  const people = options.json ? options.stderr : options.stdout;
  const isTerminal = people.isTTY === true;
  const isColored = options.color && isTerminal;
  const width = isTerminal ? (people.columns ?? TERMINAL_WIDTH) : UNLIMITED_WIDTH;
  const isErrorColored = options.color && options.stderr.isTTY === true;
  const write = (stream: TextStream, lines: readonly string[]): void => {
    if (lines.length > 0) stream.write(`${lines.join('\n')}\n`);
  };
  const result: Output['result'] = (value) => {
    if (options.json) write(options.stdout, [safeJson({ schema: `liclab.${options.verb}/1`, ...value })]);
  };
  return {
    isTerminal,
    width,
    isColored,
    say: (text, tone = 'plain') =>
      write(
        people,
        safeLines(text).map((line) => paint(line, tone, isColored)),
      ),
    table: (columns, rows) => write(people, tableLines(columns, rows, { width, isColored })),
    note: (text, tone = 'plain') =>
      write(
        options.stderr,
        safeLines(text).map((line) => paint(line, tone, isErrorColored)),
      ),
    raw: (text) => void people.write(text),
    event: (value) =>
      write(options.stdout, [safeJson({ schema: `liclab.${options.verb}-progress/1`, ...value })]),
    result,
    failure(error) {
      write(options.stderr, failureLines(error, options.logFile, isErrorColored));
      result({ error: failureJson(error) });
    },
  };
}
