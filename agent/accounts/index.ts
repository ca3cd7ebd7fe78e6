export {
  associateDevice,
  associationTarget,
  resumedEnd,
  type AssociationTarget,
  type DeviceAssociation,
} from './associate.ts';
export type { OpenChange } from './balance.ts';
export { blastRadius, type BlastRadius } from './blast-radius.ts';
export {
  deviceView,
  keepObservation,
  keepSync,
  readDeviceRecords,
  withAssociations,
  type DeviceRecords,
  type DeviceView,
} from './device-records.ts';
export { createDocuments, type Documents, type Stored } from './documents.ts';
export { createLicensingPort } from './machines/port.ts';
export { createLicensingMachines, LICENSING_KINDS, type LicensingMachines } from './machines/runner.ts';
export { forgetPoints, readPoints, type Point } from './points.ts';
export {
  addAccount,
  makeDefault,
  noCredentials,
  readRegistry,
  removable,
  removeAccount,
  requireCredentials,
  type Account,
  type Registry,
} from './registry.ts';
export { type Progress } from './progress.ts';
export { refuseWhileRetrieving } from './pull.ts';
export { accountsWithRuns, forgetRuns, readRuns, type Run } from './runs.ts';
export { forgetSnapshot, readSnapshot, type Snapshot } from './snapshot.ts';
export { createStanding, outcomeOf as syncOutcomeOf, syncDevice, type DeviceSync } from './sync-device.ts';
export { showAccount, type AccountView, type ShownAccount } from './view.ts';
