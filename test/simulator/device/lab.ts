import type { Service } from '../../../core/ports/network.ts';
import { createRandom } from '../../../core/random.ts';
import type {
  CssmLink,
  DeviceReply,
  DeviceSpec,
  SimulatedDevice,
  TrustReply,
  UsageReport,
} from '../../../simulator/device/contract.ts';
import { createDevice } from '../../../simulator/device/device.ts';
import { createFaults, type FaultControl } from '../../../simulator/faults/faults.ts';
import {
  createGroundJournal,
  type GroundJournal,
  type GroundEntry,
  type GroundOp,
} from '../../../simulator/journal/journal.ts';
import { createVirtualClock, type VirtualClock } from '../../../simulator/time/virtual-clock.ts';

/** Bytes of one connection, as the conformance suite sees it, whatever carries them. */
export interface ByteStream {
  send(bytes: Uint8Array): void;
  /** What has come so far, in the pieces in which it came. */
  readonly received: readonly Uint8Array[];
  /** How the peer ended it; null while it is open. */
  readonly closed: 'end' | 'reset' | null;
  /** We end it. */
  close(): void;
}

/** One switch with a way to reach it and to let time pass: what the suite runs against. */
export interface Lab {
  readonly device: SimulatedDevice;
  readonly faults: FaultControl;
  /** Opens a connection as the lab's user; null when it is refused. */
  connect(service: Service): Promise<ByteStream | null>;
  /** Lets that much of the switch's time pass. */
  pass(ms: number): Promise<void>;
  /** Entries of the ground journal of one kind. */
  notes(op: GroundOp): readonly GroundEntry[];
  /** Reports that reached CSSM. */
  readonly reports: readonly UsageReport[];
  close(): Promise<void>;
}

/** What a lab may be made of; the rest is a switch of 24 ports on 17.9.4 with Essentials. */
export interface LabOptions {
  readonly spec?: Partial<DeviceSpec>;
  readonly seed?: number;
  readonly report?: DeviceReply;
  readonly trust?: TrustReply;
  /** Bytes take a millisecond each way and come in pieces of at most so many; absent: at once and whole. */
  readonly pieceBytes?: number;
}

/** The switch of the suites, unless they say otherwise. */
export const SPEC: DeviceSpec = {
  id: 'sw-0001',
  hostname: 'sw-0001',
  members: ['C9300-24T'],
  serials: ['FCW2301A001'],
  release: '17.9.4',
  level: { network: 'network-essentials', addon: 'dna-essentials' },
  site: 'hq',
  account: 'acme.example.com',
  virtualAccount: 'Campus',
  username: 'admin',
  password: 'Lab-Only-Passw0rd',
  enable: 'Lab-Only-Enable',
};

/** A stack of mixed port counts. */
export const STACK: Partial<DeviceSpec> = {
  members: ['C9300-24UX', 'C9300-24U', 'C9300-48T'],
  serials: ['FCW2301A001', 'FCW2301A002', 'FCW2301A003'],
};

/** A lab in memory: bytes arrive in the same instant, time is virtual. */
export interface MemoryLab extends Lab {
  readonly clock: VirtualClock;
  readonly journal: GroundJournal;
  readonly defects: readonly Error[];
}

/** Makes a {@link MemoryLab}. */
export function memoryLab(options: LabOptions = {}): MemoryLab {
  const clock = createVirtualClock();
  const faults = createFaults(createRandom(options.seed ?? 1).split('faults'));
  const journal = createGroundJournal(clock);
  const reports: UsageReport[] = [];
  const defects: Error[] = [];
  const world = {
    clock,
    random: createRandom(options.seed ?? 1),
    faults,
    journal,
    cssm: cssmLink(clock, reports, options),
  };
  const device = createDevice({ ...SPEC, ...options.spec }, world, {
    defect: (defect) => defects.push(defect),
  });
  return {
    device,
    faults,
    clock,
    journal,
    reports,
    defects,
    connect: (service) => Promise.resolve(connect(device, service, wire(clock, options.pieceBytes))),
    pass: (ms) => clock.advance(ms),
    notes: (op) => journal.from(1).filter((entry) => entry.op === op),
    close: () => Promise.resolve(),
  };
}

/** CSSM as a device sees it: one second, then the answer the lab was given. */
function cssmLink(clock: VirtualClock, reports: UsageReport[], options: LabOptions): CssmLink {
  return {
    trust(_device, _token, _report, done) {
      const { account, virtualAccount } = { account: 'other.example.com', virtualAccount: 'Lab' };
      const reply = options.trust ?? { status: 'OK', account, virtualAccount, instance: 'instance-2' };
      clock.setTimer('cssm trust', 1000, () => done(reply));
    },
    report(_device, report, done) {
      reports.push(report);
      const reply = options.report ?? { status: 'OK', ackAfterMs: 60_000, instance: 'instance-1' };
      clock.setTimer('cssm report', 1000, () => done(reply));
    },
    deregister: () => undefined,
  };
}

/** Carries bytes, or an end, to the other side. */
type Wire = (bytes: Uint8Array, deliver: (piece: Uint8Array) => void) => void;

function wire(clock: VirtualClock, pieceBytes: number | undefined): Wire {
  if (pieceBytes === undefined) return (bytes, deliver) => deliver(bytes);
  let lastMs = 0;
  return (bytes, deliver) => {
    for (let at = 0; at < Math.max(1, bytes.length); at += pieceBytes) {
      // One after another: timers of one instant come in any order.
      lastMs = Math.max(clock.monotonicMs() + 1, lastMs + 0.001);
      const piece = bytes.slice(at, at + pieceBytes);
      clock.setTimer('bytes', lastMs - clock.monotonicMs(), () => deliver(piece));
    }
  };
}

function connect(device: SimulatedDevice, service: Service, carry: Wire): ByteStream | null {
  if (!device.listens(service)) return null;
  const { username, password } = device.spec;
  if (!device.authenticate(service, username, password)) return null;
  const received: Uint8Array[] = [];
  const nothing = new Uint8Array(0);
  let closed: ByteStream['closed'] = null;
  const session = device.open(service, username, {
    write: (bytes) => carry(bytes, (piece) => received.push(piece)),
    end: () => carry(nothing, () => (closed = 'end')),
    reset: () => carry(nothing, () => (closed = 'reset')),
  });
  return {
    received,
    get closed() {
      return closed;
    },
    send: (bytes) => carry(bytes, (piece) => session.receive(piece)),
    close: () => carry(nothing, () => session.ended()),
  };
}
