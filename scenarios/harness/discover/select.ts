import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { ConfigError } from 'catalyst-license-lab/core';
import type { Scenario } from '../define.ts';
import type { Selected } from '../runner/run-many.ts';
import { unknownWord } from '../words/unknown.ts';
import { loadForeign } from './load.ts';
import { ownIds, ownScenario } from './own.ts';

/** What a command line names. */
export interface Selection {
  /** Ids, files and folders. */
  readonly names: readonly string[];
  readonly isAll: boolean;
  /** Only scenarios with one of these tags. */
  readonly tags: readonly string[];
}

/** Files of a folder that hold a scenario. */
const SCENARIO_FILE = /(^|\.)scenario\.[cm]?tsx?$/;
/** Folders below a named one that are searched: a folder of folders, not a whole disk. */
const DEPTH_MAX = 4;
const FILES_MAX = 1_000;

/**
 * The scenarios that a command line names: ids of ours, files (`./mine.scenario.ts`), folders with such files in them; without
 * names all of ours, or those with a tag. `SCENARIO_UNKNOWN`, `SCENARIO_NONE`, `SCENARIO_TWICE`, `SCENARIO_UNLOADABLE`.
 */
export async function selectScenarios(selection: Selection, cwd: string): Promise<readonly Selected[]> {
  const { names, isAll, tags } = selection;
  if (isAll && names.length > 0) throw new ConfigError('USAGE', 'Give either --all or names, not both.');
  if (!isAll && names.length === 0 && tags.length === 0) {
    throw new ConfigError('SCENARIO_NONE', 'No scenario was named.', {
      hint: 'Name ids, files or folders, or use --all or --tag; "scenario ls" lists them.',
    });
  }
  const wanted = names.length > 0 ? names : ownIds();
  const found: Selected[] = [];
  for (const name of wanted) found.push(...(await named(name, cwd)));
  const selected = tags.length === 0 ? found : withTags(found, tags);
  refuseTwice(selected);
  return selected;
}

async function named(name: string, cwd: string): Promise<readonly Selected[]> {
  const isPath = name.includes('/') || name.includes(path.sep) || SCENARIO_FILE.test(name);
  if (!isPath) return [{ scenario: await ownScenario(name), name }];
  const place = path.resolve(cwd, name);
  const stat = statSync(place, { throwIfNoEntry: false });
  if (stat === undefined) {
    throw new ConfigError('SCENARIO_UNKNOWN', `There is no file or folder ${name}.`, {
      hint: 'Scenarios of ours are named by id alone; "scenario ls" lists them.',
    });
  }
  const files = stat.isDirectory() ? scenarioFiles(place, 0) : [place];
  if (files.length === 0) {
    throw new ConfigError('SCENARIO_NONE', `${name} holds no scenario.`, {
      hint: 'A scenario is in a file scenario.ts or NAME.scenario.ts; "scenario new NAME" makes one.',
    });
  }
  const selected: Selected[] = [];
  for (const file of files) selected.push({ scenario: await loadForeign(file), name: asTyped(file, cwd) });
  return selected;
}

/** Files of scenarios in a folder, sorted; hidden folders and installed packages are left alone. */
function scenarioFiles(folder: string, depth: number): readonly string[] {
  const files = readdirSync(folder, { withFileTypes: true }).flatMap((entry): readonly string[] => {
    const place = path.join(folder, entry.name);
    if (entry.isFile()) return SCENARIO_FILE.test(entry.name) ? [place] : [];
    const isSearched = entry.isDirectory() && depth < DEPTH_MAX && !/^\.|^node_modules$/.test(entry.name);
    return isSearched ? scenarioFiles(place, depth + 1) : [];
  });
  return files.toSorted().slice(0, FILES_MAX);
}

/** A path as a person would type it again: relative, so that evidence names no place of this machine. */
function asTyped(file: string, cwd: string): string {
  const relative = path.relative(cwd, file).split(path.sep).join('/');
  return relative.startsWith('.') ? relative : `./${relative}`;
}

function withTags(found: readonly Selected[], tags: readonly string[]): readonly Selected[] {
  const known = [...new Set(found.flatMap(({ scenario }) => scenario.tags))];
  for (const tag of tags)
    if (!known.includes(tag)) throw unknownWord('TAG_UNKNOWN', 'scenario with the tag', tag, known);
  return found.filter(({ scenario }) => scenario.tags.some((tag) => tags.includes(tag)));
}

/** Evidence is filed by id, so two of the same would overwrite each other. */
function refuseTwice(selected: readonly Selected[]): void {
  const seen = new Map<string, Selected>();
  for (const item of selected) {
    const other = seen.get(item.scenario.id);
    if (other !== undefined) {
      const places =
        other.name === item.name ? `twice: ${item.name}` : `in ${other.name} and in ${item.name}`;
      throw new ConfigError('SCENARIO_TWICE', `The scenario "${item.scenario.id}" was named ${places}.`);
    }
    seen.set(item.scenario.id, item);
  }
}

/** All of our own scenarios. */
export async function ownScenarios(): Promise<readonly Scenario[]> {
  return Promise.all(ownIds().map(ownScenario));
}
