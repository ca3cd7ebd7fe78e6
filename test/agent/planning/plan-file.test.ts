import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  checkAgainstInventory,
  makePlan,
  planHash,
  readPlan,
  writePlan,
} from '../../../agent/planning/index.ts';
import type { Plan } from '../../../core/model/plan.ts';
import { digest, inventoryOf, request, scriptedPort, world } from './support.ts';

let folder: string;
let path: string;
let plan: Plan;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'liclab-plan-'));
  path = join(folder, 'plan.json');
  const draft = await makePlan(request(), world(inventoryOf(7), scriptedPort({})));
  if (draft.plan === null) throw new Error('no plan');
  plan = draft.plan;
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a plan comes back as it was written, for its owner alone', () => {
  writeFileSync(path, 'an older file', { mode: 0o644 });
  writePlan(path, plan);
  expect(readPlan(path, digest)).toEqual(plan);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['plan.json']);
});

test('a symbolic link at the target is replaced, not followed', () => {
  const other = join(folder, 'other');
  writeFileSync(other, 'mine');
  symlinkSync(other, path);
  writePlan(path, plan);
  expect(readFileSync(other, 'utf8')).toBe('mine');
  expect(readPlan(path, digest)).toEqual(plan);
});

test('a folder that cannot be written to says so', () => {
  expect(() => writePlan(join(folder, 'none', 'plan.json'), plan)).toThrow(
    expect.objectContaining({ code: 'PLAN_UNWRITABLE' }),
  );
  chmodSync(folder, 0o700);
});

test.each([
  ['another host', (text: string) => text.replace('127.16.0.3', '127.16.0.9')],
  ['a bigger exposure', (text: string) => text.replace('"exposure": ', '"exposure": 9')],
  ['another message', (text: string) => text.replaceAll('<save-config', '<copy-config')],
  ['a key more', (text: string) => text.replace('{', '{"extra": 1,')],
  ['a __proto__ key', (text: string) => text.replace('{', '{"__proto__": {"a": 1},')],
  ['a number beyond all bounds', (text: string) => text.replace('"exposure": ', '"exposure": 1e999, "x": ')],
  ['another hash', (text: string) => text.replace(/"hash": "./, '"hash": "z')],
])('a plan changed by %s is refused', (_name, change) => {
  writePlan(path, plan);
  const text = readFileSync(path, 'utf8');
  expect(change(text)).not.toBe(text);
  writeFileSync(path, change(text));
  expect(() => readPlan(path, digest)).toThrow(expect.objectContaining({ code: 'PLAN_HASH_MISMATCH' }));
});

test('white space and the order of keys are not part of the plan', () => {
  const reordered = Object.fromEntries(Object.entries(plan).toReversed());
  writeFileSync(path, JSON.stringify(reordered));
  expect(readPlan(path, digest)).toEqual(plan);
});

test.each([
  ['no JSON', 'devices:', 'PLAN_INVALID'],
  ['a list', '[]', 'PLAN_INVALID'],
  ['another document', '{"schema": "liclab.plan/2"}', 'PLAN_INVALID'],
  ['no hash', '{"schema": "liclab.plan/1"}', 'PLAN_HASH_MISMATCH'],
])('a file with %s is refused', (_name, text, code) => {
  writeFileSync(path, text);
  expect(() => readPlan(path, digest)).toThrow(expect.objectContaining({ code }));
});

test.each([
  ['waves that do not sum up', { waves: [1, 1] }],
  ['no switches', { devices: [], waves: [] }],
  ['an exposure of nothing', { exposure: 0 }],
  ['a level no switch takes', { target: { network: 'network-essentials', addon: 'dna-advantage' } as const }],
])('a plan with %s is refused although its hash is right', (_name, over) => {
  const wrong = { ...plan, ...over };
  writePlan(path, { ...wrong, hash: planHash(wrong, digest) });
  expect(() => readPlan(path, digest)).toThrow(expect.objectContaining({ code: 'PLAN_INVALID' }));
});

test('a plan is refused when the inventory describes a switch otherwise', () => {
  const inventory = inventoryOf(7);
  const moved = inventory.devices.map((device, index) =>
    index === 2 ? { ...device, address: { ...device.address, host: '10.0.0.1' } } : device,
  );
  expect(() => checkAgainstInventory(plan, inventory)).not.toThrow();
  const refusal = { code: 'PLAN_INVENTORY_CHANGED', message: expect.stringContaining('sw-3') };
  expect(() => checkAgainstInventory(plan, { ...inventory, devices: moved })).toThrow(
    expect.objectContaining(refusal),
  );
  expect(() => checkAgainstInventory(plan, inventoryOf(2))).toThrow(
    expect.objectContaining({ code: refusal.code }),
  );
});
