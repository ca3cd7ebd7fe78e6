import { execFile } from 'node:child_process';
import { ConfigError } from '../../core/errors.ts';
import { commandWords } from './command-words.ts';
import { Secret } from './secret.ts';

/** Longest run of a command in milliseconds: a password manager may ask for a touch or a PIN. */
const COMMAND_TIMEOUT_MS = 30_000;

/** Most output that is taken. */
const OUTPUT_BYTES_MAX = 65_536;

/**
 * The first line a command prints, run without a shell, in `folder`. Its error output is not shown: it may hold the secret.
 * Throws `SECRET_COMMAND_INVALID`, `SECRET_COMMAND_FAILED`.
 */
export async function commandSecret(
  command: string,
  folder: string,
  timeoutMs = COMMAND_TIMEOUT_MS,
): Promise<Secret> {
  const [program, ...args] = commandWords(command) ?? [];
  if (program === undefined) {
    throw new ConfigError(
      'SECRET_COMMAND_INVALID',
      'exec: expected a command; a quote is not closed or nothing follows.',
      {
        hint: 'Example: exec:pass show lab/switches',
      },
    );
  }
  const secret = await firstLine(program, args, folder, timeoutMs);
  if (secret === '') throw failed(program, 'printed nothing');
  return new Secret(secret);
}

/** The first line a program prints. Throws `SECRET_COMMAND_FAILED`. */
export async function firstLine(
  program: string,
  args: readonly string[],
  folder: string,
  timeoutMs = COMMAND_TIMEOUT_MS,
): Promise<string> {
  const [line = ''] = (await run(program, args, folder, timeoutMs)).split(/\r?\n/, 1);
  return line;
}

function run(program: string, args: readonly string[], folder: string, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = {
      cwd: folder,
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      maxBuffer: OUTPUT_BYTES_MAX,
    } as const;
    const child = execFile(program, [...args], options, (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(failed(program, whyItFailed(error, timeoutMs)));
    });
    // Nothing is asked of the person here; a command that reads gets the end of its input at once.
    child.stdin?.end();
  });
}

function whyItFailed(error: Error & { code?: unknown; killed?: boolean }, timeoutMs: number): string {
  if (error.code === 'ENOENT') return 'was not found';
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
    return `printed more than ${OUTPUT_BYTES_MAX} bytes`;
  if (error.killed === true) return `did not end within ${timeoutMs / 1_000} s`;
  return typeof error.code === 'number' ? `ended with ${error.code}` : 'could not be run';
}

function failed(program: string, problem: string): ConfigError {
  // Only the program's name: its arguments may name more than a log should hold.
  return new ConfigError('SECRET_COMMAND_FAILED', `The command ${program} ${problem}.`, {
    context: { program },
    hint: 'Run it in a terminal as it stands after "exec:"; it must print the secret on its first line. No shell runs it.',
  });
}
