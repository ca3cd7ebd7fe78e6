/** Host keys a switch offers now, read without sending a credential. */
import { LicenseLabError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Address, Service } from '../../core/ports/network.ts';
import type { OfferedHostKey } from '../cli/index.ts';
import type { OfferedKey } from '../drivers/ssh/host-key.ts';
import { createSshNetwork } from '../drivers/ssh/network.ts';

/** Connects to both ports and stops at the key exchange: the policy accepts nothing. A port that does not answer offers none. */
export async function offeredHostKeys(
  address: Address,
  clock: Clock,
  log: Log,
): Promise<readonly OfferedHostKey[]> {
  const offers = await Promise.all(
    (['netconf', 'cli'] as const).map((service) => offerOf(address, service, clock, log)),
  );
  return offers.filter((offer) => offer !== null);
}

function offerOf(address: Address, service: Service, clock: Clock, log: Log): Promise<OfferedHostKey | null> {
  const port = service === 'netconf' ? address.netconfPort : address.sshPort;
  return new Promise((resolve) => {
    let seen: OfferedKey | null = null;
    const onlyLooking = new LicenseLabError('HOST_KEY_LOOKED_AT', 'only the host key was asked for', {
      definite: true,
    });
    const network = createSshNetwork({
      clock,
      log,
      credentials: (_name, done) => done(onlyLooking),
      hostKeys: {
        knownTypes: () => [],
        check({ key }, done) {
          seen = key;
          done({ accept: false, error: onlyLooking });
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
