import type { Command } from 'commander';
import { ConfigError } from '../../core/errors.ts';
import { loadConfig } from '../config/index.ts';
import type { Config, LoadedConfig } from '../config/index.ts';
import { createOutput, exitCodeOf } from '../output/index.ts';
import type { ExitCode, Output } from '../output/index.ts';
import { addCommonOptions, givenFlags } from './common-options.ts';
import type { CliContext } from './context.ts';

/** One run of a verb. */
export interface Invocation {
  readonly context: CliContext;
  readonly output: Output;
  readonly loaded: LoadedConfig;
  readonly config: Config;
  /** Arguments, in order; a list where the verb takes many. */
  readonly args: readonly string[];
  /** The verb's own options as commander read them. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** What a verb does; the result is the exit code, a rejection an error to be told. */
export type VerbAction = (invocation: Invocation) => Promise<ExitCode>;

/** Takes the exit code of the verb that ran. */
export type ExitSink = (code: ExitCode) => void;

/**
 * Makes a command a verb: common options, settings, output, errors told to people and with `--json` as the object.
 * `name` is the verb in the object's schema, e.g. `device-check`.
 */
export function asVerb(
  command: Command,
  name: string,
  context: CliContext,
  exit: ExitSink,
  action: VerbAction,
): Command {
  return addCommonOptions(command).action(async () => {
    const options: Readonly<Record<string, unknown>> = command.opts();
    exit(await runVerb(command, name, context, options, action));
  });
}

async function runVerb(
  command: Command,
  name: string,
  context: CliContext,
  options: Readonly<Record<string, unknown>>,
  action: VerbAction,
): Promise<ExitCode> {
  // JSON lines end with the one object, too.
  const json = options['json'] === true || options['jsonLines'] === true;
  let output = createOutput({ ...streamsOf(context), json, color: false, verb: name, logFile: null });
  try {
    const file = options['config'];
    const loaded = loadConfig({
      cwd: context.cwd,
      env: context.env,
      flags: givenFlags(command),
      file: typeof file === 'string' ? file : null,
    });
    const { config } = loaded;
    output = createOutput({
      ...streamsOf(context),
      json,
      color: config.color,
      verb: name,
      logFile: context.runtime.logFile(config),
    });
    refuseDatabase(config);
    return await action({ context, output, loaded, config, args: command.args, options });
  } catch (error) {
    output.failure(error);
    return exitCodeOf(error);
  }
}

function streamsOf({ stdout, stderr }: CliContext): Pick<CliContext, 'stdout' | 'stderr'> {
  return { stdout, stderr };
}

function refuseDatabase(config: Config): void {
  if (config.database === undefined) return;
  throw new ConfigError('NOT_IN_THIS_VERSION', 'A PostgreSQL database is not in this version.', {
    hint: 'Leave --database and LICLAB_DATABASE out: the embedded store in --data needs no server.',
  });
}
