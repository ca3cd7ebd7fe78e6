import { capabilities17 } from '../protocol-capabilities.ts';
import type { ReleaseTrain } from '../release.ts';

const MODULE_SET_ID = '8d20c7e5136b4f9ab41297d3e05f6a73';

/** IOS XE 17.3: 17.3.1 is legacy, policy licensing from 17.3.2 on; 491 capabilities in 17.3.1. */
export const IOS_XE_17_3: ReleaseTrain = {
  train: '17.3',
  codename: 'Amsterdam',
  policySince: 2,
  agent: '5.0.9_rel/43',
  agentState: '5.0.9_rel/43',
  compiled: 'Fri 07-Aug-20 21:32 by mcpre',
  year: 2020,
  rommon: '17.3.1r[FC2], RELEASE SOFTWARE (P)',
  policyStatus: 'Registration Not Applicable/Not Applicable',
  packageTable: 'spaces',
  switchTableVersion: 'padded',
  hasAirLevel: true,
  hasReasonSeverity: true,
  hasUnsavedLeaf: false,
  hasStackOper: true,
  hasTrustCode: false,
  hasPolicyState: false,
  hasCliRpc: false,
  hasSyncStatus: false,
  refusesLevelDelete: false,
  hasReportingMode: false,
  netconf: {
    capabilities: capabilities17('2016-06-21', MODULE_SET_ID),
    moduleSetId: MODULE_SET_ID,
    modulesOf: '17.3',
    announcesIosXe: true,
    revisionCap: '2020-07-01',
    revisions: {
      'cisco-ia': '2020-03-01',
      'cisco-smart-license': '2019-07-01',
      'Cisco-IOS-XE-native': '2020-07-01',
      'Cisco-IOS-XE-rpc': '2020-07-01',
      'Cisco-IOS-XE-device-hardware-oper': '2020-07-01',
      'Cisco-IOS-XE-stack-oper': '2020-07-01',
    },
  },
};
