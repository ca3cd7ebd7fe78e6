import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { CSSM_FAULTS as FAILURE_NAMES } from '../../../scenarios/harness/coverage/faults.ts';
import { CSSM_FAULTS } from '../../../simulator/faults/cssm.ts';
import { projectRoot } from '../../tidy/lib/project.ts';
import { askedOf } from './failures/ask.ts';
import { failuresPage } from './failures/page.ts';
import { endsOf } from './failures/switches.ts';
import type { SwitchEnd } from './failures/switches.ts';
import { FAILURES } from './failures/table.ts';
import type { SwitchCase } from './failures/table.ts';

const managerCases = Object.entries(FAILURES).flatMap(([id, { manager }]) =>
  manager.map((one) => ({ id, name: one.fault === '' ? 'no fault' : one.fault, one })),
);
const switchCases = Object.entries(FAILURES).flatMap(([id, { switches }]) =>
  switches.map((one) => ({ id, name: one.fault, one })),
);

test('the table has every failure, and every fault of CSSM is in it', () => {
  expect(Object.keys(FAILURES)).toEqual(Object.keys(FAILURE_NAMES));
  const shown = new Set([...managerCases, ...switchCases].map(({ one }) => one.fault));
  // A purchase that comes late is no failure of the catalogue.
  const missing = CSSM_FAULTS.map(({ name }) => name).filter((name) => !shown.has(name));
  expect(missing).toEqual(['cssm.deposit-late']);
  for (const [id, { manager, switches }] of Object.entries(FAILURES))
    expect([id, manager.length + switches.length > 0]).toEqual([id, true]);
});

describe('what the agent is told', () => {
  test.each(managerCases)('$id $name: $one.asks -> $one.ends', async ({ one }) => {
    expect(await askedOf(one)).toBe(one.ends);
  });
});

describe('what a switch shows, and what the agent says of it', () => {
  let ends: ReadonlyMap<SwitchCase, SwitchEnd>;
  beforeAll(async () => {
    const cases = switchCases.map(({ one }) => one);
    const all = await endsOf(cases);
    ends = new Map(cases.map((one, index) => [one, all[index]!]));
  }, 120_000);

  test.each(switchCases)('$id $name at a $one.does -> $one.outcome', ({ one }) => {
    const end = ends.get(one);
    expect({ outcome: end?.outcome, message: end?.message }).toEqual({
      outcome: one.outcome,
      message: expect.stringContaining(one.words),
    });
    for (const text of one.shows) expect(end?.shows).toContain(text);
    expect(end?.logs).toEqual(one.logs.map((line) => expect.stringContaining(line)));
  });
});

test('docs/cssm-failures.md is what the table says (vitest run --update=all FILE writes it anew)', async () => {
  await expect(failuresPage()).toMatchFileSnapshot(path.join(projectRoot, 'docs/cssm-failures.md'));
});
