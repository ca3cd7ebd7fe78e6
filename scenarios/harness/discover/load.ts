import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigError, isLicenseLabError } from 'catalyst-license-lab/core';
import { isScenario, type Scenario } from '../define.ts';
import { importWithTsx } from './tsx.ts';

/** Loads one of our own scenarios, as Node itself runs it. */
export async function loadOwn(file: string): Promise<Scenario> {
  // oxlint-disable-next-line import/no-dynamic-require -- the folder's scenarios are found, not listed.
  return scenarioOf(file, (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>);
}

/**
 * Loads a scenario of somebody else, in any TypeScript. The file is code and is run: it is one that a person has named
 * (T22). `SCENARIO_UNLOADABLE` says why it cannot be.
 */
export async function loadForeign(file: string): Promise<Scenario> {
  let exports: Readonly<Record<string, unknown>>;
  try {
    exports = await importWithTsx(file);
  } catch (error) {
    if (isLicenseLabError(error)) throw inFile(file, error.message, error.hint);
    throw inFile(file, error instanceof Error ? error.message : 'it threw something that is no error', null);
  }
  return scenarioOf(file, exports);
}

function scenarioOf(file: string, exports: Readonly<Record<string, unknown>>): Scenario {
  const scenario = exports['default'];
  if (isScenario(scenario)) return scenario;
  throw inFile(file, 'its default export is no scenario', 'Write: export default defineScenario({ ... });');
}

function inFile(file: string, problem: string, hint: string | null): ConfigError {
  const message = `${path.basename(file)} cannot be loaded: ${problem.replace(/\.$/, '')}.`;
  return new ConfigError('SCENARIO_UNLOADABLE', message, {
    context: { file },
    ...(hint === null ? {} : { hint }),
  });
}
