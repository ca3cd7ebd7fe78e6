import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  cleanOutput,
  instanceNotValid,
  parseCommunicationStatistics,
  parseShowLicenseStatus,
  parseShowLicenseSummary,
  parseShowSwitch,
  parseShowVersion,
  readModules,
} from '../../../../core/wire/ios-xe/index.ts';
import { parseReply, parseXml } from '../../../../core/wire/netconf/index.ts';

/** Captures of real switches stay outside of the repository. Run with LICLAB_REFERENCE=DIR, where DIR/cli holds them. */
const reference = process.env['LICLAB_REFERENCE'];
const reason =
  reference === undefined
    ? 'LICLAB_REFERENCE is not set'
    : existsSync(join(reference, 'cli/show-version'))
      ? null
      : 'LICLAB_REFERENCE has no cli/show-version';

const read = (file: string) => readFileSync(join(reference ?? '', file), 'utf8');
const lines = (file: string) => cleanOutput(read(`cli/${file}`));
const ADVANTAGE = { network: 'network-advantage', addon: 'dna-advantage' };

describe.skipIf(reason !== null)(
  `captures of real switches${reason === null ? '' : ` (skipped: ${reason})`}`,
  () => {
    test.each([
      ['c9300-network-essentials-agent5.5.11', 9, null],
      ['c9300-stack-3-agent5.3.16', 9, null],
      [
        'c9300-trust-sync-LS_LICENGINE_FAIL_TO_CONNECT-agent6.0.1',
        10,
        'Device configured for Offline transport',
      ],
      ['c9300l-cslu-unreachable-agent5.10.3', 10, null],
      ['c9407r-instance-identity-not-valid-agent5.1.31', 9, null],
      ['c9410r-auth-request-null-pointer-agent5.7.6', 10, null],
      ['c9500-32qc-svl-agent6.3.10', 10, null],
      ['c9500x-28c8d-agent5.7.15', 10, 'Insufficient trust for direct communication'],
      ['c9606r-network-essentials-agent5.11.3', 10, null],
    ])('counters of %s', (file, messages, overallState) => {
      const statistics = parseCommunicationStatistics(lines(`show-license-tech-support/${file}.txt`));
      expect(statistics?.messages.size).toBe(messages);
      expect(statistics?.overallState).toBe(overallState);
    });

    test('counters of a switch whose instance was removed', () => {
      const file = 'show-license-tech-support/c9407r-instance-identity-not-valid-agent5.1.31.txt';
      const usage = parseCommunicationStatistics(lines(file))?.messages.get('Usage Reporting');
      expect(usage).toMatchObject({ ongoingUnanswered: 0 });
      expect(usage?.fail).toBeGreaterThan(0);
      expect(instanceNotValid(usage?.failureReason ?? null)).toBe('f654477d-627f-4049-bada-b44f18612bcc');
    });

    test.each([
      ['c9300-24p-17.5dev', '17.6.20210302:012459', 'C9300-24P', ADVANTAGE, 1],
      ['c9500-24y4c-17.3.1-registered', '17.3.1', 'C9500-24Y4C', ADVANTAGE, 0],
      ['c9500-40x-16.9.3-svl', '16.9.3', 'C9500-40X', ADVANTAGE, 2],
      ['c9500-48y4c-16.12.4', '16.12.4', 'C9500-48Y4C', ADVANTAGE, 0],
      ['c9500-48y4c-17.3.3', '17.3.3', 'C9500-48Y4C', ADVANTAGE, 0],
      ['c9500x-60l4d-17.12dev', '17.13.20230512:105008', 'C9500X-60L4D', ADVANTAGE, 0],
      ['c9500x-60l4d-17.18dev', '17.19.20250425:045711', 'C9500X-60L4D', ADVANTAGE, 0],
      ['c9606r-17.18.1-standby', '17.18.1prd21', 'C9606R', ADVANTAGE, 0],
      ['c9606r-svl-17.7dev', '17.8.20211003:014100', 'C9606R', ADVANTAGE, 0],
      [
        'ie3105-network-essentials-none',
        '17.10.20221030:080207',
        'IE-3105-18T2C',
        { network: 'network-essentials', addon: null },
        0,
      ],
    ])('show version %s', (name, release, model, level, members) => {
      const shown = parseShowVersion(lines(`show-version/${name}.txt`));
      expect(shown).toMatchObject({ release, model, level });
      expect(shown.members).toHaveLength(members);
      for (const text of [shown.host, shown.serial, shown.uptime, shown.reloadReason, shown.licensing]) {
        expect(text).toMatch(/./);
      }
      expect(shown.members.every((member) => member.serial !== null)).toBe(true);
      expect(shown.nextLevel).toEqual(name.startsWith('ie3105') ? null : ADVANTAGE);
    });

    test.each([
      ['c9300-slp', [1, 1]],
      ['c9300-stack-slp-17.6', [2, 2, 1, 1]],
    ])('show license summary %s', (name, counts) => {
      const shown = parseShowLicenseSummary(lines(`show-license-summary/${name}.txt`));
      expect(shown).toMatchObject({ smartAccount: null, virtualAccount: null });
      expect(shown.rows?.map((row) => row.count)).toEqual(counts);
      expect(shown.rows?.every((row) => row.status === 'IN USE')).toBe(true);
    });

    test.each([
      ['c9300-stack-slp-cslu-policy-trust', 'policy', 'SA-Switching-Polaris', 'cslu', 3],
      ['csr1000v-legacy-registered', 'legacy', 'Cisco Systems, TAC', 'Callhome', null],
      ['ios-1', 'legacy', 'ACME Corporation', 'Callhome', null],
      ['ios-2', 'policy', null, 'Transport Off', 0],
      ['ios-3', 'policy', 'Eg-SA', 'Smart', 1],
      ['ios-4', 'policy', 'Sample Smart Account', 'Smart', 1],
    ])('show license status %s', (name, scheme, smartAccount, transport, trust) => {
      const shown = parseShowLicenseStatus(lines(`show-license-status/${name}.txt`));
      expect(shown).toMatchObject({ scheme, smartAccount, transport });
      expect(shown.trust?.length ?? null).toBe(trust);
      expect(shown.trust?.every((state) => state.isInstalled) ?? true).toBe(true);
      expect(shown.reporting.lastAck === null).toBe(scheme === 'legacy');
    });

    test.each([
      ['c9300-stack-slp-fresh', 0],
      ['c9350-stack-4-members', 4],
      ['c9350-unified-essentials-agent6', 3],
      ['c9407r-sso-trusted-proxy', 2],
    ])('the status part of show license all %s', (name, trust) => {
      const shown = parseShowLicenseStatus(lines(`show-license-all/${name}.txt`));
      expect(shown.scheme).toBe('policy');
      expect(shown.trust).toHaveLength(trust);
    });

    test.each([
      ['golden_output_1_output', ['ready', 'provisioned', 'provisioned']],
      ['golden_output_c3850_output', ['ready', 'ready', 'ready', 'version-mismatch']],
    ])('show switch %s', (name, states) => {
      expect(parseShowSwitch(lines(`show-switch/${name}.txt`)).map((row) => row.state)).toEqual(states);
    });

    test('the yang-library of a 17.15.1 Catalyst 9000 has every module we need', () => {
      const modules = readModules(
        parseReply(parseXml(read('yang/hello/17.15.1-cat9k-yang-library.xml'))).data,
      );
      expect(modules).toEqual(
        expect.arrayContaining([
          'Cisco-IOS-XE-native',
          'Cisco-IOS-XE-rpc',
          'cisco-ia',
          'cisco-smart-license',
        ]),
      );
    });
  },
);
