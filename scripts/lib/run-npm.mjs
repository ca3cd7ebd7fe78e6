import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fitsRange } from './node-range.mjs';

/** Settings of an outer npm that would change what a set-up installs. */
const DROPPED = ['npm_config_omit', 'npm_config_include', 'NODE_ENV'];

/**
 * The environment for an npm that we start: without the outer npm's choices, the chosen Node first on PATH.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} node absolute path of the chosen Node
 */
export function npmEnvironment(env, node) {
  const kept = Object.entries(env).filter(
    ([name]) => !DROPPED.includes(name) && name.toUpperCase() !== 'PATH',
  );
  const searchPath = [path.dirname(node), env['PATH'] ?? env['Path'] ?? ''].join(path.delimiter);
  return { ...Object.fromEntries(kept), PATH: searchPath };
}

/**
 * npm's own JavaScript file, so that it runs under a Node of our choice: the one that runs this script, else
 * the first on PATH. Undefined where npm is something else (a shell wrapper).
 * @param {NodeJS.ProcessEnv} env
 */
export function npmCliFile(env) {
  const running = env['npm_execpath'];
  if (running && path.basename(running) === 'npm-cli.js') return running;
  for (const folder of (env['PATH'] ?? '').split(path.delimiter)) {
    const found = realPath(path.join(folder, 'npm'));
    if (found && path.basename(found) === 'npm-cli.js') return found;
  }
  return undefined;
}

/**
 * The install flags that keep packages from running scripts which package.json does not allow. npm follows
 * `allowScripts` since 11.16; an older one runs everything, so there nothing may run.
 * @param {string | undefined} userAgent what npm says of itself, "npm/11.19.1 node/v24.21.0 ..."
 */
export function scriptFlags(userAgent) {
  const version = /^npm\/(\S+)/.exec(userAgent ?? '')?.[1] ?? '';
  return fitsRange(version, '>=11.16.0') ? [] : ['--ignore-scripts'];
}

/**
 * Runs npm to its end; everything it prints goes to stderr, because stdout belongs to the command that
 * follows. `onStart` gets its process number. Rejects with NpmFailed.
 * @param {{
 *   node: string, args: string[], cwd: string, onStart: (pid: number | undefined) => void,
 *   env?: NodeJS.ProcessEnv
 * }} call
 */
export function runNpm({ node, args, cwd, onStart, env = process.env }) {
  const cli = npmCliFile(env);
  // `npm start -s` sets loglevel=silent, which would hide why an install failed.
  const all = [...args, '--loglevel=error'];
  const [file, argv] = cli ? [node, [cli, ...all]] : ['npm', all];
  const child = spawn(file, argv, {
    cwd,
    env: npmEnvironment(env, node),
    stdio: ['ignore', 2, 2],
    shell: !cli && process.platform === 'win32',
  });
  onStart(child.pid);
  let isInterrupted = false;
  /** @type {(signal: NodeJS.Signals) => void} */
  const forward = (signal) => {
    isInterrupted = true;
    child.kill(signal);
  };
  process.on('SIGINT', forward).on('SIGTERM', forward);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      process.off('SIGINT', forward).off('SIGTERM', forward);
      if (code === 0) return resolve(undefined);
      const end = signal ?? `code ${code}`;
      reject(
        new NpmFailed(`npm ${args.join(' ')} ended with ${end} in ${cwd}`, isInterrupted || signal !== null),
      );
    });
  });
}

export class NpmFailed extends Error {
  /**
   * @param {string} message
   * @param {boolean} isInterrupted a signal ended it, so there is nothing to explain
   */
  constructor(message, isInterrupted) {
    super(message);
    this.isInterrupted = isInterrupted;
  }
}

/** @param {string} file */
function realPath(file) {
  try {
    return fs.realpathSync(file);
  } catch {
    return undefined;
  }
}
