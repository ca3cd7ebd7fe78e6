import { startControl } from '../control/server.ts';
import type { ControlServer } from '../control/server.ts';
import type { LabWorld } from './world.ts';

/** Starts the control API of a lab. */
export function startLabControl(world: LabWorld): Promise<ControlServer> {
  const { clock, time, fleet, faults, journal, cssm, connections, defects } = world;
  return startControl(
    {
      clock,
      time,
      fleet,
      faults,
      journal,
      cssm: cssm.control,
      connections: () => connections.count(),
      defects: () => defects.seen.length,
    },
    (error) => defects.report(error, { device: 'control', service: 'cli' }),
  );
}
