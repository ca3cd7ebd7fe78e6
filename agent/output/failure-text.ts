import { isLicenseLabError } from '../../core/errors.ts';
import type { ErrorContext } from '../../core/errors.ts';
import { isDefect } from './exit-code.ts';
import { safeLines } from './safe.ts';
import { paint } from './style.ts';

/** An error as `--json` gives it. */
export interface FailureJson {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly context: ErrorContext;
}

/** An error as data. What is no expected error shows nothing of itself: nobody has checked what it holds. */
export function failureJson(error: unknown): FailureJson {
  if (isLicenseLabError(error)) {
    return { code: error.code, message: error.message, hint: error.hint, context: error.context };
  }
  return {
    code: 'DEFECT',
    message: 'The program failed because of a mistake of its own.',
    hint: null,
    context: {},
  };
}

/** Lines that tell a person what went wrong, what to try, and the code to search for. Never a stack trace. */
export function failureLines(error: unknown, logFile: string | null, isColored: boolean): readonly string[] {
  const { code, message, hint } = failureJson(error);
  const [first = '', ...rest] = safeLines(message);
  const lines = [`${paint('error:', 'bad', isColored)} ${first}`, ...rest.map((line) => `       ${line}`)];
  if (hint !== null)
    lines.push(...safeLines(hint).map((line, index) => `${index === 0 ? 'hint: ' : '      '} ${line}`));
  if (isDefect(error)) {
    const where = logFile === null ? 'Please report it.' : `Please report it with the log: ${logFile}`;
    lines.push(...safeLines(`hint:  ${where}`));
  }
  lines.push(paint(`code:  ${code}`, 'faint', isColored));
  return lines;
}
