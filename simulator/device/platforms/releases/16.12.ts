import { capabilities16 } from '../protocol-capabilities.ts';
import type { ReleaseTrain } from '../release.ts';

const MODULE_SET_ID = '91d8b3f47c2a4e06b5e7102d9a64c83f';

/**
 * IOS XE 16.12: legacy Smart Licensing. Its hello was in no source: assumed to announce the protocol of 16.9.1 and the modules
 * of 17.3.1, with revisions no later than the release. `show version` follows a captured 9500-48Y4C of 16.12.4.
 */
export const IOS_XE_16_12: ReleaseTrain = {
  train: '16.12',
  codename: 'Gibraltar',
  policySince: 99,
  agent: '4.9.6_rel/33',
  agentState: '4.9.6_rel/33',
  compiled: 'Thu 09-Jul-20 21:49 by mcpre',
  year: 2020,
  rommon: '17.1.1[FC2], RELEASE SOFTWARE (P)',
  policyStatus: 'Registration Not Applicable/Not Applicable',
  packageTable: 'spaces',
  switchTableVersion: 'plain',
  hasAirLevel: true,
  hasReasonSeverity: false,
  hasUnsavedLeaf: false,
  hasStackOper: true,
  hasTrustCode: false,
  hasPolicyState: false,
  hasCliRpc: false,
  hasSyncStatus: false,
  refusesLevelDelete: false,
  hasReportingMode: false,
  netconf: {
    capabilities: capabilities16(MODULE_SET_ID),
    moduleSetId: MODULE_SET_ID,
    modulesOf: '17.3',
    announcesIosXe: true,
    revisionCap: '2019-11-01',
    revisions: {
      'cisco-ia': '2019-07-01',
      'cisco-smart-license': '2019-07-01',
    },
  },
};
