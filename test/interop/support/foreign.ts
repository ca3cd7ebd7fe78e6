/** Programs nobody here wrote. A test that needs one is skipped where it is missing, and says so. */
import { execFile, spawnSync } from 'node:child_process';

/** Debian's Python, which has the packages of Debian. */
const PYTHON = '/usr/bin/python3';

/** True when a command can be run. */
export function hasCommand(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).error === undefined;
}

/** True when Debian's Python has a module. */
export function hasPythonModule(module: string): boolean {
  return spawnSync(PYTHON, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0;
}

/** What a program gave. */
export interface ProgramEnd {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program with something on its standard input. Ends it after `timeoutMs`. */
export function runProgram(
  command: string,
  args: readonly string[],
  input = '',
  env: NodeJS.ProcessEnv = {},
  timeoutMs = 40_000,
  cwd?: string,
): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    const child = execFile(
      command,
      [...args],
      { env: { ...process.env, ...env }, timeout: timeoutMs, maxBuffer: 16 * 1024 * 1024, cwd },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        resolve({ code, stdout, stderr });
      },
    );
    child.stdin?.end(input);
  });
}

/** Runs a Python program with Debian's packages. */
export function runPython(program: string, args: readonly string[]): Promise<ProgramEnd> {
  return runProgram(PYTHON, ['-c', program, ...args]);
}
