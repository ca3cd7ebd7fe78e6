import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LicenseLabError } from '../../core/errors.ts';
import type { CredentialSets } from './credentials.ts';
import { inventoryText, knownHostsText } from './inventory.ts';
import type { CssmReach } from './inventory.ts';
import type { LabDevice, LabFiles } from './lab.ts';

/** File in the data folder by which the CLI finds a running simulator. */
export const SIM_FILE = 'sim.json';

/** What {@link SIM_FILE} holds. */
export interface SimState {
  readonly schema: 'liclab.sim-state/1';
  readonly pid: number;
  readonly control: string;
  readonly cssm: string;
  readonly inventory: string;
}

/** What is written. */
export interface WrittenLab {
  readonly devices: readonly LabDevice[];
  readonly sets: CredentialSets;
  readonly cssm: CssmReach & { readonly secret: string };
  readonly control: string;
}

/**
 * Folder of a lab's own files inside the data folder, named by its first switch: a second lab beside the first has another
 * one.
 */
function labFolder(dataDir: string, devices: readonly Pick<LabDevice, 'host' | 'netconfPort'>[]): string {
  const [first] = devices;
  const name = first === undefined ? 'empty' : `${first.host}-${first.netconfPort}`;
  return join(resolve(dataDir), 'sim', name);
}

/** Writes a lab's files, private to this user (0600 in 0700). `LAB_FILES` when the folder cannot be written. */
export function writeLabFiles(dataDir: string, lab: WrittenLab): LabFiles {
  const folder = labFolder(dataDir, lab.devices);
  const inventory = join(folder, 'inventory.yaml');
  const knownHosts = join(folder, 'known_hosts');
  const simFile = join(resolve(dataDir), SIM_FILE);
  const secretFile = (name: string): string => join(folder, name);
  const state: SimState = {
    schema: 'liclab.sim-state/1',
    pid: process.pid,
    control: lab.control,
    cssm: lab.cssm.url,
    inventory,
  };
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const { name, password, enable } of lab.sets.all) {
      put(secretFile(`${name}.password`), `${password}\n`);
      put(secretFile(`${name}.enable`), `${enable}\n`);
    }
    put(secretFile('cssm.secret'), `${lab.cssm.secret}\n`);
    put(knownHosts, knownHostsText(lab.devices));
    put(inventory, inventoryText(lab.devices, lab.sets, lab.cssm, lab.control, secretFile));
    put(simFile, `${JSON.stringify(state, null, 2)}\n`);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'unknown';
    throw new LicenseLabError('LAB_FILES', `The lab's files cannot be written to ${folder}: ${why}`, {
      cause,
    });
  }
  return { inventory, knownHosts, caFile: lab.cssm.caFile, simFile };
}

/** Removes {@link SIM_FILE} unless another simulator has taken its place. */
export function forgetLab(files: LabFiles): void {
  try {
    const state = JSON.parse(readFileSync(files.simFile, 'utf8')) as Partial<SimState>;
    if (state.pid === process.pid && state.inventory === files.inventory)
      rmSync(files.simFile, { force: true });
  } catch {
    // It is gone already, or it is not ours to read.
  }
}

/** Replaces a file as a whole: nobody reads half of it, and a link in its place is not followed. */
function put(file: string, text: string): void {
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, text, { mode: 0o600 });
  renameSync(aside, file);
}
