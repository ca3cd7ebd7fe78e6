export {
  associateDevice,
  associationTarget,
  createTokenOnce,
  notSeen,
  type AssociationTarget,
  type AssociationWorld,
  type DeviceAssociation,
} from './associate.ts';
export type { OpenChange } from './balance.ts';
export { blastRadius, type BlastRadius } from './blast-radius.ts';
export {
  deviceView,
  keepObservation,
  readDeviceRecords,
  withAssociations,
  type DeviceRecords,
  type DeviceView,
} from './device-records.ts';
export { createDocuments, type Documents, type Stored } from './documents.ts';
export { forgetPoints, readPoints, type Point } from './points.ts';
export {
  addAccount,
  makeDefault,
  readRegistry,
  removable,
  removeAccount,
  requireCredentials,
  type Account,
  type Registry,
} from './registry.ts';
export { retrieveAccount } from './retrieve.ts';
export { accountsWithRuns, forgetRuns, readRuns, type Run } from './runs.ts';
export { forgetSnapshot, readSnapshot, type Snapshot } from './snapshot.ts';
export { createStanding, syncDevice, type DeviceSync } from './sync-device.ts';
export { showAccount, type AccountView, type ShownAccount } from './view.ts';
