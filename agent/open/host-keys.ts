/** Host keys: which are accepted in a session, and which a switch offers now. */
import { mkdirSync } from 'node:fs';
import { LicenseLabError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Address, Service } from '../../core/ports/network.ts';
import type { OfferedHostKey, Session } from '../cli/index.ts';
import { createHostKeyPolicy } from '../drivers/ssh/host-key-policy.ts';
import type { HostKeyPolicy, KnownAs, OfferedKey } from '../drivers/ssh/host-key.ts';
import { SSH_PORT } from '../drivers/ssh/host-name.ts';
import { openKnownHosts } from '../drivers/ssh/known-hosts-file.ts';
import { createSshNetwork } from '../drivers/ssh/network.ts';
import { dataFolder } from './data-folder.ts';
import { waysOf } from './ways.ts';

/** What a session accepts: pins of the inventory, known_hosts of the data folder and of the settings, and a person where one is. */
export function hostKeyPolicyOf({ config, hostKeys, confirm }: Session, log: Log): HostKeyPolicy {
  mkdirSync(config.data, { recursive: true, mode: 0o700 });
  const files = [
    dataFolder(config).knownHosts,
    ...(config.knownHosts === undefined ? [] : [config.knownHosts]),
  ];
  return createHostKeyPolicy({
    mode: hostKeys,
    store: openKnownHosts(files),
    log,
    ...(confirm === null
      ? {}
      : {
          ask: ({ address, port, key }, answer) => {
            const question = `${address.deviceId} (${address.host} port ${port}) offers the host key ${key.fingerprint}. Is this right?`;
            confirm(question).then(answer, () => answer(false));
          },
        }),
  });
}

/**
 * Connects to both ports and stops at the key exchange: of the switch nothing is accepted and it gets no credential. Jump hosts on the
 * way are logged in to as always. A port that does not answer offers none.
 */
export async function offeredHostKeys(
  session: Session,
  address: Address,
  clock: Clock,
  log: Log,
): Promise<readonly OfferedHostKey[]> {
  const isOnePort = address.netconfPort === address.sshPort;
  const services = isOnePort ? (['cli'] as const) : (['netconf', 'cli'] as const);
  const offers = await Promise.all(services.map((service) => offerOf(session, address, service, clock, log)));
  return offers.filter((offer) => offer !== null);
}

function offerOf(
  session: Session,
  address: Address,
  service: Service,
  clock: Clock,
  log: Log,
): Promise<OfferedHostKey | null> {
  const port = service === 'netconf' ? address.netconfPort : address.sshPort;
  const { inventory, credentials } = session;
  const real = hostKeyPolicyOf(session, log);
  const onlyLooking = new LicenseLabError('HOST_KEY_LOOKED_AT', 'only the host key was asked for', {
    definite: true,
  });
  return new Promise((resolve) => {
    let seen: OfferedKey | null = null;
    const network = createSshNetwork({
      clock,
      log,
      credentials,
      way: waysOf(inventory),
      hostKeys: {
        knownTypes: (of, at, known) =>
          of.deviceId === address.deviceId ? [] : real.knownTypes(of, at, known),
        check(question, done) {
          if (question.address.deviceId !== address.deviceId) return real.check(question, done);
          seen = question.key;
          return done({ accept: false, error: onlyLooking });
        },
      },
    });
    const channel = network.open({ ...address, hostKey: null }, service, {
      opened: () => channel.destroy(),
      data: () => undefined,
      drained: () => undefined,
      closed: () =>
        resolve(
          seen === null
            ? null
            : { port, type: seen.type, fingerprint: seen.fingerprint, base64: seen.base64 },
        ),
    });
  });
}

/** Puts keys on record in the data folder, under the alias where the ssh config names one. */
export function trustHostKeys(
  { config, inventory }: Session,
  address: Address,
  keys: readonly OfferedHostKey[],
): void {
  const store = openKnownHosts([dataFolder(config).knownHosts]);
  const { alias } = knownOf(inventory, address);
  for (const { port, ...key } of keys) {
    if (alias === null) store.replace(address.host, port, key);
    else store.replace(alias, SSH_PORT, key);
  }
}

function knownOf({ devices }: Session['inventory'], { deviceId }: Address): KnownAs {
  const device = devices.find(({ address }) => address.deviceId === deviceId);
  const hop = devices.flatMap(({ hops }) => hops).find((one) => one.address.deviceId === deviceId);
  return device?.known ?? hop?.known ?? { alias: null, files: [] };
}
