import { mkdtemp, readFile, rm, stat, writeFile, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import { loadHostKeys, POOL_SIZE } from '../../../simulator/net/host-keys.ts';

test('the pool is made once, private and labelled, shared by labs that start at once, and remade when broken', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'liclab-keys-'));
  const place = join(folder, 'cache');
  const random = createRandom(1);
  const [first, second] = await Promise.all([loadHostKeys(place, random), loadHostKeys(place, random)]);
  expect(second.foreign.fingerprint).toBe(first.foreign.fingerprint);

  const file = join(place, 'fake-switch-host-keys.pem');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await stat(place)).mode & 0o777).toBe(0o700);
  expect(await readFile(file, 'utf8')).toMatch(/SIMULATED.*fake/s);

  const ids = Array.from({ length: 500 }, (_, index) => `sw-${index}`);
  const used = new Set(ids.map((id) => first.regular(id).fingerprint));
  expect(used.size).toBe(POOL_SIZE);
  expect(used.has(first.foreign.fingerprint)).toBe(false);
  expect(first.foreign.fingerprint).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
  expect(first.foreign.line).toMatch(/^ssh-rsa AAAAB3NzaC1yc2E/);

  await chmod(file, 0o644);
  const again = await loadHostKeys(place, random);
  expect(ids.map((id) => again.regular(id).fingerprint)).toEqual(
    ids.map((id) => first.regular(id).fingerprint),
  );
  expect((await stat(file)).mode & 0o777).toBe(0o600);

  await writeFile(file, 'rubbish');
  const remade = await loadHostKeys(place, random);
  expect(remade.foreign.fingerprint).not.toBe(first.foreign.fingerprint);
  await rm(folder, { recursive: true });
});
