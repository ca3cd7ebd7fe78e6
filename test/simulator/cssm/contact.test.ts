/** What a switch makes of its contact with CSSM, beyond the table of failures: recovery, legacy licensing, policy. */
import { afterEach, expect, test } from 'vitest';
import { establishTrust, endRegistration } from '../../../simulator/device/actions/trust.ts';
import { reportUsage } from '../../../simulator/device/actions/report.ts';
import { showLicenseStatus } from '../../../simulator/device/cli-server/show/license-status.ts';
import { chassisOf } from '../../../simulator/device/device.ts';
import { isVirtual, startLab } from '../../../simulator/index.ts';

const NA = 'C9300 Network Advantage';
let stop: () => Promise<void>;
afterEach(() => stop());

/** Two switches of a release with trust in place; `pass` lets contact and acknowledgement happen. */
async function switches(release: string) {
  const lab = await startLab({
    lab: {
      seed: 5,
      time: 'virtual',
      accounts: [
        {
          name: 'Campus',
          domain: 'campus.example',
          default: true,
          virtualAccounts: [{ name: 'DEFAULT', default: true, pools: [{ license: NA, quantity: 2 }] }],
        },
      ],
      groups: [
        { count: 2, platform: 'C9300-24T', level: 'network-advantage', release, account: 'campus.example' },
      ],
    },
    env: {},
  });
  stop = () => lab.stop();
  const { clock } = lab;
  if (!isVirtual(clock)) throw new TypeError('not virtual');
  const [one, other] = lab.devices.map(({ id }) => chassisOf(lab.fleet.get(id)!));
  if (one === undefined || other === undefined) throw new TypeError('no switches');
  return {
    lab,
    one,
    other,
    report: async () => {
      reportUsage(one);
      await clock.advance(60_000);
    },
    pass: () => clock.advance(60_000),
    status: () => showLicenseStatus(one.state, clock.wallMs()).join('\n'),
    said: () => one.state.licensing.said.map(({ name, text }) => `${name}: ${text}`),
  };
}

test('CSSM that answers again is logged once', async () => {
  const { lab, report, said } = await switches('17.9.4');
  lab.faults.add({ fault: 'cssm.unreachable', target: 'sw-0001', times: 2 });
  for (let time = 1; time <= 4; time++) await report();
  expect(said()).toEqual([
    'SMART_LIC-3-COMM_FAILED: Communications failure with the Cisco Smart Software Manager (CSSM) : Communications failure',
    'SMART_LIC-3-COMM_FAILED: Communications failure with the Cisco Smart Software Manager (CSSM) : Communications failure',
    'SMART_LIC-5-COMM_RESTORED: Communications with Cisco Smart Software Manager (CSSM) restored',
  ]);
});

test('a fault aimed at one switch is not met by another', async () => {
  const { lab, other, pass } = await switches('17.9.4');
  lab.faults.add({ fault: 'cssm.no-trust', target: 'sw-0001' });
  reportUsage(other);
  await pass();
  expect(other.state.licensing.trust).not.toBeNull();
  expect(lab.faults.list()).toHaveLength(1);
});

test('a policy that CSSM takes back gives way to Cisco’s own', async () => {
  const { lab, report, status } = await switches('17.9.4');
  lab.faults.add({ fault: 'cssm.policy-changed', target: 'cssm:campus.example' });
  await report();
  expect(status()).toContain('Policy name: SLE Policy');
  lab.cssm.control.act('policy', { account: 'campus.example', name: 'CISCO default' });
  await report();
  expect(status()).toContain('Policy in use: Merged from multiple sources.');
});

test('the lines about contact are bounded', async () => {
  const { lab, report, said } = await switches('17.9.4');
  lab.faults.add({ fault: 'cssm.unreachable', target: 'sw-0001', times: 120 });
  for (let time = 1; time <= 120; time++) await report();
  expect(said()).toHaveLength(100);
});

test('legacy: a certificate that is not accepted', async () => {
  const { lab, one, pass, report, said, status } = await switches('16.9.3');
  lab.faults.add({ fault: 'cssm.tls-untrusted', target: 'sw-0001', times: 2 });
  await report();
  expect(status()).toContain('Fail to send out Call Home HTTP message.');
  const token = String(
    lab.cssm.control.act('create-token', { account: 'campus.example', virtualAccount: 'DEFAULT' })['token'],
  );
  lab.faults.clear();
  lab.faults.add({ fault: 'cssm.tls-untrusted', target: '*' });
  establishTrust(one, token, true);
  await pass();
  expect(said().at(-1)).toBe(
    'SMART_LIC-3-AGENT_REG_FAILED: Smart Agent for Licensing Registration with the Cisco Smart Software Manager (CSSM) failed: Fail to send out Call Home HTTP message.',
  );
});

test('legacy: missing licenses are out of compliance, and authorized again when they are there', async () => {
  const { lab, report, status } = await switches('16.9.3');
  await report();
  expect(status()).toContain('Status: AUTHORIZED');
  lab.faults.add({ fault: 'cssm.shortage', target: 'cssm:campus.example' });
  await report();
  expect(status()).toContain('Status: OUT OF COMPLIANCE');
  const pool = { account: 'campus.example', virtualAccount: 'DEFAULT', license: NA };
  lab.cssm.control.act('deposit', { ...pool, quantity: 5 });
  await report();
  expect(status()).toContain('Status: AUTHORIZED');
});

test('legacy: de-registration is heard at CSSM', async () => {
  const { lab, one, pass, report } = await switches('16.9.3');
  await report();
  expect(lab.cssm.control.instances()).toHaveLength(1);
  endRegistration(one);
  await pass();
  expect([one.state.licensing.trust, lab.cssm.control.instances()]).toEqual([null, []]);
});
