import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigError } from 'catalyst-license-lab/core';
import { isName } from '../define.ts';
import type { ScenarioContext, ScenarioExit } from './context.ts';
import { createVoice, type VoiceOptions } from './say.ts';
import { newReadme, newScenario } from './templates.ts';

/** Makes a folder with a scenario that runs, and its README. `SCENARIO_NAME`, `SCENARIO_EXISTS`. */
export function scenarioNew(context: ScenarioContext, name: string, options: VoiceOptions): ScenarioExit {
  if (!isName(name)) {
    throw new ConfigError('SCENARIO_NAME', `"${name.slice(0, 63)}" is no name of a scenario.`, {
      hint: 'Use small letters, digits and hyphens, for example access-layer-sunday.',
    });
  }
  const folder = path.join(context.cwd, name);
  try {
    mkdirSync(folder);
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST';
    const problem = isThere ? 'it is there already' : error instanceof Error ? error.message : String(error);
    throw new ConfigError('SCENARIO_EXISTS', `The folder ${name} cannot be made: ${problem}.`);
  }
  writeFileSync(path.join(folder, 'scenario.ts'), newScenario(name), { flag: 'wx' });
  writeFileSync(path.join(folder, 'README.md'), newReadme(name), { flag: 'wx' });
  const { say, paint, result } = createVoice(context, options);
  say([
    `${name}/scenario.ts and ${name}/README.md are made. Run it: ${paint(`liclab scenario run ./${name}`, 'strong')}`,
  ]);
  result('scenario-new', { name, files: [`${name}/scenario.ts`, `${name}/README.md`] });
  return 0;
}
