import { assert, type DefectError } from '../../core/errors.ts';
import type { Service } from '../../core/ports/network.ts';
import { importText, savedUsage } from './actions/offline.ts';
import { awaitAcknowledgement } from './actions/report.ts';
import { startSmartAgent } from './actions/smart-agent.ts';
import { drawBoot, numberOf, takeOtherSerial } from './boot-faults.ts';
import { Chassis } from './chassis.ts';
import { openCli } from './cli-server/session.ts';
import { configureLines } from './cli-server/configure-lines.ts';
import type {
  DeviceFlash,
  DeviceSpec,
  DeviceTruth,
  DeviceWorld,
  ServerChannel,
  ServerSession,
  SimulatedDevice,
} from './contract.ts';
import type { DefectReporter } from './defects.ts';
import { isNetconfOn } from './model/config.ts';
import { isCliUp, isNetconfUp } from './model/state.ts';
import { NetconfSession } from './netconf-server/session.ts';
import { truthOf } from './truth.ts';

/** What a device may be given besides its world. */
export interface DeviceOptions {
  /** Hears of mistakes in our own code. Default: they are thrown from a timer, so that they stop the run. */
  readonly defect?: DefectReporter;
}

/**
 * A simulated Catalyst switch. Building one costs nothing: platform data is looked up and state is made when it is first
 * touched, so an unknown model or release is an error (`PLATFORM_UNKNOWN`, `RELEASE_UNKNOWN`) only then.
 *
 * The network asks in this order for each connection: `listens`, `hostKey`, `authenticate`, `open`.
 */
export function createDevice(
  spec: DeviceSpec,
  world: DeviceWorld,
  options: DeviceOptions = {},
): SimulatedDevice {
  return new Device(spec, world, options);
}

class Device implements SimulatedDevice {
  readonly spec: DeviceSpec;
  readonly #world: DeviceWorld;
  readonly #report: DefectReporter;
  #made: Chassis | null = null;

  constructor(spec: DeviceSpec, world: DeviceWorld, options: DeviceOptions) {
    this.spec = spec;
    this.#world = world;
    this.#report = options.defect ?? ((defect) => throwLater(world, defect));
  }

  listens(service: Service): boolean {
    const chassis = this.chassis;
    const { state } = chassis;
    const isUp = service === 'netconf' ? isNetconfUp(state) && isNetconfOn(state.running) : isCliUp(state);
    if (!isUp) return false;
    const nowMs = this.#world.clock.monotonicMs();
    if (chassis.unreachableUntilMs > nowMs) return false;
    const fault = chassis.take('device.unreachable');
    if (fault === null) return true;
    chassis.unreachableUntilMs = nowMs + numberOf(fault, 'durationMs', 0);
    return false;
  }

  hostKey(): 'regular' | 'foreign' {
    const chassis = this.chassis;
    if (chassis.state.hasForeignHostKey) return 'foreign';
    return chassis.take('device.other-host-key') === null ? 'regular' : 'foreign';
  }

  authenticate(_service: Service, username: string, password: string): boolean {
    const isRight = username === this.spec.username && password === this.spec.password;
    return isRight && this.chassis.take('device.auth-refused') === null;
  }

  open(service: Service, username: string, channel: ServerChannel): ServerSession {
    const chassis = this.chassis;
    if (!isCliUp(chassis.state)) return deadSession(channel);
    takeOtherSerial(chassis);
    if (service === 'netconf') {
      const passed = `User '${username}' authenticated successfully from 127.0.0.1 for netconf over ssh. External groups:`;
      chassis.log('DMI-5-AUTH_PASSED', `R0/0: dmiauthd: ${passed}`);
    }
    return service === 'netconf'
      ? new NetconfSession(chassis, username, channel)
      : openCli(chassis, username, channel);
  }

  truth(): DeviceTruth {
    return truthOf(this.chassis.state);
  }

  configure(lines: readonly string[]): void {
    configureLines(this.chassis, lines);
  }

  power(on: boolean): void {
    const chassis = this.chassis;
    const atMs = chassis.now();
    if (on) chassis.dispatch({ type: 'power-on', atMs, plan: drawBoot(chassis, {}) });
    else chassis.dispatch({ type: 'power-off', atMs });
  }

  console(): readonly string[] {
    return this.chassis.record.console;
  }

  get files(): DeviceFlash {
    const chassis = this.chassis;
    return {
      list: () => chassis.files.all,
      read(name) {
        const file = chassis.files.read(name);
        return typeof file === 'string' ? null : file;
      },
      write: (name, text) => chassis.files.write(name, text, chassis.now()),
    };
  }

  savedUsage(): string {
    return savedUsage(this.chassis);
  }

  importFile(text: string): void {
    importText(this.chassis, text);
  }

  /** Made at the first touch. */
  get chassis(): Chassis {
    this.#made ??= this.#make();
    return this.#made;
  }

  #make(): Chassis {
    const chassis = new Chassis(this.spec, this.#world, {
      defect: this.#report,
      drawBoot: (made, trouble) => drawBoot(made, {}, trouble),
    });
    awaitAcknowledgement(chassis);
    if (this.spec.reporting === 'automatic') startSmartAgent(chassis);
    return chassis;
  }
}

/** The model behind a device: what ports without bytes, and judges, look at. */
export function chassisOf(device: SimulatedDevice): Chassis {
  assert(device instanceof Device, 'expected a device made by createDevice');
  return device.chassis;
}

/** The device went down between the password and the session. */
function deadSession(channel: ServerChannel): ServerSession {
  channel.reset();
  const nothing = () => undefined;
  return { receive: nothing, resize: nothing, ended: nothing };
}

/** Out of the caller's reach, so that nothing between here and the top can mistake it for a fault of the network. */
function throwLater(world: DeviceWorld, defect: DefectError): void {
  world.clock.setTimer('simulator defect', 0, () => {
    throw defect;
  });
}
