import { capabilities17 } from '../protocol-capabilities.ts';
import type { ReleaseTrain } from '../release.ts';

const MODULE_SET_ID = 'a1745e9cb03d4826953e6f80d12c7b36';

/** IOS XE 17.6. Its hello was in no source: assumed to list what 17.9 lists, apart from the command-line rpc modules. */
export const IOS_XE_17_6: ReleaseTrain = {
  train: '17.6',
  codename: 'Bengaluru',
  policySince: 0,
  agent: '5.3.16_rel/55',
  agentState: '5.3.16_rel/55',
  compiled: 'Fri 29-Jul-22 07:12 by mcpre',
  year: 2022,
  rommon: '17.6.1r[FC2], RELEASE SOFTWARE (P)',
  policyStatus: 'Registration Not Applicable/Not Applicable',
  packageTable: 'tabs',
  switchTableVersion: 'padded',
  hasAirLevel: true,
  hasReasonSeverity: true,
  hasUnsavedLeaf: false,
  hasStackOper: true,
  hasTrustCode: true,
  hasPolicyState: false,
  hasCliRpc: false,
  hasSyncStatus: false,
  refusesLevelDelete: false,
  hasReportingMode: false,
  netconf: {
    capabilities: capabilities17('2019-01-04', MODULE_SET_ID),
    moduleSetId: MODULE_SET_ID,
    modulesOf: '17.9',
    announcesIosXe: true,
    revisionCap: '2021-07-01',
    revisions: { 'cisco-smart-license': '2020-11-01' },
  },
};
