import { ConfigError } from '../../core/errors.ts';
import type { InventoryDevice } from '../inventory/index.ts';
import { EXIT } from '../output/index.ts';
import type { Output } from '../output/index.ts';
import { CredentialGate } from '../planning/index.ts';
import type { DeviceCheck, OpenDevices, Session } from './context.ts';
import { keepSeen } from './licensing/keep-seen.ts';
import { devicesById, openSession } from './session.ts';
import type { VerbAction } from './verb.ts';

/** Switches checked at the same time; the network itself lets fewer handshakes run. */
const CHECKS_AT_ONCE = 64;

/** Connects to switches and says who is there and at which level. Works over NETCONF alone; changes nothing. */
export const deviceCheck: VerbAction = async (invocation) => {
  const { args, options, output, context } = invocation;
  const isAll = options['all'] === true;
  if (isAll === args.length > 0) {
    throw new ConfigError(
      'ARGUMENTS_INVALID',
      isAll ? 'Name switches, or give --all, not both.' : 'No switch was named.',
      {
        hint: 'liclab device check ID...   or   liclab device check --all',
      },
    );
  }
  const session = await openSession(invocation);
  const wanted = isAll ? session.inventory.devices : devicesById(session.inventory, [...new Set(args)]);
  const devices = await context.runtime.openDevices(session);
  try {
    const checks = await checkAll(devices, wanted, session);
    await keepSeen(
      invocation,
      session,
      checks.filter(({ serials }) => serials.length > 0),
    );
    show(output, checks);
    output.result({ devices: checks });
    return checks.every(({ outcome }) => outcome === 'ok') ? EXIT.ok : EXIT.different;
  } finally {
    await devices.close();
  }
};

/** Checks in the order of `wanted`; a wrong password is not tried on the whole fleet. */
async function checkAll(
  devices: OpenDevices,
  wanted: readonly InventoryDevice[],
  session: Session,
): Promise<readonly DeviceCheck[]> {
  const gate = new CredentialGate(session.clock);
  const checks: DeviceCheck[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < wanted.length; index = next++) {
      const device = wanted[index];
      if (device !== undefined) checks[index] = await checkOne(devices, device, gate);
    }
  };
  try {
    await Promise.all(Array.from({ length: CHECKS_AT_ONCE }, work));
  } finally {
    gate.close();
  }
  return checks;
}

async function checkOne(
  devices: OpenDevices,
  device: InventoryDevice,
  gate: CredentialGate,
): Promise<DeviceCheck> {
  const { credentials, deviceId } = device.address;
  if (!(await gate.enter(credentials))) {
    const message = `Not tried: the credentials "${credentials}" were refused by other switches.`;
    return { id: deviceId, outcome: 'auth-failed', serials: [], level: null, bootLevel: null, message };
  }
  const check = await devices.check(device);
  const ends = { ok: 'accepted', 'auth-failed': 'refused' } as const;
  gate.leave(
    credentials,
    check.outcome === 'ok' || check.outcome === 'auth-failed' ? ends[check.outcome] : 'other',
  );
  return check;
}

function show(output: Output, checks: readonly DeviceCheck[]): void {
  output.table(
    [
      { title: 'SWITCH', fit: 'cut' },
      { title: 'OUTCOME' },
      { title: 'LEVEL', fit: 'wrap' },
      { title: 'SERIALS', fit: 'wrap' },
      { title: 'MESSAGE', fit: 'wrap' },
    ],
    checks.map(({ id, outcome, level, serials, message }) => [
      id,
      { text: outcome, tone: outcome === 'ok' ? 'good' : 'bad' },
      level ?? '-',
      serials.join(' '),
      message ?? '',
    ]),
  );
}
