import { capabilities17 } from '../protocol-capabilities.ts';
import type { ReleaseTrain } from '../release.ts';

const MODULE_SET_ID = '3b8e6d20714f4c95ae017d5f92c64e15';

/** IOS XE 17.15: 342 capabilities in 17.15.1, none of them `Cisco-IOS-XE-*`. */
export const IOS_XE_17_15: ReleaseTrain = {
  train: '17.15',
  codename: 'IOSXE',
  policySince: 0,
  agent: '6.1.4/6feb8bc10',
  agentState: '6.1.4/6feb8bc10',
  compiled: 'Fri 09-Aug-24 02:20 by mcpre',
  year: 2024,
  rommon: '17.15.1r, RELEASE SOFTWARE (P)',
  policyStatus: 'Smart Licensing Using Policy',
  packageTable: 'wide',
  switchTableVersion: 'padded',
  hasAirLevel: false,
  hasReasonSeverity: true,
  hasUnsavedLeaf: true,
  hasStackOper: true,
  hasTrustCode: true,
  hasPolicyState: true,
  hasCliRpc: true,
  hasSyncStatus: true,
  refusesLevelDelete: true,
  hasReportingMode: true,
  netconf: {
    capabilities: capabilities17('2019-01-04', MODULE_SET_ID),
    moduleSetId: MODULE_SET_ID,
    modulesOf: '17.15',
    announcesIosXe: false,
    revisionCap: '2024-07-01',
    revisions: {
      'cisco-ia': '2024-07-01',
      'Cisco-IOS-XE-native': '2024-07-01',
      'Cisco-IOS-XE-rpc': '2024-07-01',
      'Cisco-IOS-XE-cli-rpc': '2024-07-01',
      'Cisco-IOS-XE-device-hardware-oper': '2024-03-01',
      'Cisco-IOS-XE-stack-oper': '2023-11-01',
    },
  },
};
