import fs from 'node:fs';
import path from 'node:path';
import { isInside } from './choose-node.mjs';

/**
 * Makes `node` in a `node_modules/.bin` mean the private one: npm puts that folder first on the PATH of every
 * script. Replaces atomically, because another script may be starting `node` right now.
 * @param {string} binDir
 * @param {string} node absolute path of the private Node
 */
export function linkNode(binDir, node) {
  fs.mkdirSync(binDir, { recursive: true });
  if (process.platform === 'win32') {
    fs.writeFileSync(path.join(binDir, 'node.cmd'), `@"${node}" %*\r\n`);
    return;
  }
  const link = path.join(binDir, 'node');
  if (readLink(link) === node) return;
  const fresh = `${link}-${process.pid}`;
  fs.rmSync(fresh, { force: true });
  fs.symlinkSync(node, fresh);
  fs.renameSync(fresh, link);
}

/**
 * Takes the link away again on a machine whose own Node fits now. A `node` that is not our link stays.
 * @param {string} binDir
 * @param {string} runtimeDir
 */
export function unlinkNode(binDir, runtimeDir) {
  if (process.platform === 'win32') fs.rmSync(path.join(binDir, 'node.cmd'), { force: true });
  const target = readLink(path.join(binDir, 'node'));
  if (target && isInside(target, runtimeDir)) fs.rmSync(path.join(binDir, 'node'), { force: true });
}

/** @param {string} link */
function readLink(link) {
  try {
    return fs.readlinkSync(link);
  } catch {
    return undefined;
  }
}
