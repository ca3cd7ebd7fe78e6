/** Reads OpenSSH's client configuration (ssh_config(5)): blocks in their order, `Include` followed, `Match` left out and told. */
import { globSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { ConfigError } from '../../core/errors.ts';
import { readTextFile } from '../config/index.ts';
import { parseHostField } from '../drivers/ssh/host-name.ts';
import type { HostField } from '../drivers/ssh/host-name.ts';
import { sshConfigWords } from './words.ts';

/** Nesting of `Include`, as in OpenSSH. */
const DEPTH_MAX = 16;

/** Files in all: a drop-in folder of every site, twice over. */
const FILES_MAX = 256;

/** One directive that counts for a host when every one of `hosts` names it. */
export interface Directive {
  /** Lower case. */
  readonly keyword: string;
  readonly words: readonly string[];
  readonly hosts: readonly HostField[];
  readonly file: string;
  readonly line: number;
}

/** A configuration, read. */
export interface SshConfig {
  readonly file: string;
  /** Home of the user: `~` and `%d`. */
  readonly home: string;
  readonly directives: readonly Directive[];
  /** What is not followed, each with file and line. */
  readonly warnings: readonly string[];
}

interface Reading {
  readonly home: string;
  readonly directives: Directive[];
  readonly warnings: string[];
  files: number;
}

/**
 * Reads `file` (absolute) and what it includes. Throws `FILE_*` for a file that cannot be read, `SSH_CONFIG_SYNTAX` for a line that
 * cannot be understood, `SSH_CONFIG_INCLUDE` for too many files or too deep a nest.
 */
export function readSshConfig(file: string, home: string): SshConfig {
  const reading: Reading = { home, directives: [], warnings: [], files: 0 };
  readFile(reading, file, [], 0);
  return { file, home, directives: reading.directives, warnings: reading.warnings };
}

function readFile(reading: Reading, file: string, around: readonly HostField[], depth: number): void {
  reading.files += 1;
  if (depth > DEPTH_MAX || reading.files > FILES_MAX)
    throw problem(
      'SSH_CONFIG_INCLUDE',
      file,
      1,
      `is included too deeply, or as one of more than ${FILES_MAX} files.`,
    );
  /** Null: inside a Match that is not followed. */
  let hosts: readonly HostField[] | null = around;
  for (const [index, text] of readTextFile(file, 'ssh config').split(/\r?\n/).entries()) {
    const line = index + 1;
    const words = sshConfigWords(text);
    if (words === null) throw problem('SSH_CONFIG_SYNTAX', file, line, 'has a quote that is not closed.');
    const [name, ...rest] = words;
    if (name === undefined) continue;
    const keyword = name.toLowerCase();
    if (rest.length === 0)
      throw problem('SSH_CONFIG_SYNTAX', file, line, `has no value for ${name.slice(0, 40)}.`);
    if (keyword === 'host') hosts = [...around, hostField(rest, file, line)];
    else if (keyword === 'match') {
      hosts = rest.length === 1 && rest[0]?.toLowerCase() === 'all' ? around : null;
      if (hosts === null)
        reading.warnings.push(
          `${file}:${line}: Match is not followed (only "Match all" is); its lines up to the next Host are left out.`,
        );
    } else if (hosts === null) continue;
    else if (keyword === 'include')
      for (const included of filesOf(rest, reading.home)) readFile(reading, included, hosts, depth + 1);
    else reading.directives.push({ keyword, words: rest, hosts, file, line });
  }
}

function hostField(patterns: readonly string[], file: string, line: number): HostField {
  const field = parseHostField(patterns.join(','));
  if (field?.kind === 'patterns') return field;
  throw problem('SSH_CONFIG_SYNTAX', file, line, 'has no pattern after Host.');
}

/** Files that an `Include` names, in the order of their names; a pattern without a file is no error. Relative ones are in `~/.ssh`. */
function filesOf(patterns: readonly string[], home: string): readonly string[] {
  return patterns.flatMap((pattern) => {
    const path = withHome(pattern, home);
    const absolute = isAbsolute(path) ? path : join(home, '.ssh', path);
    return globSync(absolute).toSorted();
  });
}

/** `~/x` in the home of the user. */
export function withHome(path: string, home: string): string {
  return path === '~' || path.startsWith('~/') ? join(home, path.slice(1)) : path;
}

/** An error in a configuration, naming file and line. */
export function problem(code: string, file: string, line: number, text: string, hint?: string): ConfigError {
  return new ConfigError(code, `${file}:${line}: ${text}`, {
    context: { file, line },
    ...(hint === undefined ? {} : { hint }),
  });
}
