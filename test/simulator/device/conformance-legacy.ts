import { describe, expect, test } from 'vitest';
import { SMART_LICENSE_NAMESPACE as SL } from '../../../core/wire/ios-xe/namespaces.ts';
import { openCli, openNetconf } from './clients.ts';
import type { Lab, LabOptions } from './lab.ts';
import type { Suite } from './suite.ts';

const DAY = 86_400_000;
const LEGACY = { release: '16.12.4' } as const;
const MANUAL = { spec: LEGACY } as const;
const FRESH = { spec: { ...LEGACY, account: null, virtualAccount: null } } as const;
const REFUSED = { status: 'INVALID STATUS CODE', reason: '{"token":["The token is not valid."]}' } as const;
const SILENT = { status: 'NO REPLY', reason: 'Communications failure' } as const;

/** Legacy Smart Licensing: registration, evaluation, authorization and their periods, the same on the CLI and over NETCONF. */
export function legacyConformance(suite: Suite): void {
  describe('legacy licensing', () => {
    test('the evaluation counts down and expires after 90 days; features keep running', async () => {
      const lab = await begun(suite, FRESH);
      await lab.pass(10 * DAY + 3_600_000);
      expect((await status(lab)).join('\n')).toMatch(/Evaluation Period Remaining: 79 days, 2[23] hours, /);
      expect(await authorization(lab)).toMatch(/auth-state-eval<.*<seconds-left>69[01]\d{4}</s);
      await lab.pass(80 * DAY);
      expect((await status(lab)).find((line) => line.startsWith('  Evaluation'))).toMatch(
        /^ {2}Evaluation Period Expired on Apr 05 08:00:00 2026 UTC$/,
      );
      expect(await authorization(lab)).toContain('auth-state-eval-expired<');
      expect(await show(lab, 'show version')).toContain('Smart Licensing Status: UNREGISTERED/EVAL EXPIRED');
      expect(lab.device.truth().usage).toHaveLength(2);
    });

    test('a registration stops the evaluation, its end lets it go on where it stood', async () => {
      const lab = await begun(suite, FRESH);
      await lab.pass(30 * DAY);
      await exec(lab, 'license smart register idtoken abc');
      await lab.pass(20 * DAY);
      expect(await status(lab)).toContain('  Status: REGISTERED');
      expect(await show(lab, 'show version')).toContain('Smart Licensing Status: REGISTERED/AUTHORIZED');
      await exec(lab, 'license smart deregister');
      expect((await status(lab)).join('\n')).toMatch(
        /Evaluation Period Remaining: (59 days, 23|60 days, 0) hours/,
      );
    });

    test('a registration that CSSM refuses shows its reason', async () => {
      const lab = await begun(suite, { ...FRESH, trust: REFUSED });
      await exec(lab, 'license smart register idtoken abc');
      await lab.pass(5_000);
      const lines = await status(lab);
      expect(lines).toContain('  Status: UNREGISTERED - REGISTRATION FAILED');
      expect(lines).toContain(`    Failure reason: ${REFUSED.reason}`);
      expect(await registration(lab)).toMatch(/reg-state-failed<.*<fail-message>/s);
    });

    test('without contact the authorization expires after 90 days', async () => {
      const lab = await begun(suite, { ...MANUAL, report: SILENT });
      await lab.pass(89 * DAY);
      expect(await authorization(lab)).toContain('auth-state-authorized<');
      await exec(lab, 'license smart renew auth');
      await lab.pass(2 * DAY);
      const lines = await status(lab);
      expect(lines.join('\n')).toMatch(/Status: AUTHORIZATION EXPIRED on Apr 05 08:00:00 2026 UTC/);
      expect(lines.join('\n')).toMatch(/Last Communication Attempt: FAILED on /);
      expect(await authorization(lab)).toMatch(
        /auth-state-authorization-expired<.*<last-comm-status-success>false</s,
      );
      expect((await show(lab, 'show license usage'))[2]).toBe('  Status: AUTHORIZATION EXPIRED');
    });

    test('missing licenses: out of compliance, asked again after twelve hours, until CSSM has them', async () => {
      const lab = await begun(suite, MANUAL);
      lab.faults.add({ fault: 'device.out-of-compliance', target: 'sw-0001', times: 1 });
      await exec(lab, 'license smart renew auth');
      await lab.pass(5_000);
      const lines = await status(lab);
      const on = lines.find((line) => line.startsWith('  Status: OUT OF COMPLIANCE on '));
      expect(on).toMatch(/Jan 05 08:00:\d\d 2026 UTC$/);
      expect(lines.join('\n')).toMatch(/Next Communication Attempt: Jan 05 20:00:\d\d 2026 UTC/);
      expect(await authorization(lab)).toMatch(/auth-state-out-of-compliance<.*<ooc-time>2026-01-05T08:00/s);
      expect(await usage(lab)).toContain('enforcement-out-of-compliance');
      await exec(lab, 'license smart renew auth');
      await lab.pass(5_000);
      expect(await authorization(lab)).toContain('auth-state-authorized<');
    });

    test('by itself the agent renews the authorization every 30 days and the identity after 180', async () => {
      const lab = await begun(suite, { spec: { ...LEGACY, reporting: 'automatic' } });
      await lab.pass(31 * DAY);
      expect(lab.reports).toHaveLength(1);
      await lab.pass(155 * DAY);
      expect(lab.reports.length).toBeGreaterThanOrEqual(6);
      const lines = (await status(lab)).join('\n');
      expect(lines).toMatch(/Last Renewal Attempt: SUCCEEDED on Jul /);
      expect(lines).toMatch(/Status: AUTHORIZED on /);
    });

    test('an identity that could not be renewed for a year ends the registration', async () => {
      const lab = await begun(suite, { spec: { ...LEGACY, reporting: 'automatic' }, report: SILENT });
      await lab.pass(364 * DAY);
      expect(await registration(lab)).toContain('reg-state-complete');
      await lab.pass(2 * DAY);
      expect(await registration(lab)).toContain('reg-state-not-registered');
      expect(lab.device.truth().trust.installed).toBe(false);
    });
  });

  describe('policy licensing by itself', () => {
    test('reports an hour after it began, and then every 30 days', async () => {
      const lab = await begun(suite, { spec: { reporting: 'automatic' } });
      await lab.pass(3 * 3_600_000);
      expect(lab.reports).toHaveLength(1);
      await lab.pass(30 * DAY);
      expect(lab.reports).toHaveLength(2);
      expect((await status(lab)).join('\n')).toMatch(/Last ACK received: Feb 04 /);
    });

    test('tries again hours after a failure', async () => {
      const lab = await begun(suite, { spec: { reporting: 'automatic' }, report: SILENT });
      await lab.pass(9.5 * 3_600_000);
      expect(lab.reports).toHaveLength(3);
    });

    test('a change of level is reported soon, and its ACK is due within 90 days', async () => {
      const lab = await begun(suite, {
        spec: { reporting: 'automatic', level: { network: 'network-essentials', addon: null } },
      });
      await lab.pass(3 * 3_600_000);
      expect((await status(lab)).join('\n')).toContain('Next ACK deadline: Jan 05');
      lab.device.configure(['license boot level network-advantage']);
      await exec(lab, 'write memory');
      lab.device.power(false);
      lab.device.power(true);
      await lab.pass(1_500_000);
      expect((await status(lab)).join('\n')).toContain('Next ACK deadline: Apr 05');
      await lab.pass(3 * 3_600_000);
      expect(lab.reports).toHaveLength(2);
      expect(lab.reports[1]?.usage.map((row) => row.name)).toEqual(['network-advantage']);
      expect((await status(lab)).join('\n')).toMatch(/Next ACK deadline: Jan 05 \S+ 2027/);
    });

    test('without being asked to, it sends nothing', async () => {
      const lab = await begun(suite);
      await lab.pass(100 * DAY);
      expect(lab.reports).toEqual([]);
    });

    test.each([
      ['no trust', { account: null }, []],
      ['transport off', {}, ['license smart transport off']],
    ])('with %s it sends nothing', async (_name, spec, config) => {
      const lab = await begun(suite, { spec: { reporting: 'automatic', ...spec } });
      lab.device.configure(config);
      await lab.pass(40 * DAY);
      expect(lab.reports).toEqual([]);
    });
  });
}

/** A lab whose switch has been touched: before that it is not made, and its periods have not begun. */
async function begun(suite: Suite, options: LabOptions = {}): Promise<Lab> {
  const lab = await suite.lab(options);
  lab.device.truth();
  return lab;
}

async function show(lab: Lab, command: string): Promise<readonly string[]> {
  return (await openCli(lab)).run(command);
}

const exec = show;
const status = (lab: Lab) => show(lab, 'show license status');

/** The license state as text. */
async function read(lab: Lab, part: string): Promise<string> {
  const client = await openNetconf(lab);
  await client.rpc(
    `<get><filter><licensing xmlns="${SL}"><state><state-info><${part}/></state-info></state></licensing></filter></get>`,
  );
  return client.replies.at(-1) ?? '';
}

const authorization = (lab: Lab) => read(lab, 'authorization');
const registration = (lab: Lab) => read(lab, 'registration');
const usage = (lab: Lab) => read(lab, 'usage');
