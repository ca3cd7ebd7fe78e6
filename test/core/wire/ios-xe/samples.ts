import { LEVELS } from '../../../../core/model/level.ts';
import { NEEDED_MODULES, OPERATIONS } from '../../../../core/wire/ios-xe/index.ts';
import type { OperationName } from '../../../../core/wire/ios-xe/index.ts';

/** One operation as built, with the name it must be recognised under. */
export interface Sample {
  readonly name: OperationName;
  readonly xml: string;
}

const o = OPERATIONS;

/** Every operation with every kind of argument. */
export const SAMPLES: readonly Sample[] = [
  ...(['running', 'candidate'] as const).flatMap((datastore) => [
    { name: o.getBootLevel.name, xml: o.getBootLevel.build(datastore) },
    { name: o.lock.name, xml: o.lock.build(datastore) },
    { name: o.unlock.name, xml: o.unlock.build(datastore) },
    ...LEVELS.map((level) => ({ name: o.editBootLevel.name, xml: o.editBootLevel.build(datastore, level) })),
  ]),
  { name: o.getDevice.name, xml: o.getDevice.build() },
  { name: o.getSystem.name, xml: o.getSystem.build() },
  { name: o.getStack.name, xml: o.getStack.build() },
  { name: o.getLicenses.name, xml: o.getLicenses.build() },
  { name: o.getModules.name, xml: o.getModules.build(NEEDED_MODULES.map((module) => module.name)) },
  { name: o.isSyncing.name, xml: o.isSyncing.build() },
  { name: o.validate.name, xml: o.validate.build() },
  { name: o.commit.name, xml: o.commit.build() },
  { name: o.discardChanges.name, xml: o.discardChanges.build() },
  { name: o.saveConfig.name, xml: o.saveConfig.build() },
  { name: o.reload.name, xml: o.reload.build('liclab change 7f3a') },
  ...[true, false].flatMap((force) => [
    { name: o.trust.name, xml: o.trust.build('bm90LWEtdG9rZW4%3D', { allMembers: true, force }) },
    { name: o.register.name, xml: o.register.build('bm90LWEtdG9rZW4%3D', { force }) },
  ]),
  { name: o.deRegister.name, xml: o.deRegister.build() },
  { name: o.closeSession.name, xml: o.closeSession.build() },
];
