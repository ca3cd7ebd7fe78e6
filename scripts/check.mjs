// Everything that can be said about the sources without running them, all steps at once:
//
//   npm run check
//
// Prints one line per step, and the whole output of those that failed. Exit code 1 when one did.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { missingOptionals } from './lib/lockfile.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** @type {{ name: string, run: () => Promise<{ isGood: boolean, output: string }> }[]} */
const steps = [
  { name: 'types', run: () => tool('typescript/bin/tsc', '--noEmit') },
  { name: 'types of core alone', run: () => tool('typescript/bin/tsc', '--noEmit', '--project', 'core') },
  { name: 'lint and layers', run: () => tool('oxlint/bin/oxlint') },
  { name: 'format (npm run format)', run: () => tool('@biomejs/biome/bin/biome', 'format', '.') },
  { name: 'unused code and packages', run: () => tool('knip/bin/knip.js') },
  { name: 'lockfiles (npm run lockfile)', run: checkLockfiles },
];

const results = await Promise.all(steps.map(timed));
for (const { name, output } of results.filter(({ isGood }) => !isGood)) {
  process.stdout.write(`\n--- ${name}\n${output.trim()}\n`);
}
process.stdout.write('\n');
for (const { name, isGood, seconds } of results) {
  process.stdout.write(`${isGood ? 'ok    ' : 'FAILED'}  ${seconds.toFixed(1).padStart(4)} s  ${name}\n`);
}
process.exitCode = results.every(({ isGood }) => isGood) ? 0 : 1;

/** @param {{ name: string, run: () => Promise<{ isGood: boolean, output: string }> }} step */
async function timed({ name, run }) {
  const startedAt = performance.now();
  const result = await run();
  return { name, ...result, seconds: (performance.now() - startedAt) / 1000 };
}

/**
 * Runs a development tool under this Node; its `.bin` link would be a shell script on some systems.
 * @param {string} file inside node_modules
 * @param {string[]} args
 * @returns {Promise<{ isGood: boolean, output: string }>}
 */
function tool(file, ...args) {
  const child = spawn(process.execPath, [path.join(root, 'node_modules', file), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text));
  }
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ isGood: false, output: error.message }));
    child.once('close', (code) => resolve({ isGood: code === 0, output }));
  });
}

async function checkLockfiles() {
  const output = ['package-lock.json', 'runtime/package-lock.json'].flatMap((name) => {
    const lockfile = JSON.parse(fs.readFileSync(path.join(root, name), 'utf8'));
    return missingOptionals(lockfile).map((missing) => `${name}: no entry for ${missing.name}`);
  });
  return { isGood: output.length === 0, output: output.join('\n') };
}
