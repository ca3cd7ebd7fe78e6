import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createRealClock } from '../../../agent/runtime/ports/real-clock.ts';
import { sha256 } from '../../../agent/runtime/ports/digest.ts';
import { createMemoryStore, openSqliteStore } from '../../../agent/store/index.ts';
import { createRandom } from '../../../core/random.ts';
import { CONTRACT_KINDS, storeContract } from './contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'liclab-store-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;
const clock = createRealClock();
const openFile = (file: string) =>
  openSqliteStore({ file, kinds: CONTRACT_KINDS, digest: sha256, clock, random: createRandom(1) });

storeContract('memory', () => createMemoryStore({ kinds: CONTRACT_KINDS, digest: sha256, clock }), null);

let lastFile = '';
storeContract(
  'sqlite',
  () => {
    count += 1;
    lastFile = join(folder, `store-${count}.db`);
    return openFile(lastFile);
  },
  () => openFile(lastFile),
);

describe('the SQLite file', () => {
  test('is private to its owner', () => {
    expect(statSync(lastFile).mode & 0o777).toBe(0o600);
  });

  test('that is no database is refused in words and left as it is', () => {
    const file = join(folder, 'notes.txt');
    writeFileSync(file, 'these are my notes, not a database, and they are longer than a header'.repeat(20));
    chmodSync(file, 0o600);
    const size = statSync(file).size;
    expect(() => openFile(file)).toThrow(expect.objectContaining({ code: 'STORE_BROKEN', definite: true }));
    expect(statSync(file).size).toBe(size);
  });
});
