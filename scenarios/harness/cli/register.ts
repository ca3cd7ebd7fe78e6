import type { Command } from 'commander';
import { makeBinding } from '../bindings/make-binding.ts';
import type { HostContext, ScenarioContext, ScenarioExit } from './context.ts';
import { type LsOptions, scenarioLs } from './ls.ts';
import { scenarioNew } from './new.ts';
import { type ReplayOptions, scenarioReplay } from './replay.ts';
import { BINDING_NAMES, type RunVerbOptions, scenarioRun } from './run.ts';
import { tellError, type VoiceOptions } from './say.ts';

/** Takes the exit code of the verb that ran. */
type ExitSink = (code: ScenarioExit) => void;

/**
 * Adds the verbs `scenario ls|run|replay|new` to a program. `binding` and `nowMs` may be replaced by tests. The exit code of the
 * verb that ran goes to `exit`.
 */
export function registerScenarios(
  program: Command,
  host: HostContext,
  exit: ExitSink,
  replaced: Partial<Pick<ScenarioContext, 'binding' | 'nowMs'>> = {},
): void {
  const { stdout, stderr, env, cwd } = host;
  const context: ScenarioContext = {
    stdout,
    stderr,
    env,
    cwd,
    onInterrupt: (listener) => host.onInterrupt(listener),
    binding: makeBinding,
    nowMs: () => performance.now(),
    ...replaced,
  };
  const scenario = program.command('scenario').description('executable test plans');

  const verb = <Options extends VoiceOptions>(
    command: Command,
    name: string,
    act: (args: readonly string[], options: Options) => ScenarioExit | Promise<ScenarioExit>,
  ): void => {
    command
      .option('--no-color', 'no colours')
      .option('--json', 'one JSON object on the last line of stdout')
      .action(async () => {
        const options: Options = command.opts();
        try {
          exit(await act(command.args, options));
        } catch (error) {
          exit(tellError(context, name, options, error));
        }
      });
  };

  const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [
    ...(before ?? []),
    value,
  ];

  verb<LsOptions>(
    scenario
      .command('ls')
      .argument('[name...]', 'ids, files or folders')
      .option('--tag <tag>', 'only with this tag', collect)
      .description('list them'),
    'scenario-ls',
    (names, options) => scenarioLs(context, names, options),
  );

  verb<RunVerbOptions>(
    scenario
      .command('run')
      .argument('[name...]', 'ids, files or folders')
      .option('--all', 'all of ours')
      .option('--tag <tag>', 'only with this tag', collect)
      .option('--binding <name>', `where: ${BINDING_NAMES.join(' or ')} (default memory)`)
      .option('--seed <number>', 'seed of everything random (default 1)')
      .option('--repeat <times>', 'run each so often with the same seed')
      .option('--bail', 'end with the first failure')
      .option('--until-failure', 'try the next seeds until one fails')
      .option('--retry <times>', 'try a failed one again; it is flaky when it passes then')
      .option('--jobs <number>', 'labs at once')
      .option('--evidence <dir>', 'write report.html, junit.xml and JSON lines there')
      .option('--html <file>', 'write the HTML report there')
      .option('--junit <file>', 'write JUnit XML there')
      .description('run them'),
    'scenario',
    (names, options) => scenarioRun(context, names, options),
  );

  verb<ReplayOptions>(
    scenario
      .command('replay')
      .argument('<file...>', 'JSON lines of earlier runs')
      .option('--html <file>', 'write the HTML report there')
      .option('--junit <file>', 'write JUnit XML there')
      .description('show recorded evidence again'),
    'scenario-replay',
    (files, options) => scenarioReplay(context, files, options),
  );

  verb<VoiceOptions>(
    scenario
      .command('new')
      .argument('<name>', 'name of the folder')
      .description('make a folder with a scenario that runs'),
    'scenario-new',
    ([name = ''], options) => scenarioNew(context, name, options),
  );
}
