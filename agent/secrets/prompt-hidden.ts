import { ConfigError } from '../../core/errors.ts';

/** What a hidden prompt needs of a terminal: `process.stdin` and `process.stderr` fit. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & { setRawMode?: (isRaw: boolean) => unknown };
  readonly output: { write(text: string): unknown };
}

const ENTER = new Set(['\r', '\n', '\u0004']);
const ERASE = new Set(['\u007f', '\b']);
const CTRL_C = '\u0003';
const CTRL_U = '\u0015';

/** Longest answer in characters; more is refused as it comes. */
const ANSWER_LENGTH_MAX = 1_024;

/** Asks on a terminal without echo. Rejects with `SECRET_PROMPT_CANCELLED` (Ctrl-C) and `SECRET_PROMPT_TOO_LONG`. */
export function promptHidden(terminal: Terminal, question: string): Promise<string> {
  const { input, output } = terminal;
  return new Promise((resolve, reject) => {
    const decoder = new TextDecoder();
    let answer: readonly string[] = [];
    const finish = (end: () => void): void => {
      input.off('data', take);
      input.off('end', ended);
      input.setRawMode?.(false);
      input.pause();
      output.write('\n');
      end();
    };
    const ended = (): void => finish(() => reject(cancelled()));
    const take = (chunk: Buffer | string): void => {
      const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
      for (const character of text) {
        if (ENTER.has(character)) return finish(() => resolve(answer.join('')));
        if (character === CTRL_C) return finish(() => reject(cancelled()));
        if (ERASE.has(character)) answer = answer.slice(0, -1);
        else if (character === CTRL_U) answer = [];
        else if (character >= ' ') answer = [...answer, character];
        if (answer.length > ANSWER_LENGTH_MAX) return finish(() => reject(tooLong()));
      }
    };
    output.write(question);
    input.setRawMode?.(true);
    input.on('data', take);
    input.on('end', ended);
    input.resume();
  });
}

function cancelled(): ConfigError {
  return new ConfigError('SECRET_PROMPT_CANCELLED', 'The prompt was cancelled.');
}

function tooLong(): ConfigError {
  return new ConfigError('SECRET_PROMPT_TOO_LONG', `More than ${ANSWER_LENGTH_MAX} characters were entered.`);
}
