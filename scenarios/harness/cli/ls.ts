import { selectScenarios } from '../discover/select.ts';
import { switchesOf } from '../lab/spec.ts';
import type { ScenarioContext, ScenarioExit } from './context.ts';
import { createVoice, type VoiceOptions } from './say.ts';

/** Options of `scenario ls`. */
export interface LsOptions extends VoiceOptions {
  readonly tag?: readonly string[] | undefined;
}

/** Lists scenarios: ours, or those of the files and folders named. */
export async function scenarioLs(
  context: ScenarioContext,
  names: readonly string[],
  options: LsOptions,
): Promise<ScenarioExit> {
  const { tag: tags = [] } = options;
  const isAll = names.length === 0 && tags.length === 0;
  const found = await selectScenarios({ names, isAll, tags }, context.cwd);
  const { say, paint, result } = createVoice(context, options);
  const width = Math.max(...found.map(({ scenario }) => scenario.id.length));
  say(
    found.map(({ scenario }) => {
      const tagged = scenario.tags.length === 0 ? '' : `  [${scenario.tags.join(' ')}]`;
      return `${paint(scenario.id.padEnd(width), 'strong')}  ${paint(scenario.title)}${paint(tagged, 'faint')}`;
    }),
  );
  result('scenario-ls', {
    scenarios: found.map(({ scenario, name }) => ({
      id: scenario.id,
      title: scenario.title,
      name,
      tags: scenario.tags,
      covers: scenario.covers,
      switches: switchesOf(scenario.lab),
      kills: scenario.kills,
    })),
  });
  return 0;
}
