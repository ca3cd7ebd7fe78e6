import { LEVELS } from '../../../model/level.ts';
import type { Level } from '../../../model/level.ts';
import { releaseOf } from '../release.ts';
import { cellsOf, fieldOf, statedOf } from './fields.ts';

/** A row of `Technology Package License Information`. */
export interface PackageRow {
  /** In use; null for `None`. */
  readonly current: string | null;
  /** E.g. `Smart License`, `Subscription Smart License`. */
  readonly type: string;
  /** After the next reboot; null for `None`. */
  readonly next: string | null;
}

/** A row of the table of switches, joined with the switch's own block. */
export interface VersionMember {
  readonly slot: number;
  readonly isActive: boolean;
  readonly model: string;
  readonly release: string | null;
  readonly serial: string | null;
}

/** What `show version` states; null is what it does not. */
export interface ShowVersion {
  readonly host: string | null;
  readonly release: string | null;
  /** Of the active switch. */
  readonly model: string | null;
  /** Serial of the active switch's chassis. */
  readonly serial: string | null;
  /** As printed, e.g. `2 days, 22 minutes`. */
  readonly uptime: string | null;
  readonly reloadReason: string | null;
  /** E.g. `Smart Licensing Using Policy`, `REGISTERED/EVAL EXPIRED`. */
  readonly licensing: string | null;
  readonly packages: readonly PackageRow[];
  /** Level in use; null also when the table names no level we know. */
  readonly level: Level | null;
  /** Level after the next reboot; null also where the table says `None`. */
  readonly nextLevel: Level | null;
  /** Rows of the table of switches; empty where there is none (chassis). */
  readonly members: readonly VersionMember[];
}

/** Reads `show version` of a Catalyst 9000, 16.9 to 17.18. `lines`: from `cleanOutput`. */
export function parseShowVersion(lines: readonly string[]): ShowVersion {
  const packages = packageRows(lines);
  const blocks = switchBlocks(lines);
  const own = blocks.get(null);
  const uptime = lines
    .map((line) => /^(\S{1,64}) uptime is (.{1,200})$/.exec(line))
    .find((match) => match !== null);
  return {
    host: uptime?.[1] ?? null,
    release: lines.map(releaseIn).find((release) => release !== null) ?? null,
    model: own?.model ?? null,
    serial: own?.serial ?? null,
    uptime: uptime?.[2] ?? null,
    reloadReason: statedOf(after(lines, 'Last reload reason:')),
    licensing: statedOf(after(lines, 'Smart Licensing Status:')),
    packages,
    level: levelOf(packages.map((row) => row.current)),
    nextLevel: levelOf(packages.map((row) => row.next)),
    members: memberRows(lines).map((row) => {
      const block = blocks.get(row.isActive ? null : row.slot);
      return { ...row, serial: block?.serial ?? null };
    }),
  };
}

function releaseIn(line: string): string | null {
  const isBanner = line.startsWith('Cisco IOS Software') || line.startsWith('Cisco IOS XE Software');
  return isBanner ? releaseOf(line) : null;
}

/** The part of the output that is a table of packages: between its second rule and an empty line. */
function packageRows(lines: readonly string[]): readonly PackageRow[] {
  const start = lines.findIndex((line) => line.startsWith('Technology Package License Information'));
  if (start === -1) return [];
  const rows: PackageRow[] = [];
  let rules = 0;
  for (const line of lines.slice(start + 1)) {
    if (line.startsWith('-----')) rules++;
    else if (rules >= 2) {
      const [current, type, next] = cellsOf(line);
      if (current === undefined || type === undefined || next === undefined) break;
      rows.push({ current: statedOf(current), type, next: statedOf(next) });
    }
  }
  return rows;
}

/** A level needs exactly one network name; without an add-on's name there is none. */
function levelOf(names: readonly (string | null)[]): Level | null {
  const networks = names.filter((name) => name?.startsWith('network-'));
  const addons = names.filter((name) => name?.startsWith('dna-'));
  if (networks.length !== 1 || addons.length > 1) return null;
  const addon = addons[0] ?? null;
  return LEVELS.find((level) => level.network === networks[0] && level.addon === addon) ?? null;
}

/** `*    1 41    C9300-24P          17.06.01          CAT9K_IOSXE           BUNDLE` */
function memberRows(lines: readonly string[]): readonly Omit<VersionMember, 'serial'>[] {
  const start = lines.findIndex((line) => line.startsWith('Switch Ports Model'));
  if (start === -1) return [];
  const rows: Omit<VersionMember, 'serial'>[] = [];
  for (const line of lines.slice(start + 1)) {
    if (line.startsWith('---')) continue;
    const match = /^(\*?)\s{0,8}([0-9]{1,2})\s{1,8}[0-9]{1,4}\s{1,8}(\S{1,40})\s{1,40}(\S{1,40})\s/.exec(
      line,
    );
    if (match === null) break;
    const [, star, slot, model = '', release = ''] = match;
    rows.push({ slot: Number(slot), isActive: star === '*', model, release: releaseOf(release) });
  }
  return rows;
}

interface Block {
  model: string | null;
  serial: string | null;
}

/** Model and serial per `Switch 02` block; null is the block before the first of them, that of the active switch. */
function switchBlocks(lines: readonly string[]): ReadonlyMap<number | null, Block> {
  const blocks = new Map<number | null, Block>();
  let current: Block = { model: null, serial: null };
  blocks.set(null, current);
  for (const line of lines) {
    const heading = /^Switch ([0-9]{1,2})$/.exec(line);
    if (heading !== null) {
      current = { model: null, serial: null };
      blocks.set(Number(heading[1]), current);
      continue;
    }
    const { key, value } = fieldOf(line);
    if (key === 'Model Number') current.model ??= statedOf(value);
    if (key === 'System Serial Number') current.serial ??= statedOf(value);
  }
  return blocks;
}

function after(lines: readonly string[], beginning: string): string | undefined {
  return lines
    .find((line) => line.startsWith(beginning))
    ?.slice(beginning.length)
    .trim();
}
