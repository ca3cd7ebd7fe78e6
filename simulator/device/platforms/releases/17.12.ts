import { capabilities17 } from '../protocol-capabilities.ts';
import type { ReleaseTrain } from '../release.ts';

const MODULE_SET_ID = 'f0d37a5c8e614b2cb7930a1e5d48c612';

/** IOS XE 17.12: no `Cisco-IOS-XE-*` module in the hello any more, 332 capabilities in 17.12.1. */
export const IOS_XE_17_12: ReleaseTrain = {
  train: '17.12',
  codename: 'Dublin',
  policySince: 0,
  agent: '5.11.3_rel/16',
  agentState: '5.11.3_rel/16',
  compiled: 'Tue 14-Nov-23 05:49 by mcpre',
  year: 2023,
  rommon: '17.12.1r, RELEASE SOFTWARE (P)',
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
  hasReportingMode: true,
  netconf: {
    capabilities: capabilities17('2019-01-04', MODULE_SET_ID),
    moduleSetId: MODULE_SET_ID,
    modulesOf: '17.12',
    announcesIosXe: false,
    revisionCap: '2023-07-01',
    revisions: { 'cisco-ia': '2021-11-01' },
  },
};
