import { ConfigError } from '../../core/errors.ts';
import { createRandom } from '../../core/random.ts';
import { createCssm } from '../cssm/index.ts';
import { overlaid } from '../cssm/options.ts';
import type { DeviceWorld } from '../device/contract.ts';
import { createDevice } from '../device/device.ts';
import { createFaults } from '../faults/faults.ts';
import { createFleet } from '../fleet/fleet.ts';
import type { BuildDevice } from '../fleet/fleet.ts';
import { createGroundJournal } from '../journal/journal.ts';
import { cssmOptionsOf, expandLab } from '../lab-file/index.ts';
import type { LabFile } from '../lab-file/index.ts';
import { followConnections } from '../net/connections.ts';
import { createLabClock, parseTimeMode } from '../time/mode.ts';
import type { LabClock, TimeMode } from '../time/mode.ts';
import { credentialSetsOf } from './credentials.ts';
import { collectDefects } from './defects.ts';
import type { KeptLab } from './kept/keep.ts';
import type { LabOptions } from './options.ts';
import type { LabWorld } from './world.ts';

/** The caller's clock, or one of the lab's mode; never before what is kept. `LAB_DATA_TIME`. */
function clockOf(time: TimeMode, { seed }: LabFile, { clock }: LabOptions, kept: KeptLab | null): LabClock {
  const notBeforeMs = kept?.lastMs ?? 0;
  if (clock === undefined) return createLabClock(time, seed, notBeforeMs);
  if (clock.wallMs() >= notBeforeMs) return clock;
  const until = new Date(notBeforeMs).toISOString();
  throw new ConfigError(
    'LAB_DATA_TIME',
    `The kept lab ended at ${until}; the clock that was given is before.`,
  );
}

/** Makes what a lab is made of, or brings back what was kept of it. */
export function createWorld(file: LabFile, options: LabOptions, kept: KeptLab | null): LabWorld {
  const time = parseTimeMode(file.time);
  const clock = clockOf(time, file, options, kept);
  const random = createRandom(file.seed);
  const journal = createGroundJournal(clock);
  const faults = createFaults(random.split('faults'));
  const defects = collectDefects(options.onDefect);
  const cssm = createCssm({
    accounts: file.accounts,
    clock,
    random,
    faults,
    journal,
    ...(kept === null ? {} : { kept }),
    options: overlaid(cssmOptionsOf(file.cssm), options.cssm),
  });
  const specs = expandLab(file);
  const build: BuildDevice =
    options.buildDevice ??
    ((spec, world) =>
      createDevice(spec, world, {
        defect: (error) => defects.report(error, { device: spec.id, service: 'netconf' }),
      }));
  const nvram = kept === null ? {} : { nvram: kept.nvram };
  const deviceWorld: DeviceWorld = {
    clock,
    random: random.split('devices'),
    faults,
    journal,
    cssm: cssm.link,
    ...(time.mode === 'scaled' ? { timeScale: time.scale } : {}),
    ...nvram,
  };
  return {
    file,
    time,
    clock,
    random,
    journal,
    faults,
    cssm,
    defects,
    fleet: createFleet(specs, deviceWorld, build),
    sets: credentialSetsOf(specs),
    connections: followConnections(journal, clock),
  };
}
