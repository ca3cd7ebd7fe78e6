import type { Service } from '../../core/ports/network.ts';
import type {
  DeviceSpec,
  DeviceWorld,
  ServerChannel,
  ServerSession,
  SimulatedDevice,
} from '../../simulator/device/contract.ts';

/** A switch of few words for tests of the network: it greets, echoes, and does what the test sets. */
export interface StubDevice extends SimulatedDevice {
  /** What it was given, per session. */
  readonly sessions: {
    service: Service;
    username: string;
    received: string;
    ended: number;
    size: [number, number] | null;
    channel: ServerChannel;
  }[];
  readonly attempts: string[];
  isUp: boolean;
  key: 'regular' | 'foreign';
  /** Called with what arrives; default: echo. */
  onData: (text: string, channel: ServerChannel) => void;
}

export const GREETING: Record<Service, string> = { netconf: '<hello/>]]>]]>', cli: 'Switch#' };

export function stubSpec(id: string): DeviceSpec {
  return {
    id,
    hostname: id,
    members: ['C9300-24T'],
    serials: ['FCW2214L0AB'],
    release: '17.9.4',
    level: { network: 'network-essentials', addon: null },
    site: 'north',
    account: 'campus.example',
    virtualAccount: 'DEFAULT',
    username: 'admin',
    password: 'Lab-Only-Passw0rd',
    enable: 'Lab-Only-Passw0rd',
  };
}

export function stubDevice(spec: DeviceSpec, world: Pick<DeviceWorld, 'journal'>): StubDevice {
  const device: StubDevice = {
    spec,
    sessions: [],
    attempts: [],
    isUp: true,
    key: 'regular',
    onData: (text, channel) => channel.write(Buffer.from(text)),
    listens: () => device.isUp,
    hostKey: () => device.key,
    authenticate(_service, username, password) {
      device.attempts.push(`${username}:${password}`);
      return username === spec.username && password === spec.password;
    },
    open(service, username, channel): ServerSession {
      const session = {
        service,
        username,
        received: '',
        ended: 0,
        size: null as [number, number] | null,
        channel,
      };
      device.sessions.push(session);
      channel.write(Buffer.from(GREETING[service]));
      return {
        receive(bytes) {
          const text = Buffer.from(bytes).toString();
          session.received += text;
          device.onData(text, channel);
        },
        resize: (rows, columns) => (session.size = [rows, columns]),
        ended: () => (session.ended += 1),
      };
    },
    savedUsage: () => '',
    importFile: () => undefined,
    truth: () => ({
      id: spec.id,
      hostname: spec.hostname,
      site: spec.site,
      release: spec.release,
      serials: spec.serials,
      running: 'hostname x\n',
      startup: 'hostname x\n',
      bootLevel: 'network-essentials',
      runningLevel: 'network-essentials',
      bootCount: 1,
      bootTime: '2026-01-05T08:00:00+00:00',
      members: [],
      trust: { installed: false, account: null, virtualAccount: null },
      usage: [],
      power: device.isUp ? 'on' : 'off',
    }),
    configure: () => undefined,
    console: () => [],
    files: { list: () => [], read: () => null, write: () => 'full' },
    power(on) {
      device.isUp = on;
      world.journal.note(spec.id, 'power', null, null, { on });
      if (on) world.journal.note(spec.id, 'ready', null, null, { service: 'all' });
    },
  };
  return device;
}
