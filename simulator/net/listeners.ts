import type { Socket } from 'node:net';
import { ConfigError, LicenseLabError } from '../../core/errors.ts';
import type { Service } from '../../core/ports/network.ts';
import {
  addressOf,
  checkFits,
  indexOf,
  LAB_PORTS,
  NET_FIRST,
  NET_LAST,
  STANDARD_PORTS,
} from './addresses.ts';
import type { Endpoint, SwitchPorts } from './addresses.ts';
import { listen, runAll } from './listen.ts';
import type { Listener } from './listen.ts';

/** Switches up to which each has listeners of its own: 4,000 open files, below every usual limit. */
export const OWN_LISTENERS_MAX = 2_000;
/** Highest port number. */
const PORT_MAX = 65_535;

/** Where the switches of a lab listen. */
export interface ListenOptions {
  /** Number of switches. */
  readonly count: number;
  /** `loopback`: an address of 127/8 each (Linux). `ports`: a pair of ports each. Default loopback on Linux, ports elsewhere. */
  readonly addressing?: 'loopback' | 'ports';
  /** Ports 830 and 22 in place of 10830 and 10022; needs privilege. */
  readonly standardPorts?: boolean;
  /** Other ports still. */
  readonly switchPorts?: SwitchPorts;
  /** One listener on all addresses, which destroys every peer that is not of 127/8 before a byte. Needed above {@link OWN_LISTENERS_MAX}. */
  readonly wide?: boolean;
  /** With `ports`: listen on all addresses, for containers. Anybody who reaches the machine reaches the switches. */
  readonly expose?: boolean;
  /** Block 127.N.0.0/16; absent: the first free one from `netFirst` on. */
  readonly net?: number | null;
  /** Default {@link NET_FIRST}. */
  readonly netFirst?: number;
  /** With `ports`: the first port, the others follow; absent: any free ones. */
  readonly portBase?: number | null;
}

/** Open listeners. */
export interface Listeners {
  readonly endpoints: readonly Endpoint[];
  /** What must be said at start, in sentences. */
  readonly warnings: readonly string[];
  /**
   * Closes or opens the port of one switch: a closed port refuses, as that of a rebooting switch. The shared listener of
   * `wide` cannot; there nothing happens.
   */
  setOpen(index: number, service: Service, isOpen: boolean): Promise<void>;
  close(): void;
}

/** Takes a connection to the service of the switch at that index. */
export type Accept = (socket: Socket, index: number, service: Service) => void;

/** Opens the listeners of a lab. `WIDE_NEEDED`, `LAB_TOO_BIG`, `LISTEN_IN_USE`, `LISTEN_DENIED`, `LISTEN_FAILED`. */
export async function openListeners(options: ListenOptions, accept: Accept): Promise<Listeners> {
  const addressing = options.addressing ?? (process.platform === 'linux' ? 'loopback' : 'ports');
  const isWide = options.wide ?? false;
  if (options.count > OWN_LISTENERS_MAX && !isWide) {
    throw new ConfigError(
      'WIDE_NEEDED',
      `${options.count} switches need one shared listener (above ${OWN_LISTENERS_MAX}).`,
      {
        hint: 'Give --wide: it listens on all addresses and destroys every peer that is not of this machine before a byte.',
      },
    );
  }
  const opened: Opened = new Map();
  try {
    if (addressing === 'ports') return await openPorts(options, accept, opened);
    return isWide ? await openWide(options, accept, opened) : await openOwn(options, accept, opened);
  } catch (error) {
    closeAll(opened);
    throw error;
  }
}

/** An address each. The first listener of a block also says that the block is taken. */
async function openOwn(options: ListenOptions, accept: Accept, opened: Opened): Promise<Listeners> {
  const ports = portsOf(options);
  const net = await takeBlock(options, ports.netconfPort, opened, accept);
  const endpoints = endpointsOf(net, options.count, ports);
  const jobs = endpoints.flatMap(({ host, netconfPort, sshPort }, index) => [
    ...(index === 0 ? [] : [() => open(opened, accept, index, 'netconf', host, netconfPort)]),
    () => open(opened, accept, index, 'cli', host, sshPort),
  ]);
  await runAll(jobs);
  return {
    endpoints,
    warnings: [],
    setOpen: gates(opened, accept, endpoints),
    close: () => closeAll(opened),
  };
}

/** Listens on the first address of the wanted block, or of the first free one; returns its number. */
async function takeBlock(
  options: ListenOptions,
  port: number,
  opened: Opened,
  accept: Accept,
): Promise<number> {
  for (let net = options.net ?? options.netFirst ?? NET_FIRST; ; net++) {
    checkFits(net, options.count);
    try {
      await open(opened, accept, 0, 'netconf', addressOf(net, 0), port);
      return net;
    } catch (error) {
      const isTaken = error instanceof LicenseLabError && error.code === 'LISTEN_IN_USE';
      if (!isTaken || typeof options.net === 'number' || net >= NET_LAST) throw error;
    }
  }
}

async function openWide(options: ListenOptions, accept: Accept, opened: Opened): Promise<Listeners> {
  const net = options.net ?? options.netFirst ?? NET_FIRST;
  checkFits(net, options.count);
  const ports = portsOf(options);
  const { netconfPort, sshPort } = ports;
  const dispatch = (service: Service) => (socket: Socket) => {
    const index = indexOf(net, socket.localAddress ?? '');
    const isLocal = socket.remoteAddress?.startsWith('127.') === true;
    if (isLocal && index !== null && index < options.count) accept(socket, index, service);
    else socket.destroy();
  };
  opened.set('netconf', await listenWide(netconfPort, dispatch('netconf')));
  opened.set('cli', await listenWide(sshPort, dispatch('cli')));
  const warning = `Listening on all addresses, ports ${netconfPort} and ${sshPort}: peers that are not of 127.0.0.0/8 are destroyed before a byte.`;
  return {
    endpoints: endpointsOf(net, options.count, ports),
    warnings: [warning],
    setOpen: () => Promise.resolve(),
    close: () => closeAll(opened),
  };
}

async function listenWide(port: number, take: (socket: Socket) => void): Promise<Listener> {
  try {
    return await listen('0.0.0.0', port, take);
  } catch (cause) {
    if (!(cause instanceof LicenseLabError) || cause.code !== 'LISTEN_IN_USE') throw cause;
    const hint =
      'With --wide the port must be free on every address: stop the other lab, or the other program.';
    throw new LicenseLabError('LISTEN_IN_USE', `Port ${port} is in use on some address.`, { hint, cause });
  }
}

async function openPorts(options: ListenOptions, accept: Accept, opened: Opened): Promise<Listeners> {
  const isExposed = options.expose === true;
  const host = isExposed ? '0.0.0.0' : '127.0.0.1';
  const base = options.portBase ?? 0;
  if (base + 2 * options.count > PORT_MAX + 1) {
    const message = `${options.count} switches need ${2 * options.count} ports; from ${base} on there are not so many.`;
    throw new ConfigError('LAB_TOO_BIG', message);
  }
  const endpoints: Endpoint[] = [];
  const portOf = (offset: number): number => (base === 0 ? 0 : base + offset);
  const jobs = Array.from({ length: options.count }, (_, index) => async () => {
    const netconfPort = await open(opened, accept, index, 'netconf', host, portOf(2 * index));
    const sshPort = await open(opened, accept, index, 'cli', host, portOf(2 * index + 1));
    endpoints[index] = { host: '127.0.0.1', netconfPort, sshPort };
  });
  await runAll(jobs);
  const warning =
    'Exposed: the simulated switches listen on all addresses, for anybody who reaches this machine.';
  const bound = endpoints.map((endpoint) => ({ ...endpoint, host }));
  return {
    endpoints,
    warnings: isExposed ? [warning] : [],
    setOpen: gates(opened, accept, bound),
    close: () => closeAll(opened),
  };
}

/** Open listeners by what they serve. */
type Opened = Map<string, Listener>;

function portsOf(options: ListenOptions): SwitchPorts {
  return options.switchPorts ?? (options.standardPorts === true ? STANDARD_PORTS : LAB_PORTS);
}

function endpointsOf(net: number, count: number, ports: SwitchPorts): readonly Endpoint[] {
  return Array.from({ length: count }, (_, index) => ({ host: addressOf(net, index), ...ports }));
}

async function open(
  opened: Opened,
  accept: Accept,
  index: number,
  service: Service,
  host: string,
  port: number,
): Promise<number> {
  const listener = await listen(host, port, (socket) => accept(socket, index, service));
  opened.set(`${index} ${service}`, listener);
  return listener.port;
}

/** Opens and closes single ports. */
function gates(opened: Opened, accept: Accept, endpoints: readonly Endpoint[]): Listeners['setOpen'] {
  return async (index, service, isOpen) => {
    const name = `${index} ${service}`;
    const endpoint = endpoints[index];
    const listener = opened.get(name);
    if (endpoint === undefined || isOpen === (listener !== undefined)) return;
    if (listener !== undefined) {
      listener.close();
      opened.delete(name);
      return;
    }
    const port = service === 'netconf' ? endpoint.netconfPort : endpoint.sshPort;
    await open(opened, accept, index, service, endpoint.host, port);
  };
}

function closeAll(opened: Opened): void {
  for (const listener of opened.values()) listener.close();
  opened.clear();
}
