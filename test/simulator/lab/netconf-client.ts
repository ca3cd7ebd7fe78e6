import type { LicenseLabError } from '../../../core/errors.ts';
import type { Channel, Network } from '../../../core/ports/network.ts';
import type { Lab } from '../../../simulator/index.ts';

/** A NETCONF channel in memory that keeps what it hears. */
export interface HeardChannel {
  readonly channel: Channel;
  text: string;
  error: LicenseLabError | null | undefined;
}

/** Opens one to a switch of a lab. */
export function netconfClient(lab: Lab, id: string, network: Network = lab.network): HeardChannel {
  const address = lab.address(id);
  if (address === null) throw new Error(`no switch ${id}`);
  const heard: Omit<HeardChannel, 'channel'> = { text: '', error: undefined };
  const channel = network.open(address, 'netconf', {
    opened: () => undefined,
    data: (bytes) => (heard.text += Buffer.from(bytes).toString()),
    drained: () => undefined,
    closed: (error) => (heard.error = error),
  });
  return Object.assign(heard, { channel });
}
