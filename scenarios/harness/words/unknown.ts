import { ConfigError, suggestWord } from 'catalyst-license-lab/core';

/** Letters of a wrong word that are repeated in its error. */
const SHOWN_LENGTH = 64;

/** The error for a word that is not one of `valid`: it names the nearest one, or all of them when none is near. */
export function unknownWord(code: string, what: string, word: string, valid: readonly string[]): ConfigError {
  const message = `There is no ${what} "${word.slice(0, SHOWN_LENGTH)}".`;
  return new ConfigError(code, message, { hint: suggestWord(word, valid) });
}
