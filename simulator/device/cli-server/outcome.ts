/**
 * What a command leads to. Dialogues are values inside of values: a question's answer gives the next outcome, so the
 * session knows nothing of reloads and saves.
 */
export type Outcome =
  /** Lines to print, through the filter and the pager; then the prompt. */
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  /** Text first, then a question. */
  | { readonly kind: 'ask'; readonly before?: readonly string[]; readonly question: Question }
  /** Text first; `run` calls back when it is done. What is typed meanwhile waits. */
  | {
      readonly kind: 'wait';
      readonly before?: readonly string[];
      readonly run: (done: (outcome: Outcome) => void) => void;
    }
  /** Another mode. */
  | { readonly kind: 'mode'; readonly mode: Mode; readonly before?: readonly string[] }
  /** The session ends. */
  | { readonly kind: 'end' };

/** Where the command line is. `section`: header of the section being configured; null in global mode. */
export type Mode =
  | { readonly name: 'user' | 'privileged' }
  | { readonly name: 'config'; readonly section: string | null };

/** A question. `line`: an answer with RETURN; `secret`: the same unseen; `key`: one key. */
export interface Question {
  readonly text: string;
  readonly reads: 'line' | 'secret' | 'key';
  readonly answer: (text: string) => Outcome;
}

/** Nothing to print. */
export const SILENT: Outcome = { kind: 'lines', lines: [] };

/** Lines to print. */
export function lines(...text: readonly string[]): Outcome {
  return { kind: 'lines', lines: text };
}
