/** Where the word left of a place in a line begins; spaces in front of the place do not count. */
export function wordStart(line: string, at: number): number {
  return line.slice(0, at).trimEnd().search(/\S*$/);
}

/** Where the word right of a place in a line ends. */
export function wordEnd(line: string, at: number): number {
  return at + (/^\s*\S*/.exec(line.slice(at))?.[0].length ?? 0);
}
