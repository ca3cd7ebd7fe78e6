import type { Level } from '../../../core/model/level.ts';

/** How usage reports leave the switch: `license smart transport ...`. */
export type Transport = 'callhome' | 'smart' | 'cslu' | 'off' | 'automatic';

/** `license smart ...` lines. `null`: the line is absent and the default holds. */
export interface SmartConfig {
  readonly transport: Transport | null;
  /** `license smart url smart URL` or `license smart url URL`. */
  readonly url: string | null;
  /** `license smart url cslu URL`. */
  readonly cslu: string | null;
  /** `license smart usage interval DAYS`, 1-365. */
  readonly usageIntervalDays: number | null;
}

/** Lines under one `interface`. */
export interface InterfaceConfig {
  readonly description: string | null;
  readonly isShutdown: boolean;
}

/**
 * A configuration, running or startup: what this simulator understands apart from everything else, which is kept as typed.
 * Plain frozen data; a change makes a new one.
 */
export interface Config {
  readonly hostname: string;
  /** `license boot level`; null after `no license boot level`. */
  readonly level: Level | null;
  readonly smart: SmartConfig;
  /** Interfaces with lines of their own, by full name. */
  readonly interfaces: ReadonlyMap<string, InterfaceConfig>;
  /**
   * Lines of sections that are kept as typed, by header: `line vty 0 4`, `vlan 10`, and `interface Vlan10` for what of an
   * interface is not in {@link interfaces}.
   */
  readonly sections: ReadonlyMap<string, readonly string[]>;
  /** Other global lines in the order they were entered, e.g. `ntp server 192.0.2.1`. */
  readonly others: readonly string[];
}

/** Terminal lines out of the box. */
const TERMINAL_LINES: ReadonlyMap<string, readonly string[]> = new Map([
  ['line con 0', ['stopbits 1']],
  ['line vty 0 4', ['transport input ssh']],
  ['line vty 5 31', ['transport input ssh']],
]);

/** Default push interval of usage reports. */
export const USAGE_INTERVAL_DAYS = 30;

/** URL of Cisco's report receiver, used by transport `smart` without a url line. */
export const SMART_URL = 'https://smartreceiver.cisco.com/licservice/license';

/** A configuration out of the box. */
export function initialConfig(hostname: string, level: Level): Config {
  const config: Config = {
    hostname,
    level,
    smart: { transport: 'smart', url: null, cslu: null, usageIntervalDays: null },
    interfaces: new Map(),
    sections: TERMINAL_LINES,
    others: [
      'aaa new-model',
      'aaa authentication login default local',
      'aaa authorization exec default local',
      'ip routing',
      'ip ssh version 2',
      'netconf-yang',
    ],
  };
  return Object.freeze(config);
}

/** The configuration with the lines of one interface changed; an interface without lines is left out. */
export function withInterface(config: Config, name: string, change: Partial<InterfaceConfig>): Config {
  const before = config.interfaces.get(name) ?? { description: null, isShutdown: false };
  const after = { ...before, ...change };
  const interfaces = new Map(config.interfaces);
  if (after.description === null && !after.isShutdown) interfaces.delete(name);
  else interfaces.set(name, after);
  return Object.freeze({ ...config, interfaces });
}

/** The configuration with other lines in a section; null takes the section away. */
export function withSection(config: Config, header: string, lines: readonly string[] | null): Config {
  const sections = new Map(config.sections);
  if (lines === null) sections.delete(header);
  else sections.set(header, lines);
  return Object.freeze({ ...config, sections });
}

/** The configuration with the smart lines changed. */
export function withSmart(config: Config, change: Partial<SmartConfig>): Config {
  return Object.freeze({ ...config, smart: { ...config.smart, ...change } });
}

/** The value of a `license smart NAME ...` line that is kept as typed; null when there is none. */
export function smartLine(config: Config, name: string): string | null {
  const head = `license smart ${name}`;
  const line = config.others.find((other) => other === head || other.startsWith(`${head} `));
  return line === undefined ? null : line.slice(head.length + 1);
}

/** Whether the NETCONF server is configured: `netconf-yang`. */
export function isNetconfOn(config: Config): boolean {
  return config.others.includes('netconf-yang');
}

/** The transport in force: the configured one, or Cisco's default. */
export function transportOf(config: Config): Transport {
  return config.smart.transport ?? 'cslu';
}
