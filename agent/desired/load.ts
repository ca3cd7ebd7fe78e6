import { resolve } from 'node:path';
import { isLicenseLabError } from '../../core/errors.ts';
import { isLevelAllowed } from '../../core/model/level.ts';
import type { Level } from '../../core/model/level.ts';
import { parseSelector } from '../../core/model/selector.ts';
import { parseYaml, placeIn, readTextFile, validate } from '../config/index.ts';
import type { Path, Problem, Source } from '../config/index.ts';
import type { Inventory } from '../inventory/index.ts';
import { resolveWindow } from '../planning/index.ts';
import type { DesiredEntry, DesiredState } from './contract.ts';
import { checkMatches } from './match.ts';
import { desiredSchema, selfReferring } from './schema.ts';
import type { EntryValues } from './schema.ts';

/**
 * Reads and checks a desired-state file against an inventory; every problem is told at once, each with line and column. Throws
 * `ConfigError` (exit code 2): `FILE_*`, `YAML_*`, `KEY_UNKNOWN`, `KEY_MISSING`, `VALUE_INVALID`, `SELECTOR_*`,
 * `LEVEL_NOT_ALLOWED`, `WINDOW_INVALID`, `WINDOW_ZONE_UNKNOWN`, `DESIRED_NOTHING`, `DESIRED_SELECTS_BY_LEVEL`,
 * `SELECTION_EMPTY`, `DESIRED_CONFLICT`. `nowMs` is the wall clock, for windows.
 */
export function loadDesired(file: string, cwd: string, inventory: Inventory, nowMs: number): DesiredState {
  const source = parseYaml(readTextFile(resolve(cwd, file), 'desired state', file), file, 'columns');
  const values = validate(source, desiredSchema, (checked) =>
    checked.flatMap((entry, index) => checkEntry(entry, index, source, nowMs)),
  );
  const entries = values.map((entry, index) => entryOf(entry, index, source));
  validate(source, desiredSchema, () => checkMatches(entries, inventory));
  return { file, entries };
}

function entryOf(values: EntryValues, index: number, source: Source): DesiredEntry {
  const { line, column = 1 } = placeIn(source, [index]);
  const { select, account, virtualAccount, window, autoApply } = values;
  return {
    line,
    column,
    select,
    selector: parseSelector(select),
    desired: {
      level: levelOf(values),
      account: account?.toLowerCase() ?? null,
      virtualAccount: virtualAccount ?? null,
      windows: window ?? [],
      autoApply,
    },
  };
}

function levelOf({ level, addon }: EntryValues): Level | null {
  return level === undefined ? null : { network: level, addon: addon ?? null };
}

/** What no schema can say of one entry. */
function checkEntry(entry: EntryValues, index: number, source: Source, nowMs: number): readonly Problem[] {
  const problem = (
    code: string,
    key: string | null,
    message: string,
    hint: string | null = null,
  ): Problem => ({
    code,
    ...placeIn(source, key === null ? [index] : [index, key]),
    message: `[${index}]${key === null ? '' : `.${key}`}: ${message}`,
    hint,
  });
  const problems = [...checkSelect(entry, index, source), ...checkWindows(entry, index, source, nowMs)];
  const level = levelOf(entry);
  if (level === null && entry.account === undefined) {
    problems.push(
      problem('DESIRED_NOTHING', null, 'nothing is wanted.', 'Name a level, an account, or both.'),
    );
  }
  if (level === null && entry.addon !== undefined) {
    problems.push(problem('KEY_MISSING', 'addon', 'an add-on needs a level beside it.'));
  }
  if (level !== null && !isLevelAllowed(level)) {
    const text = `no switch accepts ${level.network} with ${level.addon ?? 'no add-on'}.`;
    problems.push(problem('LEVEL_NOT_ALLOWED', 'addon', text));
  }
  if (entry.account === undefined && entry.virtualAccount !== undefined) {
    problems.push(problem('KEY_MISSING', 'virtualAccount', 'a Virtual Account needs an account beside it.'));
  }
  return problems;
}

function checkSelect({ select }: EntryValues, index: number, source: Source): Problem[] {
  const place = placeIn(source, [index, 'select']);
  const said = (code: string, message: string, hint: string | null): Problem[] => [
    { code, ...place, message: `[${index}].select: ${message}`, hint },
  ];
  try {
    if (selfReferring(select) === null) return [];
  } catch (error) {
    if (!isLicenseLabError(error)) throw error;
    return said(error.code, error.message, error.hint);
  }
  const text = 'a desired state cannot select by level: once it is reached, it would select nobody.';
  return said('DESIRED_SELECTS_BY_LEVEL', text, 'Select by id, site, model, name, tag or account.');
}

/** Said while the file is read, because no other day makes them right. The others depend on the date, and wait. */
const WINDOW_ERRORS: ReadonlySet<string> = new Set(['WINDOW_INVALID', 'WINDOW_ZONE_UNKNOWN']);

function checkWindows({ window = [] }: EntryValues, index: number, source: Source, nowMs: number): Problem[] {
  return window.flatMap((text, position): Problem[] => {
    const path: Path = [index, 'window', position];
    try {
      resolveWindow(text, nowMs);
    } catch (error) {
      if (!isLicenseLabError(error)) throw error;
      if (!WINDOW_ERRORS.has(error.code)) return [];
      const { code, message, hint } = error;
      return [{ code, ...placeIn(source, path), message: `[${index}].window: ${message}`, hint }];
    }
    return [];
  });
}
