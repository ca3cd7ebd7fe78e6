// Makes a checkout ready to run: a Node that fits, and the packages. Called before every npm script that needs
// them; does nothing when all is in place. Plain JavaScript for Node >= 18, without any package.
//
//   node scripts/bootstrap.mjs          packages that the program needs
//   node scripts/bootstrap.mjs --dev    those for tests and checks too
//
// Prints to stderr only. Exit codes: 0 ready, 3 the environment does not allow it, 130 interrupted.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chooseNode, privatePackage } from './lib/choose-node.mjs';
import { takeLock } from './lib/install-lock.mjs';
import { linkNode, unlinkNode } from './lib/node-link.mjs';
import { parseVersion } from './lib/node-range.mjs';
import { NpmFailed, runNpm, scriptFlags } from './lib/run-npm.mjs';
import { decideInstall, readStamp, stampHash } from './lib/stamp.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const runtimeDir = path.join(root, 'runtime');
const binDir = path.join(root, 'node_modules', '.bin');
const lockDir = path.join(root, '.bootstrap-lock');
const project = JSON.parse(read('package.json'));

try {
  const node = await provideNode();
  await providePackages(node, process.argv.includes('--dev'));
  if (node.kind === 'machine') unlinkNode(binDir, runtimeDir);
  else linkNode(binDir, node.path);
} catch (error) {
  if (error instanceof NpmFailed && error.isInterrupted) process.exit(130);
  say(error instanceof Error ? error.message : String(error));
  say('Set-up failed. Run the same command again to retry; nothing half-installed is used.');
  process.exit(3);
}

/** The Node that runs the project, installed first where the machine's is too old. */
async function provideNode() {
  const npmNode = fs.realpathSync(process.env['npm_node_execpath'] ?? process.execPath);
  const version = versionOf(npmNode);
  const kind = chooseNode({ npmNode, npmNodeVersion: version, runtimeDir, range: project.engines.node });
  if (kind !== 'private') return { kind, path: npmNode, version };

  const machine = { platform: process.platform, arch: process.arch, isMusl: isMusl() };
  const name = privatePackage(machine);
  if (!name) {
    throw new Error(
      `Node ${version} is too old: ${project.engines.node} is needed, and npm has no private one for ` +
        `${machine.platform}-${machine.arch}. Please install a newer Node.`,
    );
  }
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  const file = path.join(runtimeDir, 'node_modules', name, 'bin', binary);
  const pinned = JSON.parse(read('runtime/package.json')).optionalDependencies[name];
  await providePrivateNode({ file, pinned, machineVersion: version });
  return { kind, path: file, version: pinned };
}

/** @param {{ file: string, pinned: string, machineVersion: string }} wanted */
async function providePrivateNode({ file, pinned, machineVersion }) {
  const stampFile = path.join(runtimeDir, 'node_modules', '.liclab-stamp.json');
  const hash = hashOf('runtime/', {}, 0);
  const isReady = () => readStamp(stampFile)?.lock === hash && fs.existsSync(file);
  if (isReady()) return;
  await exclusively(async (onStart) => {
    if (isReady()) return;
    say(
      `Node ${machineVersion} is too old for this project: installing Node ${pinned} into runtime/ (about 190 MB, once) ...`,
    );
    await runNpm({ node: process.execPath, args: ['ci', '--ignore-scripts'], cwd: runtimeDir, onStart });
    if (!fs.existsSync(file)) throw new Error(`npm did not install ${file}`);
    writeStamp(stampFile, { lock: hash, dev: false });
  });
}

/**
 * @param {{ path: string, version: string }} node
 * @param {boolean} wantsDev
 */
async function providePackages(node, wantsDev) {
  const stampFile = path.join(root, 'node_modules', '.liclab-stamp.json');
  const hash = hashOf('', project.allowScripts, parseVersion(node.version)?.[0] ?? 0);
  const decide = () => decideInstall({ stamp: readStamp(stampFile), hash, wantsDev });
  if (decide().kind === 'none') return;
  await exclusively(async (onStart) => {
    const { kind, dev } = decide();
    if (kind === 'none') return;
    say(dev ? 'Installing packages, with those for tests and checks ...' : 'Installing packages ...');
    // Without a stamp an interrupted install is seen as one.
    fs.rmSync(stampFile, { force: true });
    const args =
      kind === 'add'
        ? ['install', '--no-save', '--include=dev']
        : ['ci', dev ? '--include=dev' : '--omit=dev'];
    args.push(...scriptFlags(process.env['npm_config_user_agent']));
    await runNpm({ node: node.path, args, cwd: root, onStart });
    writeStamp(stampFile, { lock: hash, dev });
  });
}

/** @param {(onStart: (npmPid: number | undefined) => void) => Promise<void>} work */
async function exclusively(work) {
  const lock = await takeLock(lockDir, (pid) =>
    say(`Waiting for another set-up (process ${pid ?? 'unknown'}; if there is none, delete ${lockDir}) ...`),
  );
  try {
    await work(lock.lend);
  } finally {
    lock.release();
  }
}

/**
 * @param {string} prefix folder of the lockfile, '' or ending in a slash
 * @param {unknown} allowScripts
 * @param {number} nodeMajor
 */
function hashOf(prefix, allowScripts, nodeMajor) {
  const [lockfile, npmrc] = [read(`${prefix}package-lock.json`), read(`${prefix}.npmrc`)];
  return stampHash({
    lockfile,
    allowScripts,
    npmrc,
    platform: process.platform,
    arch: process.arch,
    nodeMajor,
  });
}

/** @param {string} node */
function versionOf(node) {
  if (node === fs.realpathSync(process.execPath)) return process.versions.node;
  return execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim();
}

function isMusl() {
  if (process.platform !== 'linux') return false;
  /** @type {any} */
  const report = process.report.getReport();
  return !report.header?.glibcVersionRuntime;
}

/**
 * @param {string} file
 * @param {{ lock: string, dev: boolean }} stamp
 */
function writeStamp(file, stamp) {
  fs.writeFileSync(file, `${JSON.stringify(stamp)}\n`);
}

/** @param {string} file relative to the root */
function read(file) {
  return fs.readFileSync(path.join(root, file), 'utf8');
}

/** @param {string} line */
function say(line) {
  process.stderr.write(`liclab set-up: ${line}\n`);
}
