import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makePlan, planHash } from '../../../agent/planning/index.ts';
import { recogniseLine, recogniseOperation } from '../../../core/wire/ios-xe/index.ts';
import { parseRpc, parseXml } from '../../../core/wire/netconf/index.ts';
import { ADVANTAGE, digest, ESSENTIALS, inventoryOf, request, scriptedPort, world } from './support.ts';

test('a plan names switches, waves, exposure, balance and messages', async () => {
  const { plan, refusals } = await makePlan(request(), world(inventoryOf(24), scriptedPort({})));
  expect(refusals).toEqual([]);
  expect(plan).toMatchObject({
    schema: 'liclab.plan/1',
    target: ADVANTAGE,
    waves: [1, 5, 3, 6, 9],
    exposure: 9,
    failureBudget: 1,
    madeAt: '2026-11-24T12:00:00Z',
    balance: [
      { license: 'C9300 Network Advantage', inUseBefore: 0, inUseAfter: 24, short: 0 },
      { license: 'C9300 Network Essentials' },
    ],
  });
  expect(plan?.devices[3]).toMatchObject({
    index: 3,
    address: { deviceId: 'sw-4', host: '127.16.0.4', credentials: 'c' },
    serials: ['SERsw-4'],
    from: ESSENTIALS,
    site: 'even',
    licenses: [{ license: 'C9300 Network Advantage', quantity: 1 }],
  });
});

test('identical messages are told once, and everything that would be sent is on the closed list', async () => {
  const port = scriptedPort({ 'sw-2': { candidate: true } });
  const { plan } = await makePlan(request({}, { cliReload: true }), world(inventoryOf(5), port));
  expect(plan?.messages.map(({ devices }) => devices)).toEqual([['sw-1', 'sw-3', 'sw-4', 'sw-5'], ['sw-2']]);
  const operations = plan?.messages.map(({ rpcs }) => rpcs.map(operationOf));
  expect(operations).toEqual([
    ['lock', 'edit-boot-level', 'save-config', 'reload'],
    ['lock', 'lock', 'edit-boot-level', 'commit', 'save-config', 'reload'],
  ]);
  const lines = plan?.messages[0]?.cli.map((line) => recogniseLine(line)?.name);
  expect(lines).toEqual(['reload-reason', 'license-sync']);
});

test.each([
  ['16.9.1', ['license smart sync all', 'license smart renew auth']],
  ['17.3.1', ['license smart sync all', 'license smart renew auth']],
  ['17.3.2', ['license smart sync all']],
  ['17.12.4a', ['license smart sync all']],
  ['', ['license smart sync all']],
])('a switch on release %j is asked to report by %j', async (release, cli) => {
  const { plan } = await makePlan(request(), world(inventoryOf(1), scriptedPort({ 'sw-1': { release } })));
  expect(plan?.messages[0]?.cli).toEqual(cli);
});

test('I24: planning only identifies and reads, lets nothing be written, and releases every session', async () => {
  const port = scriptedPort({ 'sw-3': { fails: 'UNREACHABLE' } });
  await makePlan(request(), world(inventoryOf(12), port));
  expect(new Set(port.calls.map(({ effect }) => effect.op))).toEqual(new Set(['identify', 'preflight']));
  expect(port.calls.every(({ effect }) => effect.kind === 'read')).toBe(true);
  expect(port.calls.some((call) => call.mayWrite())).toBe(false);
  expect(port.released.toSorted()).toEqual(
    Array.from({ length: 12 }, (_, index) => `plan:sw-${index + 1}`).toSorted(),
  );
});

test('waves sum to the switches, exposure and budget hold, and the hash binds all of it, for every size', async () => {
  const waves = fc.constantFrom('1,5,10%,25%', '1', '100%', '3,3,3', '50%,1', '40');
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 40 }),
      waves,
      fc.boolean(),
      async (count, expression, strict) => {
        const port = scriptedPort({});
        const { plan } = await makePlan(
          request({ waves: expression }, { strict }),
          world(inventoryOf(count), port),
        );
        if (plan === null) throw new Error('no plan');
        expect(plan.waves.reduce((sum, wave) => sum + wave, 0)).toBe(count);
        expect(plan.waves.every((wave) => wave >= 1)).toBe(true);
        expect(plan.devices.map(({ index }) => index)).toEqual(plan.devices.map((_, index) => index));
        expect(plan.exposure).toBeLessThanOrEqual(Math.max(...plan.waves));
        expect(!strict || plan.exposure === plan.failureBudget).toBe(true);
        expect(planHash(plan, digest)).toBe(plan.hash);
        expect(planHash({ ...plan, exposure: plan.exposure + 1 }, digest)).not.toBe(plan.hash);
      },
    ),
    { numRuns: 30 },
  );
});

test('the same fleet gives the same hash, whoever answers first', async () => {
  const first = await makePlan(request(), world(inventoryOf(9), scriptedPort({}), { readsAtOnce: 1 }));
  const second = await makePlan(request(), world(inventoryOf(9), scriptedPort({}), { readsAtOnce: 9 }));
  expect(first.plan?.hash).toBe(second.plan?.hash);
});

test('no more switches are read at the same time than asked for', async () => {
  const port = scriptedPort({});
  await makePlan(request(), world(inventoryOf(30), port, { readsAtOnce: 4 }));
  expect(port.openMax()).toBeLessThanOrEqual(4);
});

test('a selection by site reads that site alone; one by level reads everybody', async () => {
  const bySite = scriptedPort({});
  const site = await makePlan(request({ select: ['site=odd'] }), world(inventoryOf(6), bySite));
  expect(site.plan?.devices.map(({ address }) => address.deviceId)).toEqual(['sw-1', 'sw-3', 'sw-5']);
  expect(new Set(bySite.calls.map(({ effect }) => effect.address.deviceId))).toEqual(
    new Set(['sw-1', 'sw-3', 'sw-5']),
  );

  const byLevel = scriptedPort({ 'sw-1': { level: ADVANTAGE } });
  const level = await makePlan(
    request({ select: ['level=network-essentials'] }),
    world(inventoryOf(3), byLevel),
  );
  expect(level).toMatchObject({ selected: 2, leftOut: [] });
  expect(byLevel.calls).toHaveLength(6);
});

test('who is at the level already, and who is the same switch twice, is left out with the reason', async () => {
  const port = scriptedPort({
    'sw-1': { level: ADVANTAGE },
    'sw-2': { level: ADVANTAGE, preflight: { unsaved: true } },
    'sw-3': { level: ADVANTAGE, preflight: { running: ESSENTIALS } },
    'sw-5': { serial: 'SERsw-4' },
  });
  const draft = await makePlan(request(), world(inventoryOf(5), port));
  expect(draft.leftOut).toMatchObject([
    { device: 'sw-1', code: 'ALREADY_AT_LEVEL' },
    { device: 'sw-5', code: 'SKIPPED_DUPLICATE', text: expect.stringContaining('sw-4') },
  ]);
  expect(draft.plan?.devices.map(({ address }) => address.deviceId)).toEqual(['sw-2', 'sw-3', 'sw-4']);
});

test('what would block a switch now is a warning, not a refusal', async () => {
  const port = scriptedPort({
    'sw-1': { preflight: { blockers: ['an install is in progress'] } },
    'sw-2': { preflight: { unsaved: true, foreignDiff: ['+ntp server 10.0.0.1'] } },
    'sw-3': { preflight: { running: null } },
  });
  const draft = await makePlan(request(), world(inventoryOf(3), port));
  expect(draft.warnings.map(({ device, code }) => [device, code])).toEqual([
    ['sw-1', 'DEVICE_BUSY'],
    ['sw-2', 'FOREIGN_UNSAVED'],
    ['sw-3', 'BOOT_LEVEL_UNSTATED'],
  ]);
  expect(draft.plan).not.toBeNull();
  const saving = await makePlan(request({}, { saveForeign: true }), world(inventoryOf(3), port));
  expect(saving.warnings.map(({ code }) => code)).not.toContain('FOREIGN_UNSAVED');
});

test('nothing to do is an answer without a plan and without a refusal', async () => {
  const port = scriptedPort({ 'sw-1': { level: ADVANTAGE } });
  expect(await makePlan(request(), world(inventoryOf(1), port))).toMatchObject({
    plan: null,
    refusals: [],
    selected: 1,
  });
});

test('an interruption ends the reading and destroys the sessions', async () => {
  const port = scriptedPort({ 'sw-1': { hangs: true }, 'sw-2': { hangs: true } });
  const controller = new AbortController();
  const plan = makePlan(request(), world(inventoryOf(2), port, { signal: controller.signal }));
  controller.abort();
  await expect(plan).rejects.toMatchObject({ code: 'INTERRUPTED' });
  expect(port.abandoned).toEqual(['plan:sw-1', 'plan:sw-2']);
});

test('without a report and with NETCONF verification the CLI is not used', async () => {
  const port = scriptedPort({});
  const { plan } = await makePlan(request({}, { report: false }), world(inventoryOf(1), port));
  expect(plan?.messages[0]?.cli).toEqual([]);
  expect(port.calls[1]?.effect).toMatchObject({ op: 'preflight', diff: false });
});

function operationOf(document: string): string | null {
  const parsed = parseRpc(parseXml(document));
  return parsed.ok ? (recogniseOperation(parsed.request.operation)?.name ?? null) : null;
}
