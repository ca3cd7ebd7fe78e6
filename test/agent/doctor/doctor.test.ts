import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../agent/doctor/index.ts';
import type { Check, Diagnosis } from '../../../agent/doctor/index.ts';
import { gather } from '../../../agent/doctor/gather.ts';
import { showDiagnosis } from '../../../agent/output/index.ts';
import { createOutput } from '../../../agent/output/output.ts';
import { messagesFor } from '../../../agent/planning/index.ts';
import { Secret } from '../../../agent/secrets/secret.ts';
import type { Address } from '../../../core/ports/network.ts';
import { recogniseLine } from '../../../core/wire/ios-xe/index.ts';
import { createRandom } from '../../../core/random.ts';
import { memoryLab, SWITCH } from '../drivers/support/lab.ts';
import type { MemoryLab } from '../drivers/support/lab.ts';

const TARGET = { network: 'network-advantage', addon: null } as const;

/** What differs from a switch in order. */
interface Setting {
  readonly serials?: readonly string[];
  readonly address?: Partial<Address>;
  readonly target?: typeof TARGET | { readonly network: 'network-essentials'; readonly addon: null };
}

async function doctor(lab: MemoryLab, setting: Setting = {}): Promise<Diagnosis> {
  const secret = new Secret(SWITCH.password);
  const findings = await lab.clock.settle(
    gather(
      {
        network: lab.network,
        clock: lab.clock,
        random: createRandom(1),
        log: lab.log,
        credentials: (_name, done) => done({ username: 'admin', password: secret, enable: secret }),
        events: [],
        wallMs: () => lab.clock.wallMs(),
      },
      {
        address: { ...lab.address, ...setting.address },
        serials: setting.serials ?? [],
        site: null,
        tags: [],
        domain: null,
        account: null,
        virtualAccount: null,
        legacyAlgorithms: false,
        hops: [],
        known: null,
        line: 4,
      },
    ),
  );
  const target = setting.target ?? TARGET;
  return diagnose(findings, target, (of) => messagesFor(of, target, { cliReload: false, report: true }));
}

const statusOf = ({ checks }: Diagnosis, id: string): Check['status'] | undefined =>
  checks.find((check) => check.id === id)?.status;

describe('doctor', () => {
  test('a switch in order: every check is good, and the documents of a change are there', async () => {
    const diagnosis = await doctor(memoryLab(), { serials: SWITCH.serials });
    expect(diagnosis.checks.filter(({ status }) => status !== 'ok')).toEqual([]);
    expect(diagnosis).toMatchObject({ outcome: 'ok', target: 'network-advantage' });
    expect(diagnosis.members).toMatchObject([
      { slot: 1, serial: SWITCH.serials[0], level: 'network-essentials', bootLevel: 'network-essentials' },
    ]);
    expect(
      diagnosis.wouldSend?.rpcs.map((text) => /<(lock|edit-config|save-config|reload)\b/.exec(text)?.[1]),
    ).toEqual(['lock', 'edit-config', 'save-config', 'reload']);
  });

  test('it only reads: the switch saw no edit, save, lock or reload, and no line that changes anything', async () => {
    const lab = memoryLab();
    await doctor(lab);
    await lab.clock.advance(10_000);
    expect([
      ...lab.seen('edit'),
      ...lab.seen('save'),
      ...lab.seen('reload-received'),
      ...lab.seen('unmatched'),
    ]).toEqual([]);
    const rpcs = lab.seen('rpc').map(({ detail }) => String(detail['rpc']));
    expect(rpcs.length).toBeGreaterThan(5);
    expect(rpcs.filter((name) => !/^(get|get-config|is-syncing|close-session)$/.test(name))).toEqual([]);
    const lines = lab.seen('cli').map(({ detail }) => String(detail['line']));
    expect(lines.length).toBeGreaterThan(8);
    expect(lines.filter((line) => recogniseLine(line)?.kind !== 'read')).toEqual([]);
    expect(lab.device.truth()).toMatchObject({ bootCount: 1, bootLevel: 'network-essentials' });
  });

  test('another serial than the inventory states blocks, and the other checks are made all the same', async () => {
    const diagnosis = await doctor(memoryLab(), { serials: ['FOX0000X0XX'] });
    expect(diagnosis.outcome).toBe('blocked');
    expect(statusOf(diagnosis, 'identity')).toBe('blocked');
    expect(statusOf(diagnosis, 'change')).toBe('blocked');
    expect(statusOf(diagnosis, 'licensing')).toBe('ok');
  });

  test('unsaved lines of somebody else are shown, and block', async () => {
    const lab = memoryLab();
    lab.device.configure(['hostname another']);
    const diagnosis = await doctor(lab);
    const unsaved = diagnosis.checks.find(({ id }) => id === 'unsaved');
    expect(unsaved).toMatchObject({ status: 'blocked', next: expect.stringContaining('--save-foreign') });
    expect(unsaved?.text).toContain('hostname another');
  });

  test('a lock of somebody else blocks, and names the session', async () => {
    const lab = memoryLab();
    await lab.run({ op: 'lock', sessionEpoch: await lab.identified(), patienceMs: 0 });
    const diagnosis = await doctor(lab);
    expect(diagnosis.checks.find(({ id }) => id === 'sessions')).toMatchObject({
      status: 'blocked',
      text: expect.stringContaining('locked by session'),
    });
  });

  test.each([
    { gone: 'CLI', change: { sshPort: 1 }, here: 'identity', failed: 'cli', unasked: 'licensing' },
    {
      gone: 'NETCONF',
      change: { netconfPort: 1 },
      here: 'licensing',
      failed: 'netconf',
      unasked: 'identity',
    },
  ])('without $gone the other way is examined all the same', async ({ change, here, failed, unasked }) => {
    const diagnosis = await doctor(memoryLab(), { address: change });
    expect(diagnosis.outcome).toBe('failed');
    expect(statusOf(diagnosis, failed)).toBe('failed');
    expect(statusOf(diagnosis, here)).toBe('ok');
    expect(statusOf(diagnosis, unasked)).toBeUndefined();
  });

  test('a switch that is not there: both ways are told, exit code 3 is meant', async () => {
    const lab = memoryLab();
    lab.faults.add({ fault: 'device.unreachable', target: '*', params: { durationMs: 3_600_000 } });
    const diagnosis = await doctor(lab);
    expect(diagnosis.outcome).toBe('unreachable');
    expect(statusOf(diagnosis, 'netconf')).toBe('failed');
    expect(statusOf(diagnosis, 'cli')).toBe('failed');
    expect(diagnosis.wouldSend).toBeNull();
  });

  test('a reply that does not come is one unknown check, and the answer comes by the deadline', async () => {
    const lab = memoryLab();
    lab.faults.add({ fault: 'netconf.late', target: '*', times: 1, params: { delayMs: 3_600_000 } });
    const diagnosis = await doctor(lab);
    expect(diagnosis.checks.some(({ status }) => status === 'unknown')).toBe(true);
    expect(statusOf(diagnosis, 'licensing')).toBe('ok');
  });

  test('at the level already: nothing would be sent', async () => {
    const target = { network: 'network-essentials', addon: null } as const;
    const diagnosis = await doctor(memoryLab(), { target });
    expect(diagnosis.wouldSend).toBeNull();
    expect(diagnosis.checks.at(-1)?.text).toContain('already');
  });

  test('for a person: at most 80 columns where no terminal is, apart from the documents', async () => {
    const diagnosis = await doctor(memoryLab(), { serials: SWITCH.serials });
    let text = '';
    const stdout = { write: (more: string) => (text += more) };
    const output = createOutput({
      stdout,
      stderr: stdout,
      json: false,
      color: false,
      verb: 'doctor',
      logFile: null,
    });
    showDiagnosis(output, { ...diagnosis, wouldSend: null });
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(text).toContain('next: liclab plan');
  });
});
