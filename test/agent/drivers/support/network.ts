import type { CredentialSource } from '../../../../agent/drivers/credentials.ts';
import type { HostKeyPolicy } from '../../../../agent/drivers/ssh/host-key.ts';
import { createSshNetwork } from '../../../../agent/drivers/ssh/network.ts';
import type { SshNetworkOptions } from '../../../../agent/drivers/ssh/network.ts';
import { Secret } from '../../../../agent/secrets/secret.ts';
import type { Network } from '../../../../core/ports/network.ts';
import { realClock } from './clock.ts';
import { memoryLog } from './log.ts';

/** Accepts every host key: for tests that are about something else. */
export const anyHostKey: HostKeyPolicy = {
  knownTypes: () => [],
  check: (_question, done) =>
    done({ accept: true, publicKeyOnly: false, remember: null, trustedBy: 'the test' }),
};

/** Always the user `admin` with this password. */
export function password(text: string): CredentialSource {
  return (_name, done) => done({ username: 'admin', password: new Secret(text) });
}

/** A network over SSH with test defaults. */
export function testNetwork(options: Partial<SshNetworkOptions> = {}): Network {
  return createSshNetwork({
    clock: realClock(),
    log: memoryLog(),
    credentials: password('secret'),
    hostKeys: anyHostKey,
    ...options,
  });
}
