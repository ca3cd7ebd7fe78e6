import type { Outcome } from '../../core/machine.ts';
import type { DeviceEffect, DevicePort } from '../../core/ports/device.ts';

/** Effects a plan may ask for: they read. Anything else does not compile here (I24). */
export type ReadingEffect = Extract<DeviceEffect, { readonly op: 'identify' | 'preflight' }>;

/** Asks a switch once. The port is told that nothing may be written, whatever the effect. */
export function ask(port: DevicePort, owner: string, effect: ReadingEffect): Promise<Outcome> {
  return new Promise((resolve) => {
    port.perform({ owner, effect, mayWrite: () => false }, resolve);
  });
}
