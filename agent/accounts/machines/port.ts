import type { LicensingOp, LicensingPort } from '../../../core/ports/licensing.ts';
import * as cssm from './cssm-effects.ts';
import * as device from './device-effects.ts';
import { createSharedInstances } from './shared-instances.ts';
import * as sync from './sync-effects.ts';
import { createTokenVault } from './token-vault.ts';
import type { EffectWorld, Performer, Performing } from './world.ts';

/** What performs each effect. */
const PERFORMERS: { readonly [Op in LicensingOp]: Performer<Op> } = {
  'trust-look': device.trustLook,
  token: cssm.token,
  trust: device.trust,
  'usage-report': device.usageReport,
  instances: cssm.instances,
  'remove-instances': cssm.removeInstances,
  balances: cssm.balances,
  transfer: cssm.transfer,
  pull: sync.pull,
  'keep-run': sync.keepRun,
};

/** The Licensing port over CSSM, switches and the store. */
export function createLicensingPort(given: EffectWorld): LicensingPort {
  const { clock } = given;
  const world: Performing = {
    ...given,
    tokens: createTokenVault(clock),
    instances: createSharedInstances(),
    publishers: new Map(),
  };
  return {
    ops: new Set(Object.keys(PERFORMERS)),
    perform({ effect, mayWrite }, done) {
      let isInside = true;
      const perform = PERFORMERS[effect.op] as unknown as Performer<LicensingOp>;
      perform(world, effect, mayWrite, (outcome) => {
        if (isInside) clock.setTimer('licensing-done', 0, () => done(outcome));
        else done(outcome);
      });
      isInside = false;
    },
  };
}
