/** Files of one switch, and characters of one file. Own choice: a peer can make both grow. */
const FILES_MAX = 32;
const CHARACTERS_MAX = 262_144;

/** A file system of a switch and a name in it; directories are part of the name. */
const PATH = /^(?:flash|bootflash|crashinfo|usbflash0|tftp|ftp|scp|http|https):[A-Za-z0-9_./@-]{1,200}$/;
/** Where files stay; the others are servers that the lab does not have. */
const LOCAL = /^(?:flash|bootflash|crashinfo|usbflash0):/;

/** Why a file could not be written or read. */
export type FileProblem = 'bad-path' | 'unreachable' | 'full' | 'missing';

/** What lies on the flash of a switch besides its configuration; it survives reloads. */
export class DeviceFiles {
  readonly #files = new Map<string, string>();

  /** Writes a file; null when it is there. */
  write(path: string, content: string): FileProblem | null {
    const problem = problemOf(path);
    if (problem !== null) return problem;
    const isFull = !this.#files.has(path) && this.#files.size >= FILES_MAX;
    if (isFull || content.length > CHARACTERS_MAX) return 'full';
    this.#files.set(path, content);
    return null;
  }

  /** The content of a file, or why there is none. */
  read(path: string): { readonly content: string } | { readonly problem: FileProblem } {
    const problem = problemOf(path);
    if (problem !== null) return { problem };
    const content = this.#files.get(path);
    return content === undefined ? { problem: 'missing' } : { content };
  }
}

function problemOf(path: string): FileProblem | null {
  if (!PATH.test(path)) return 'bad-path';
  return LOCAL.test(path) ? null : 'unreachable';
}
