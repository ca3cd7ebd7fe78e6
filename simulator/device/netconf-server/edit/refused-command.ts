import type { Config } from '../../model/config.ts';
import type { DeviceFacts } from '../../model/state.ts';
import { deviceInterfaces } from '../../platforms/platform.ts';

/** The command that the device's own parser would refuse although the schema takes it; null when there is none. */
export function refusedCommand(facts: DeviceFacts, before: Config, after: Config): string | null {
  if (after.level === null && before.level !== null && facts.release.refusesLevelDelete) {
    return `no license boot level ${before.level.network}`;
  }
  if (after.interfaces === before.interfaces) return null;
  const names = new Set(deviceInterfaces(facts.platforms));
  const stranger = [...after.interfaces.keys()].find((name) => !names.has(name));
  return stranger === undefined ? null : `interface ${stranger}`;
}
