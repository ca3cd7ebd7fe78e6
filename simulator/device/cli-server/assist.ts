import type { Chassis } from '../chassis.ts';
import type { History } from './history.ts';
import { completionFor, helpFor, promptOf } from './interpreter.ts';
import type { KeyResult, LineEditor } from './line-editor.ts';
import type { Mode } from './outcome.ts';

/** What the command line does for the person who types: history, help, completion. */
export class Assist {
  readonly #chassis: Chassis;
  readonly #editor: LineEditor;
  readonly #history: History;

  constructor(chassis: Chassis, editor: LineEditor, history: History) {
    this.#chassis = chassis;
    this.#editor = editor;
    this.#history = history;
  }

  /** What the terminal must show for a key of this kind; null when the key is for the session. */
  show(event: KeyResult['event'], mode: Mode): string | null {
    switch (event) {
      case 'older':
        return this.#editor.replace(this.#history.older() ?? this.#editor.line);
      case 'newer':
        return this.#editor.replace(this.#history.newer());
      case 'redraw':
        return this.redrawn(mode);
      case 'help':
        return this.#help(mode);
      case 'complete':
        return this.#complete(mode);
      case 'none':
      case 'enter':
      case 'abort':
      case 'end':
      case 'logout':
        return null;
    }
  }

  /** Prompt and line once more, on a new line. */
  redrawn(mode: Mode): string {
    return `\r\n${promptOf(this.#chassis, mode)}${this.#editor.redrawn}`;
  }

  #help(mode: Mode): string {
    const text = helpFor(this.#chassis, mode, this.#editor.line).join('\r\n');
    return `\r\n${text}\r\n${this.redrawn(mode)}`;
  }

  #complete(mode: Mode): string {
    const { line } = this.#editor;
    const word = completionFor(this.#chassis, mode, line);
    return word === null ? '' : this.#editor.replace(`${line.replace(/[^ ]*$/, word)} `);
  }
}
