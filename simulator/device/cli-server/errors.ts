/** The caret under the word that does not fit, and the line below. `column` counts from the start of the prompt. */
export function invalidInput(column: number): readonly string[] {
  return [`${' '.repeat(column)}^`, "% Invalid input detected at '^' marker.", ''];
}

/** A command of which more was expected. */
export const INCOMPLETE: readonly string[] = ['% Incomplete command.', ''];

/** A shortened word that means several. */
export function ambiguous(line: string): readonly string[] {
  return [`% Ambiguous command:  "${line}"`];
}
