import { CommanderError } from 'commander';
import type { Command } from 'commander';
import { ConfigError } from '../../core/errors.ts';
import { createOutput, EXIT, exitCodeOf } from '../output/index.ts';
import type { ExitCode, TextStream } from '../output/index.ts';

/** Where a program's own words go. */
export interface ProgramStreams {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
}

/**
 * Parses the command line and runs one verb. What commander refuses (unknown verbs and options, missing arguments) ends with
 * exit code 2, help and version with 0. `add` registers the verbs.
 */
export async function runProgram(
  program: Command,
  argv: readonly string[],
  streams: ProgramStreams,
  add: (program: Command, exit: (code: ExitCode) => void) => void,
): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  program.exitOverride().configureOutput({
    writeOut: (text) => void streams.stdout.write(text),
    writeErr: (text) => void streams.stderr.write(text),
    // Told below with its hint and code.
    outputError: () => undefined,
    getOutHelpWidth: () => streams.stdout.columns ?? 80,
    getErrHelpWidth: () => streams.stderr.columns ?? 80,
  });
  add(program, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return endOf(error, argv, streams);
    tell(error, argv, streams);
    return exitCodeOf(error);
  }
}

function endOf(error: CommanderError, argv: readonly string[], streams: ProgramStreams): ExitCode {
  if (error.exitCode === 0) return EXIT.ok;
  // A group of verbs without its verb has printed its help, and commander says nothing more.
  const isHelp = error.code === 'commander.help';
  const message = isHelp ? 'Expected a verb.' : error.message.replace(/^error: /, '');
  const hint = isHelp ? 'See above.' : 'liclab --help lists the verbs, liclab VERB --help its options.';
  tell(new ConfigError('USAGE', message, { hint }), argv, streams);
  return EXIT.usage;
}

function tell(error: unknown, argv: readonly string[], { stdout, stderr }: ProgramStreams): void {
  const json = argv.includes('--json');
  createOutput({ stdout, stderr, json, color: true, verb: 'error', logFile: null }).failure(error);
}
