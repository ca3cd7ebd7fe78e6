import { ConfigError, LicenseLabError, TransportError } from '../../core/errors.ts';
import type { Address } from '../../core/ports/network.ts';
import type { Inventory } from '../inventory/index.ts';
import { EXIT } from '../output/index.ts';
import { confirm, isSomebodyThere } from './ask-line.ts';
import type { OfferedHostKey } from './context.ts';
import { devicesById, openSession } from './session.ts';
import type { Invocation, VerbAction } from './verb.ts';

/**
 * Puts the host key that a switch offers on record. Either its fingerprint is named and must be offered, or a person (or
 * `--yes`) accepts what is offered. No credential is sent.
 */
export const deviceTrust: VerbAction = async (invocation) => {
  const { args, options, output, context } = invocation;
  const fingerprint = options['fingerprint'];
  const session = await openSession(invocation);
  const address = addressNamed(session.inventory, args[0] ?? '');
  const devices = await context.runtime.openDevices(session);
  try {
    const offered = await devices.offeredHostKeys(address);
    if (offered.length === 0) {
      throw new TransportError(
        'HOST_KEY_NOT_OFFERED',
        `${address.deviceId} (${address.host}) offered no host key.`,
        {
          definite: true,
          hint: 'Check that the switch is up and that its ports are right in the inventory.',
        },
      );
    }
    for (const key of offered)
      output.say(`${address.host} port ${key.port} offers ${key.fingerprint} (${key.type})`);
    if (typeof fingerprint === 'string') requireFingerprint(fingerprint, offered);
    else await requireConsent(invocation, options['yes'] === true);
    devices.trustHostKeys(address, offered);
    if (address.hostKey !== null && offered.some((key) => key.fingerprint !== address.hostKey)) {
      output.note(
        `The inventory pins ${address.hostKey} for ${address.deviceId}; correct hostKey there, it goes before known_hosts.`,
        'warning',
      );
    }
    output.say(`On record for ${address.deviceId}.`, 'good');
    output.result({
      device: address.deviceId,
      keys: offered.map(({ port, type, fingerprint: print }) => ({ port, type, fingerprint: print })),
    });
    return EXIT.ok;
  } finally {
    await devices.close();
  }
};

/** A switch, or a jump host on the way to one. Throws `DEVICE_UNKNOWN`. */
function addressNamed(inventory: Inventory, name: string): Address {
  const isSwitch = inventory.devices.some(({ address }) => address.deviceId === name);
  const onTheWay = inventory.devices.flatMap(({ hops }) => hops);
  const hop = inventory.jumpHosts.get(name) ?? onTheWay.find(({ address }) => address.deviceId === name);
  if (hop !== undefined && !isSwitch) return hop.address;
  const [device] = devicesById(inventory, [name]);
  if (device !== undefined) return device.address;
  throw new ConfigError('DEVICE_UNKNOWN', `There is no switch "${name}" in ${inventory.file}.`);
}

function requireFingerprint(wanted: string, offered: readonly OfferedHostKey[]): void {
  if (!/^SHA256:[A-Za-z0-9+/]{43}=?$/.test(wanted)) {
    throw new ConfigError(
      'FINGERPRINT_INVALID',
      `Expected a fingerprint such as SHA256: and 43 characters, got "${wanted.slice(0, 80)}".`,
    );
  }
  const other = offered.find(({ fingerprint }) => fingerprint !== wanted.replace(/=$/, ''));
  if (other === undefined) return;
  throw new LicenseLabError(
    'HOST_KEY_OTHER',
    `Port ${other.port} offers ${other.fingerprint}, not ${wanted}. Nothing was put on record.`,
    { definite: true, hint: "Compare the fingerprint on the switch's console." },
  );
}

async function requireConsent({ context }: Invocation, isGiven: boolean): Promise<void> {
  if (isGiven) return;
  const hint =
    "Compare the fingerprint on the switch's console, then name it with --fingerprint, or accept with --yes.";
  if (!isSomebodyThere(context)) {
    throw new LicenseLabError(
      'APPROVAL_MISSING',
      'There is no terminal to ask whether this is the right key.',
      { definite: true, hint },
    );
  }
  if (await confirm(context, 'Is this the right key?')) return;
  throw new LicenseLabError('APPROVAL_REFUSED', 'The key was not accepted. Nothing was put on record.', {
    definite: true,
  });
}
