import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isStale, takeLock } from '../../scripts/lib/install-lock.mjs';
import { linkNode, unlinkNode } from '../../scripts/lib/node-link.mjs';
import { npmCliFile } from '../../scripts/lib/run-npm.mjs';
import { readStamp } from '../../scripts/lib/stamp.mjs';

let folder: string;
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'liclab-bootstrap-')));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Above every process number that Linux, macOS or Windows give out by default. */
const deadPid = 2 ** 31 - 2;
const minute = 60_000;

describe('a lock is left over', () => {
  const lives = () => true;
  const isGone = () => false;
  const isHelper = (pid: number) => pid === 8;
  const owner = { pid: 7, host: 'here' };
  const facts = { owner, ageMs: minute, uptimeMs: 60 * minute, host: 'here', isAlive: lives };

  test.each([
    ['not while its process lives', {}, false],
    ['when its process is gone', { isAlive: isGone }, true],
    [
      'not while the npm goes on that a killed process started',
      { owner: { ...owner, helper: 8 }, isAlive: isHelper },
      false,
    ],
    ['when both are gone', { owner: { ...owner, helper: 8 }, isAlive: isGone }, true],
    ['not while its owner is being written', { owner: undefined, ageMs: 5 }, false],
    ['when its owner was never written', { owner: undefined }, true],
    ['not when fresh and from another host', { owner: { pid: 7, host: 'there' }, isAlive: isGone }, false],
    ['when old and from another host', { owner: { pid: 7, host: 'there' }, ageMs: 61 * minute }, true],
    [
      'when older than the machine’s start: the number was given out again',
      { uptimeMs: 0, ageMs: 2 * minute },
      true,
    ],
  ])('%s', (_name, change, stale) => {
    expect(isStale({ ...facts, ...change })).toBe(stale);
  });
});

describe('the lock', () => {
  test('lets one in at a time, and tells who holds it', async () => {
    const lock = path.join(folder, 'lock');
    const waitedFor: (number | undefined)[] = [];
    let inside = 0;
    const work = async () => {
      const { release } = await takeLock(lock, (pid) => waitedFor.push(pid));
      inside += 1;
      expect(inside).toBe(1);
      await new Promise(setImmediate);
      inside -= 1;
      release();
    };
    await Promise.all([work(), work(), work()]);
    expect(waitedFor).toContain(process.pid);
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  test('is taken over from a process that no longer exists', async () => {
    const lock = path.join(folder, 'lock');
    fs.mkdirSync(lock);
    fs.writeFileSync(path.join(lock, 'owner.json'), JSON.stringify({ pid: deadPid, host: os.hostname() }));
    const { release } = await takeLock(lock, () => expect.unreachable('nobody to wait for'));
    release();
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  test('names the npm that works under it', async () => {
    const lock = path.join(folder, 'lock');
    const { lend, release } = await takeLock(lock, () => expect.unreachable('nobody to wait for'));
    lend(8);
    const owner: unknown = JSON.parse(fs.readFileSync(path.join(lock, 'owner.json'), 'utf8'));
    expect(owner).toEqual({ pid: process.pid, host: os.hostname(), helper: 8 });
    release();
  });

  test('cannot be taken in a folder that does not exist', async () => {
    await expect(takeLock(path.join(folder, 'none', 'lock'), () => undefined)).rejects.toThrow('ENOENT');
  });
});

describe('a stamp', () => {
  test.each([
    ['as written', '{"lock":"abc","dev":true}\n', { lock: 'abc', dev: true }],
    ['cut off', '{"lock":"abc"', undefined],
    ['of another shape', '{"lock":1,"dev":true}', undefined],
    ['null', 'null', undefined],
  ])('%s', (_name, text, stamp) => {
    const file = path.join(folder, 'stamp');
    fs.writeFileSync(file, text);
    expect(readStamp(file)).toEqual(stamp);
  });

  test('that is missing', () => {
    expect(readStamp(path.join(folder, 'none'))).toBeUndefined();
  });
});

describe.skipIf(process.platform === 'win32')('the link to the private Node', () => {
  test('is made, replaced and taken away', () => {
    const bin = path.join(folder, 'node_modules', '.bin');
    const runtime = path.join(folder, 'runtime');
    const link = path.join(bin, 'node');
    linkNode(bin, path.join(runtime, 'old', 'node'));
    linkNode(bin, path.join(runtime, 'new', 'node'));
    expect(fs.readlinkSync(link)).toBe(path.join(runtime, 'new', 'node'));
    unlinkNode(bin, runtime);
    expect(fs.readdirSync(bin)).toEqual([]);
  });

  test('is left alone when it is somebody else’s', () => {
    const link = path.join(folder, 'node');
    fs.symlinkSync(path.join(folder, 'elsewhere'), link);
    unlinkNode(folder, path.join(folder, 'runtime'));
    expect(fs.readlinkSync(link)).toBe(path.join(folder, 'elsewhere'));
  });
});

describe('npm is found', () => {
  test('as the one that runs this script', () => {
    const running = path.join(folder, 'npm-cli.js');
    expect(npmCliFile({ npm_execpath: running, PATH: '' })).toBe(running);
  });

  test.skipIf(process.platform === 'win32')('on PATH, behind its link, when another manager runs it', () => {
    const cli = path.join(folder, 'npm-cli.js');
    fs.writeFileSync(cli, '');
    fs.symlinkSync(cli, path.join(folder, 'npm'));
    const env = {
      npm_execpath: path.join(folder, 'pnpm.cjs'),
      PATH: `${folder}-none${path.delimiter}${folder}`,
    };
    expect(npmCliFile(env)).toBe(cli);
  });

  test('not in a wrapper of another kind', () => {
    fs.writeFileSync(path.join(folder, 'npm'), '');
    expect(npmCliFile({ PATH: folder })).toBeUndefined();
  });
});
