import { LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { ConfigError } from '../../core/errors.ts';
import { positionsOf } from './positions.ts';
import type { Positions } from './positions.ts';
import { problemOf } from './problems.ts';
import type { Problem } from './problems.ts';
import { labSchema } from './schema.ts';
import type { LabFile } from './schema.ts';

/** Largest lab file: ten thousand groups fit. */
const FILE_CHARS_MAX = 4_194_304;
/** Aliases that one file may resolve: a file of few lines must not grow without bound. */
const ALIASES_MAX = 1_000;
/** Mistakes shown at once. */
const SHOWN_MAX = 20;

/** Reads a lab file's text. `LAB_FILE` lists every mistake with file, line, what was expected and the nearest valid value. */
export function readLab(text: string, file: string): LabFile {
  if (text.length > FILE_CHARS_MAX) {
    throw new ConfigError(
      'LAB_FILE',
      `${file}: expected at most ${FILE_CHARS_MAX} characters, got ${text.length}.`,
    );
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  // Warnings are tags nobody knows, such as !!js/function: a lab file is data.
  const wrong = [...document.errors, ...document.warnings].map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    return { position: { line, column: col }, place: '', message: error.message };
  });
  if (wrong.length > 0) throw labError(wrong, file);
  return checkLab(valueOf(document, file), file, positionsOf(document, lines));
}

/** Checks a lab that is no file, e.g. a test's. Errors as {@link readLab}, without lines. */
export function checkLab(value: unknown, file = 'lab', positions: Positions | null = null): LabFile {
  const parsed = labSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => problemOf(issue, value, labSchema, positions));
  throw labError(problems, file);
}

function valueOf(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: ALIASES_MAX }) as unknown;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'not readable';
    throw new ConfigError('LAB_FILE', `${file}: ${why}.`, { cause });
  }
}

function labError(problems: readonly Problem[], file: string): ConfigError {
  const shown = problems.slice(0, SHOWN_MAX).map(({ position, place, message }) => {
    const where = position === null ? file : `${file}:${position.line}:${position.column}`;
    return `${where}: ${place === '' ? '' : `${place}: `}${message}`;
  });
  const more = problems.length - shown.length;
  const text = [...shown, ...(more > 0 ? [`... and ${more} more`] : [])].join('\n');
  return new ConfigError('LAB_FILE', text, { context: { file, line: problems[0]?.position?.line ?? null } });
}
