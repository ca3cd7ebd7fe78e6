/** A range of ports of one kind, e.g. `GigabitEthernet<slot>/0/1` to `/24`. */
export interface PortRange {
  /** Interface type as IOS spells it. */
  readonly type: InterfaceType;
  /** Middle number: 0 for the front, 1 for the network module. */
  readonly module: number;
  readonly count: number;
  /** First port number; 1 unless a mixed front panel continues counting. */
  readonly first: number;
  /** Line card that has them, in a modular chassis; absent: the number of the switch. */
  readonly slot?: number;
}

/** Interface types of Catalyst 9000 fronts and network modules; each is a list in `/native/interface`. */
export const INTERFACE_TYPES = [
  'GigabitEthernet',
  'TwoGigabitEthernet',
  'TenGigabitEthernet',
  'TwentyFiveGigE',
  'FortyGigabitEthernet',
  'HundredGigE',
  'AppGigabitEthernet',
] as const;

/** One of {@link INTERFACE_TYPES}. */
export type InterfaceType = (typeof INTERFACE_TYPES)[number];

/** Durations of a boot in milliseconds, as ranges from which the seed draws. */
export interface BootRanges {
  /** From power or reload to the answering SSH server, for one chassis alone. */
  readonly sshMs: readonly [number, number];
  /** Added when the device is a stack of two or more: discovery of the other members. */
  readonly stackMs: number;
  /** From SSH to a NETCONF server that accepts connections. */
  readonly netconfMs: readonly [number, number];
  /** From NETCONF to the end of the first synchronization. */
  readonly syncMs: readonly [number, number];
}

/**
 * How several units become one device: switches on a StackWise ring, two switches as a StackWise Virtual pair, or two
 * supervisors in one chassis. Supervisors share the chassis' serial: `show license` lists it twice (captured on a C9407R).
 */
export type Assembly = 'stack' | 'virtual' | 'chassis';

/**
 * A Catalyst model as data. One file per family; a new model is one entry. Layout facts (memory, interface counts,
 * board numbers) are only shown, nothing depends on them.
 */
export interface Platform {
  /** Product id, e.g. `C9300-48UXM`. */
  readonly model: string;
  /** Row of the entitlement table: which tags a chassis of this kind uses. */
  readonly entitlementFamily: string;
  /** Name of the whole system in `show inventory` and in the hardware inventory. */
  readonly stackName: string;
  readonly assembly: Assembly;
  /** Largest number of units (switches or supervisors) that form one device. */
  readonly membersMax: number;
  /** Supervisor modules of a chassis and the slots they sit in; other models have none. */
  readonly supervisor?: { readonly model: string; readonly slots: readonly [number, number] };
  readonly ports: readonly PortRange[];
  /** Kilobytes of processor memory as `show version` prints them, before and after the slash. */
  readonly memoryKb: readonly [number, number];
  /** Kilobytes of physical memory. */
  readonly physicalKb: number;
  /** Kilobytes of NVRAM: 2048, or 32768 on the 9500H. */
  readonly nvramKb: number;
  /** `flash:` of the 9300, `bootflash:` of the 9500H and of the chassis. */
  readonly flash: 'flash:' | 'bootflash:';
  /** Image as `show version` names it: CAT9K_IOSXE, or CAT9K_LITE_IOSXE of the 9200. */
  readonly image: string;
  /** Whether `show version` ends in the table of switches: stackable models and the 9500-40X family do, 9500H and chassis do not. */
  readonly hasSwitchTable: boolean;
  readonly hardwareVersion: string;
  readonly motherboard: string;
  /** Software id of the smart agent, as `show license tech support` prints it. */
  readonly softwareId: string;
  /** First three octets of its addresses. */
  readonly oui: string;
  readonly boot: BootRanges;
}

/** Names of all interfaces of a device. A chassis counts once, however many supervisors it has. */
export function deviceInterfaces(platforms: readonly Platform[]): readonly string[] {
  const units = platforms[0]?.assembly === 'chassis' ? platforms.slice(0, 1) : platforms;
  return units.flatMap((platform, index) => interfaceNames(platform, index + 1));
}

/** Names by platform and slot: the configuration of every switch of a fleet lists them. */
const names = new WeakMap<Platform, Map<number, readonly string[]>>();

/** Names of all interfaces of one chassis in a given slot. */
export function interfaceNames(platform: Platform, slot: number): readonly string[] {
  const slots = names.get(platform) ?? new Map<number, readonly string[]>();
  names.set(platform, slots);
  const made = slots.get(slot) ?? platform.ports.flatMap((range) => namesIn(range, slot));
  slots.set(slot, made);
  return made;
}

function namesIn({ type, module, count, first, slot }: PortRange, unit: number): readonly string[] {
  return Array.from(
    { length: count },
    (_unused, index) => `${type}${slot ?? unit}/${module}/${first + index}`,
  );
}

/** How many ports `show version` counts for a chassis: every range. */
export function portCount(platform: Platform): number {
  return platform.ports.reduce((sum, range) => sum + range.count, 0);
}
