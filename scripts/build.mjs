// Builds dist/ for the package: TypeScript to JavaScript and types, the data files beside them; then asks publint
// whether others could import the result.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const dist = path.join(root, 'dist');

// A file deleted from the sources must not live on in the package.
fs.rmSync(dist, { recursive: true, force: true });
run('typescript/bin/tsc', '--project', 'tsconfig.build.json');
for (const layer of ['core', 'agent', 'simulator', 'scenarios']) {
  fs.cpSync(path.join(root, layer), path.join(dist, layer), { recursive: true, filter: isData });
}
run('publint/src/cli.js', '--strict');

/**
 * Runs a tool to its end; it has said itself what is wrong when it fails.
 * @param {string} file inside node_modules
 * @param {string[]} args
 */
function run(file, ...args) {
  const { status } = spawnSync(process.execPath, [path.join(root, 'node_modules', file), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(1);
}

/**
 * Whether to copy a folder or file as it is. The compiler has emitted its own kinds, JSON modules among them.
 * @param {string} source
 */
function isData(source) {
  if (fs.statSync(source).isDirectory()) return path.basename(source) !== 'node_modules';
  return !/\.tsx?$|(^|[\\/])tsconfig\.json$/.test(source);
}
