/** Files on the flash of a device: few and small, for what licensing writes and reads. They survive reloads. */

/** Most files, and the longest one in characters. Own choice: nobody may fill the simulator's memory. */
const FILES_MAX = 16;
const FILE_CHARS_MAX = 1_048_576;

/** A file as `dir` lists it. */
export interface DeviceFile {
  readonly name: string;
  readonly text: string;
  readonly writtenMs: number;
}

/** Why a file cannot be written. */
type WriteTrouble = 'path' | 'full';

/** Why a file cannot be written or read. */
export type FileTrouble = WriteTrouble | 'missing';

/** The flash of one device. */
export class DeviceFiles {
  readonly #files = new Map<string, DeviceFile>();

  get all(): readonly DeviceFile[] {
    return [...this.#files.values()];
  }

  /** Writes a file; one of the same name is replaced. */
  write(path: string, text: string, nowMs: number): WriteTrouble | null {
    const name = fileName(path);
    if (name === null) return 'path';
    const isNew = !this.#files.has(name);
    if (text.length > FILE_CHARS_MAX || (isNew && this.#files.size >= FILES_MAX)) return 'full';
    this.#files.set(name, { name, text, writtenMs: nowMs });
    return null;
  }

  read(path: string): DeviceFile | 'path' | 'missing' {
    const name = fileName(path);
    return name === null ? 'path' : (this.#files.get(name) ?? 'missing');
  }

  /** True when there was one. */
  remove(path: string): boolean {
    const name = fileName(path);
    return name !== null && this.#files.delete(name);
  }
}

/** `flash:usage.txt`, `bootflash:/usage.txt` and `usage.txt` are the same file; other file systems are not simulated. */
function fileName(path: string): string | null {
  return /^(?:(?:boot)?flash:\/?)?([A-Za-z0-9][A-Za-z0-9._-]{0,63})$/.exec(path)?.[1] ?? null;
}
