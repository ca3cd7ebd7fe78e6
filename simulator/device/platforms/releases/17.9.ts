import { capabilities17 } from '../protocol-capabilities.ts';
import type { ReleaseTrain } from '../release.ts';

const MODULE_SET_ID = 'c5be07d1f24843ba9a604e17b3d9f092';

/** IOS XE 17.9: 637 capabilities in 17.9.1, 308 of them `Cisco-IOS-XE-*`. */
export const IOS_XE_17_9: ReleaseTrain = {
  train: '17.9',
  codename: 'Cupertino',
  policySince: 0,
  agent: '5.7.6_rel/15',
  agentState: '5.7.6_rel/15',
  compiled: 'Tue 14-Mar-23 18:12 by mcpre',
  year: 2023,
  rommon: '17.9.1r, RELEASE SOFTWARE (P)',
  policyStatus: 'Smart Licensing Using Policy',
  packageTable: 'spaces',
  switchTableVersion: 'padded',
  hasAirLevel: true,
  hasReasonSeverity: true,
  hasUnsavedLeaf: true,
  hasStackOper: true,
  hasTrustCode: true,
  hasPolicyState: true,
  hasCliRpc: true,
  hasSyncStatus: false,
  refusesLevelDelete: false,
  hasReportingMode: false,
  netconf: {
    capabilities: capabilities17('2019-01-04', MODULE_SET_ID),
    moduleSetId: MODULE_SET_ID,
    modulesOf: '17.9',
    announcesIosXe: true,
    revisionCap: '2022-07-01',
    revisions: {},
  },
};
