/** known_hosts files: read when they changed, appended to without doubles, readable by their owner only. */
import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { ConfigError } from '../../../core/errors.ts';
import type { OfferedKey } from './host-key.ts';
import { knownHostsName, matchesHostField } from './host-name.ts';
import {
  createKnownHostsIndex,
  formatKnownHost,
  parseKnownHostLine,
  parseKnownHosts,
} from './known-hosts.ts';
import type { FindKnownHosts } from './known-hosts.ts';

/** Largest file that is read: 100,000 hosts with RSA-4096 keys. */
const FILE_BYTES_MAX = 96 * 1024 * 1024;

/** Owner only (safety T32). */
const FILE_MODE = 0o600;

/** Known hosts of one or more files. The first is the one that is written; files that do not exist are empty. */
export interface KnownHostsStore {
  readonly find: FindKnownHosts;
  /** Puts a key on record in the first file; does nothing when it is there. Throws `KNOWN_HOSTS_UNWRITABLE`. */
  add(host: string, port: number, key: OfferedKey): void;
  /** Puts a key on record in the place of all others of that host in the first file (the whole file is replaced at once). */
  replace(host: string, port: number, key: OfferedKey): void;
}

/**
 * Opens known_hosts files. They are looked at anew on each use, so that `device trust-host-key` in another process counts at
 * once. Throws `KNOWN_HOSTS_UNREADABLE`.
 */
export function openKnownHosts(files: readonly string[]): KnownHostsStore {
  let stamps = '';
  let index = createKnownHostsIndex();
  const refresh = (): void => {
    const now = files.map(stampOf).join('\n');
    if (now === stamps) return;
    index = createKnownHostsIndex();
    for (const file of files) index.add(parseKnownHosts(readText(file), file).entries);
    stamps = now;
  };
  const find: FindKnownHosts = (name) => {
    refresh();
    return index.find(name);
  };
  const [own] = files;
  return {
    find,
    add(host, port, key) {
      const name = knownHostsName(host, port);
      if (find(name).some((entry) => entry.mark === 'key' && entry.base64 === key.base64)) return;
      const line = formatKnownHost(host, port, key);
      writing(own, (file) => appendLine(file, line));
      const entry = parseKnownHostLine(line, own ?? '', 0);
      if (entry !== null) index.add([entry]);
      stamps = files.map(stampOf).join('\n');
    },
    replace(host, port, key) {
      const name = knownHostsName(host, port);
      const line = formatKnownHost(host, port, key);
      writing(own, (file) => replaceText(file, withoutHost(readText(file), name), line));
    },
  };
}

/** The text without the lines that name exactly this host: as `ssh-keygen -R`, which leaves wildcards and marks alone. */
function withoutHost(text: string, name: string): string {
  const kept = text.split('\n').filter((line) => {
    const entry = parseKnownHostLine(line, '', 0);
    if (entry === null || entry.mark !== 'key' || !matchesHostField(entry.hosts, name)) return true;
    return entry.hosts.kind === 'patterns' && entry.hosts.patterns.some((pattern) => pattern.exact === null);
  });
  return kept.join('\n');
}

function writing(file: string | undefined, write: (file: string) => void): void {
  if (file === undefined)
    throw new ConfigError('KNOWN_HOSTS_UNWRITABLE', 'No known_hosts file was given to write to.');
  try {
    write(file);
  } catch (cause) {
    throw new ConfigError(
      'KNOWN_HOSTS_UNWRITABLE',
      `The known_hosts file ${file} cannot be written: ${reasonOf(cause)}.`,
      {
        context: { file },
        hint: 'Give a data folder that this user may write to.',
        cause,
      },
    );
  }
}

/** One write at the end of the file, so that two processes do not mix lines; a torn last line is closed first. */
function appendLine(file: string, line: string): void {
  const fd = openSync(file, 'a+', FILE_MODE);
  try {
    const { size } = fstatSync(fd);
    const last = Buffer.alloc(1);
    const torn = size > 0 && readSync(fd, last, 0, 1, size - 1) === 1 && last[0] !== 0x0a;
    writeSync(fd, `${torn ? '\n' : ''}${line}\n`);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function replaceText(file: string, text: string, line: string): void {
  const head = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  const draft = `${file}.${process.pid}.new`;
  rmSync(draft, { force: true });
  const fd = openSync(draft, 'wx', FILE_MODE);
  try {
    writeSync(fd, `${head}${line}\n`);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(draft, file);
}

function readText(file: string): string {
  try {
    if (statSync(file).size > FILE_BYTES_MAX) {
      throw new ConfigError(
        'KNOWN_HOSTS_UNREADABLE',
        `The known_hosts file ${file} is larger than ${FILE_BYTES_MAX} bytes.`,
      );
    }
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return '';
    if (cause instanceof ConfigError) throw cause;
    throw new ConfigError(
      'KNOWN_HOSTS_UNREADABLE',
      `The known_hosts file ${file} cannot be read: ${reasonOf(cause)}.`,
      {
        context: { file },
        cause,
      },
    );
  }
}

function stampOf(file: string): string {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? '-' : `${stat.ino} ${stat.size} ${stat.mtimeNs}`;
}

function codeOf(cause: unknown): string {
  return (cause as { readonly code?: string }).code ?? '';
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
