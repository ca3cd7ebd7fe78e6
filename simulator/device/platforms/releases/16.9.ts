import { capabilities16 } from '../protocol-capabilities.ts';
import type { ReleaseTrain } from '../release.ts';

const MODULE_SET_ID = '4c6f1a2290be47d1a8350f6d7c1e9b16';

/** IOS XE 16.9: legacy Smart Licensing, 408 capabilities in 16.9.1. */
export const IOS_XE_16_9: ReleaseTrain = {
  train: '16.9',
  codename: 'Fuji',
  policySince: 99,
  agent: '4.8.5.4_rel/22',
  agentState: '4.8.5.4_rel/22',
  compiled: 'Wed 20-Mar-19 08:02 by mcpre',
  year: 2019,
  rommon: '16.9.1r [FC2], RELEASE SOFTWARE (P)',
  policyStatus: 'Registration Not Applicable/Not Applicable',
  packageTable: 'spaces',
  switchTableVersion: 'plain',
  hasAirLevel: false,
  hasReasonSeverity: false,
  hasUnsavedLeaf: false,
  hasStackOper: false,
  hasTrustCode: false,
  hasPolicyState: false,
  hasCliRpc: false,
  hasSyncStatus: false,
  refusesLevelDelete: false,
  hasReportingMode: false,
  netconf: {
    capabilities: capabilities16(MODULE_SET_ID),
    moduleSetId: MODULE_SET_ID,
    modulesOf: '16.9',
    announcesIosXe: true,
    revisionCap: '2018-07-01',
    revisions: {
      'cisco-ia': '2018-03-28',
      'cisco-smart-license': '2017-10-11',
      'Cisco-IOS-XE-native': '2018-05-22',
      'Cisco-IOS-XE-rpc': '2018-04-18',
      'Cisco-IOS-XE-device-hardware-oper': '2017-11-01',
    },
  },
};
