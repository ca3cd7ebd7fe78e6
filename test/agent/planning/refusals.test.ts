import { expect, test } from 'vitest';
import { makePlan } from '../../../agent/planning/index.ts';
import { ADVANTAGE, ESSENTIALS, inventoryOf, poolsOf, request, scriptedPort, world } from './support.ts';

test('one dead switch of 200 refuses the plan, and is left out on request', async () => {
  const port = scriptedPort({ 'sw-17': { fails: 'UNREACHABLE' } });
  const refused = await makePlan(request(), world(inventoryOf(200), port));
  expect(refused).toMatchObject({
    plan: null,
    refusals: [
      {
        code: 'DEVICES_UNREADABLE',
        text: '1 of 200 switches could not be read: sw-17.',
        hint: expect.stringContaining('--skip-unreadable'),
      },
    ],
    unreadable: [{ device: 'sw-17', code: 'UNREACHABLE' }],
  });
  const draft = await makePlan(request({ skipUnreadable: true }), world(inventoryOf(200), port));
  expect(draft.plan?.devices).toHaveLength(199);
  expect(draft.leftOut).toMatchObject([{ device: 'sw-17', code: 'UNREACHABLE' }]);
});

test('other serials than the inventory states are refused without a further read', async () => {
  const port = scriptedPort({ 'sw-1': { serial: 'FCW0000XXXX' } });
  const draft = await makePlan(
    request(),
    world(
      inventoryOf(1, () => ', serials: [FCW1111AAAA]'),
      port,
    ),
  );
  expect(draft.unreadable).toMatchObject([
    { code: 'IDENTITY_SERIALS', text: expect.stringContaining('line 5') },
  ]);
  expect(port.calls.map(({ effect }) => effect.op)).toEqual(['identify']);
});

test('a wrong password is tried three times, not on the whole fleet, and other credentials go on', async () => {
  const bad = Object.fromEntries(
    Array.from({ length: 50 }, (_, index) => [`sw-${index + 1}`, { fails: 'AUTH_FAILED' }]),
  );
  const port = scriptedPort({ ...bad, 'sw-50': {} });
  const inventory = inventoryOf(50, (number) => (number === 50 ? ', credentials: d' : ''));
  const draft = await makePlan(request(), world(inventory, port));
  const refusedBy = port.calls.filter(({ effect }) => effect.op === 'identify');
  expect(refusedBy).toHaveLength(4);
  expect(draft.unreadable.map(({ code }) => code).toSorted()).toEqual([
    ...Array.from({ length: 3 }, () => 'AUTH_FAILED'),
    ...Array.from({ length: 46 }, () => 'AUTH_NOT_TRIED'),
  ]);
  expect(draft.selected).toBe(1);
});

test.each([
  {
    name: 'too few licenses',
    over: {},
    options: {},
    cssm: poolsOf(3),
    code: 'LICENSES_SHORT',
    consent: { allowOveruse: true },
  },
  {
    name: 'no CSSM',
    over: {},
    options: {},
    cssm: null,
    code: 'BALANCE_NO_CSSM',
    consent: { withoutBalance: true },
  },
  {
    name: 'a demotion',
    over: { target: ESSENTIALS, select: ['id=sw-1'] },
    options: {},
    cssm: poolsOf(9),
    code: 'FEATURE_LOSS',
    consent: { acceptFeatureLoss: true },
  },
  {
    name: 'a model whose licenses are not known',
    over: { select: ['id=sw-2'] },
    options: {},
    cssm: poolsOf(9),
    code: 'BALANCE_MODEL_UNKNOWN',
    consent: { withoutBalance: true },
  },
  {
    name: 'a switch without account',
    over: { select: ['id=sw-3'] },
    options: {},
    cssm: poolsOf(9),
    code: 'BALANCE_NO_ACCOUNT',
    consent: { withoutBalance: true },
  },
])('$name is refused, and allowed with consent', async ({ over, options, cssm, code, consent }) => {
  const port = scriptedPort({
    'sw-1': { level: { ...ADVANTAGE, addon: 'dna-advantage' } },
    'sw-2': { model: 'C8300-1N1S' },
  });
  const inventory = inventoryOf(8, () => '');
  const devices = inventory.devices.map((device, index) =>
    index === 2 ? { ...device, account: null } : device,
  );
  const select = over.select ?? ['id=sw-4', 'id=sw-5', 'id=sw-6', 'id=sw-7'];
  const here = world({ ...inventory, devices }, port, { cssm });
  const refused = await makePlan(request({ ...over, select }, options), here);
  expect(refused.plan).toBeNull();
  expect(refused.refusals.map((refusal) => refusal.code)).toEqual([code]);
  const allowed = await makePlan(request({ ...over, select }, { ...options, ...consent }), here);
  expect(allowed.refusals).toEqual([]);
  expect(allowed.plan).not.toBeNull();
});

test('an add-on that goes away is a loss of features too', async () => {
  const port = scriptedPort({ 'sw-1': { level: { ...ADVANTAGE, addon: 'dna-advantage' } } });
  const draft = await makePlan(request(), world(inventoryOf(1), port));
  expect(draft.refusals.map(({ code }) => code)).toEqual(['FEATURE_LOSS']);
});

test.each([
  [{ select: ['site=evn'] }, 'SELECTION_EMPTY', 'site: Did you mean "even"?'],
  [{ select: ['tag=core'] }, 'SELECTION_EMPTY', 'No switch of the inventory has a tag.'],
  [{ select: ['model=C9600*'] }, 'SELECTION_EMPTY', 'No switch that was read has model=C9600*.'],
  [{ select: [] }, 'SELECTOR_EMPTY', 'Select with'],
  [{ select: ['sitte=a'] }, 'SELECTOR_KEY_UNKNOWN', 'Did you mean "site"?'],
  [{ waves: '0' }, 'WAVES_INVALID', 'Write sizes'],
])('the request %j is refused with %s', async (over, code, hint) => {
  const plan = makePlan(request(over), world(inventoryOf(4), scriptedPort({})));
  await expect(plan).rejects.toMatchObject({ code, hint: expect.stringContaining(hint) });
});
