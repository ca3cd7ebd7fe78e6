import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Scenario } from '../define.ts';
import { unknownWord } from '../words/unknown.ts';
import { loadOwn } from './load.ts';

/** Folder of our own scenarios: each is a folder beside `harness/`, in the sources and in the build alike. */
const OWN_FOLDER = path.resolve(import.meta.dirname, '../..');

/** `scenario.ts` when the sources are run, `scenario.js` in the build. */
const FILE = `scenario${path.extname(import.meta.filename)}`;

/** Ids of our own scenarios, sorted. */
export function ownIds(): readonly string[] {
  return readdirSync(OWN_FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(OWN_FOLDER, entry.name, FILE)))
    .map((entry) => entry.name)
    .toSorted();
}

/** Our own scenario of that id; `SCENARIO_UNKNOWN` names the nearest one. */
export async function ownScenario(id: string): Promise<Scenario> {
  const ids = ownIds();
  if (!ids.includes(id)) throw unknownWord('SCENARIO_UNKNOWN', 'scenario', id, ids);
  return loadOwn(path.join(OWN_FOLDER, id, FILE));
}
