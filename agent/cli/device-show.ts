import { DeviceError } from '../../core/errors.ts';
import { levelInUse } from '../../core/model/device.ts';
import { formatLevel } from '../../core/model/level.ts';
import type { Level } from '../../core/model/level.ts';
import { EXIT } from '../output/index.ts';
import type { Output } from '../output/index.ts';
import { isRead, readDevice } from '../planning/index.ts';
import type { ReadDevice } from '../planning/index.ts';
import { devicesById, openSession } from './session.ts';
import type { VerbAction } from './verb.ts';

/** Reads one switch now and shows what it is and runs. Changes nothing. */
export const deviceShow: VerbAction = async (invocation) => {
  const session = await openSession(invocation);
  const [device] = devicesById(session.inventory, invocation.args);
  if (device === undefined) return EXIT.usage;
  const devices = await invocation.context.runtime.openDevices(session);
  try {
    const { deadlines } = session.config;
    const reading = await readDevice(devices.port, device, { deadlines, diff: true });
    if (!isRead(reading)) {
      const { code, message, hint, context } = reading.failure;
      throw new DeviceError(code, message, { definite: true, context, ...(hint === null ? {} : { hint }) });
    }
    show(invocation.output, reading);
    invocation.output.result({ device: shown(reading) });
    return EXIT.ok;
  } finally {
    await devices.close();
  }
};

function show(output: Output, reading: ReadDevice): void {
  const facts = shown(reading);
  for (const key of [
    'id',
    'host',
    'hostKey',
    'release',
    'level',
    'bootLevel',
    'bootTime',
    'unsaved',
  ] as const) {
    output.say(`${key.padEnd(10)} ${facts[key] ?? 'not stated'}`);
  }
  output.table(
    [
      { title: 'MEMBER', align: 'right' },
      { title: 'SERIAL' },
      { title: 'MODEL' },
      { title: 'ROLE' },
      { title: 'STATE' },
    ],
    facts.members.map(({ slot, serial, model, role, state }) => [String(slot), serial, model, role, state]),
  );
  output.table(
    [
      { title: 'LICENSE', fit: 'cut' },
      { title: 'COUNT', align: 'right' },
      { title: 'TAG', fit: 'cut' },
    ],
    facts.usage.map(({ name, count, tag }) => [name, String(count), tag]),
  );
  for (const blocker of facts.blockers) output.say(`A change is not possible now: ${blocker}`, 'warning');
  if (facts.diff !== null && facts.diff.length > 0) {
    output.say('Not saved:', 'warning');
    output.say(facts.diff.map((line) => `  ${line}`).join('\n'));
  }
}

function shown({ device, identity, preflight }: ReadDevice) {
  const text = (level: Level | null): string | null => (level === null ? null : formatLevel(level));
  return {
    id: device.address.deviceId,
    host: device.address.host,
    hostKey: identity.hostKey,
    release: identity.release,
    serials: identity.serials,
    level: text(levelInUse(preflight.usage)),
    bootLevel: text(preflight.running),
    bootTime: preflight.bootTime,
    unsaved: preflight.unsaved,
    members: preflight.members,
    usage: preflight.usage,
    blockers: preflight.blockers,
    diff: preflight.foreignDiff,
  };
}
