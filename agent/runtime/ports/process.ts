import { randomBytes, randomInt } from 'node:crypto';
import { hostname } from 'node:os';

/** Letters of ids: no vowels and nothing that looks alike. */
const LETTERS = '23456789bcdfghjkmnpqrstvwxz';

/** A new id: `prefix` and ten letters of the system's randomness (47 bits), fit for a reload reason. */
export function newId(prefix: string): string {
  return prefix + [...randomBytes(10)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
}

/** A seed from the system's randomness, where nobody names one. */
export function newSeed(): number {
  return randomInt(2 ** 32);
}

/** True while a process of this host has that id. Signal 0 asks without sending anything. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** This process, as a worker's row names it. */
export function thisProcess(): { readonly host: string; readonly pid: number } {
  return { host: hostname(), pid: process.pid };
}
