/** Usage to CSSM and acknowledgements back as files, against simulated switches and CSSM: nobody but a person carries them. */
import { afterEach, expect, test } from 'vitest';
import { errorCode, NA, startAccountLab } from '../../accounts/lab.ts';
import type { AccountLab, Ran } from '../../accounts/lab.ts';

let world: AccountLab;
afterEach(() => world.stop());

/** Two switches that report by files, and one whose licensing has none. */
const OFFLINE = {
  seed: 7,
  time: 'virtual',
  accounts: [
    {
      name: 'Example Campus',
      domain: 'campus.example',
      default: true,
      virtualAccounts: [{ name: 'DEFAULT', default: true, pools: [{ license: NA, quantity: 6 }] }],
    },
  ],
  groups: [
    { count: 2, platform: 'C9300-24T', level: 'network-advantage' },
    { count: 1, prefix: 'old', platform: 'C9300-24T', level: 'network-advantage', release: '16.12.4' },
  ],
} satisfies Parameters<typeof startAccountLab>[0];

const FILES = 'id=sw-*';
const ends = ({ json }: Ran) =>
  (json['devices'] as { id: string; outcome: string; message: string }[]).map(({ id, outcome, message }) => [
    id,
    outcome,
    message,
  ]);
const files = (id: string) => world.lab.fleet.get(id)?.files;
const lastResults = async () =>
  ((await world.run('device', 'ls')).json['devices'] as { id: string; lastSync: { result: string } }[])
    .filter(({ id }) => id.startsWith('sw-'))
    .map(({ lastSync }) => lastSync?.result ?? null);

/** Makes the switches save their usage, and carries it to CSSM: what it gives back, by switch. */
async function carried(): Promise<ReadonlyMap<string, string>> {
  const saved = await world.run('license', 'export-usage', '--to', 'flash:{id}.xml', '--select', FILES);
  expect([saved.code, ends(saved).map(([id, outcome]) => [id, outcome])]).toEqual([
    0,
    [
      ['sw-0001', 'done'],
      ['sw-0002', 'done'],
    ],
  ]);
  return new Map(
    ['sw-0001', 'sw-0002'].map((id) => {
      const usage = files(id)?.read(`${id}.xml`);
      const given = world.lab.cssm.control.act('upload-usage', {
        account: 'campus.example',
        virtualAccount: 'DEFAULT',
        file: typeof usage === 'object' ? usage?.text : usage,
      }) as unknown as { file: string };
      return [id, given.file] as const;
    }),
  );
}

test('usage is saved, carried to CSSM, and its acknowledgement imported: the switches count as reported', async () => {
  world = await startAccountLab(OFFLINE);
  const acknowledgements = await carried();
  expect(await lastResults()).toEqual([null, null]);
  for (const [id, text] of acknowledgements) files(id)?.write('ack.xml', text);
  const imported = await world.run('license', 'import-ack', '--from', 'flash:ack.xml', '--select', FILES);
  expect([imported.code, ends(imported).map(([id, outcome]) => [id, outcome])]).toEqual([
    0,
    [
      ['sw-0001', 'done'],
      ['sw-0002', 'done'],
    ],
  ]);
  expect(await lastResults()).toEqual(['ok', 'ok']);
  expect(world.lab.cssm.control.instances().map(({ usage, waiting }) => [usage, waiting])).toEqual([
    [[{ license: NA, quantity: 1 }], 0],
    [[{ license: NA, quantity: 1 }], 0],
  ]);
  // What is saved next holds nothing that CSSM has already.
  expect([...(await carried()).keys()]).toEqual(['sw-0001', 'sw-0002']);
});

test('an acknowledgement of another switch is refused in the words of the switch, and nobody counts as reported', async () => {
  world = await startAccountLab(OFFLINE);
  const other = (await carried()).get('sw-0002') ?? '';
  files('sw-0001')?.write('ack.xml', other);
  const from = ['--from', 'flash:ack.xml', '--select', 'id=sw-0001'];
  const imported = await world.run('license', 'import-ack', ...from);
  expect([imported.code, ends(imported)]).toEqual([
    1,
    [['sw-0001', 'refused', expect.stringContaining('Import Data Failed')]],
  ]);
  expect(await lastResults()).toEqual([null, null]);
});

test('a file that is not there is refused in the words of the switch', async () => {
  world = await startAccountLab(OFFLINE);
  const from = ['--from', 'flash:none.xml', '--select', 'id=sw-0001'];
  expect(ends(await world.run('license', 'import-ack', ...from))).toEqual([
    ['sw-0001', 'refused', expect.stringContaining('none.xml')],
  ]);
});

test('saving on a full flash is refused in the words of the switch', async () => {
  world = await startAccountLab(OFFLINE);
  for (let count = 0; files('sw-0001')?.write(`file-${count}`, 'x') === null; count += 1);
  const saved = await world.run('license', 'export-usage', '--to', 'flash:{id}.xml', '--select', FILES);
  expect([saved.code, ends(saved)]).toEqual([
    1,
    [
      ['sw-0001', 'refused', expect.stringContaining('No space left on device')],
      ['sw-0002', 'done', 'no acknowledgement yet'],
    ],
  ]);
});

test('licensing before 17.3.2 is not sent what it does not know', async () => {
  world = await startAccountLab(OFFLINE);
  const saved = await world.run('license', 'export-usage', '--to', 'flash:x.xml', '--select', 'id=old-*');
  expect([saved.code, ends(saved)]).toEqual([
    1,
    [['old-0001', 'not-offered', expect.stringContaining('17.3.2')]],
  ]);
  const sent = world.lab.journal.from(1).filter(({ device, op }) => device === 'old-0001' && op === 'cli');
  expect(JSON.stringify(sent)).not.toContain('license smart save');
});

test('a place that is none is never sent', async () => {
  world = await startAccountLab(OFFLINE);
  const ran = await world.run('license', 'import-ack', '--from', 'flash:x\nreload', '--select', 'id=sw-0001');
  expect([ran.code, errorCode(ran)]).toEqual([2, 'FILE_LOCATION_INVALID']);
  expect(world.lab.journal.from(1).filter(({ op }) => op === 'cli')).toEqual([]);
});
