import { formatLevel } from '../../../core/model/level.ts';
import { deviceInterfaces, type Platform } from '../platforms/platform.ts';
import type { Release } from '../platforms/release.ts';
import type { Config, SmartConfig } from './config.ts';

/** What a configuration is printed for. */
export interface ConfigOwner {
  readonly platforms: readonly Platform[];
  readonly release: Release;
  /** Serial of the active switch, for `license udi`. */
  readonly serial: string;
  readonly username: string;
}

/** Line that stands for a user's secret: printed as IOS prints hashes, never the secret itself. */
const SECRET = 'secret 9 $9$lab.only.not.a.hash';

/**
 * The lines of a configuration from `version` to `end`, as `show running-config` prints them after its header. The order is
 * that of IOS XE; both `!` separators and the one space before lines of a section belong to it.
 */
export function configLines(config: Config, owner: ConfigOwner): readonly string[] {
  const { others } = config;
  const early = others.filter((line) => EARLY.test(line));
  const smart = others.filter((line) => line.startsWith(SMART));
  const late = others.filter((line) => !EARLY.test(line) && !line.startsWith(SMART));
  return [
    `version ${owner.release.train}`,
    'service timestamps debug datetime msec',
    'service timestamps log datetime msec',
    'service call-home',
    '!',
    `hostname ${config.hostname}`,
    '!',
    `enable ${SECRET}`,
    '!',
    ...withEnd(early),
    ...assemblyLines(owner.platforms),
    '!',
    `license udi pid ${owner.platforms[0]?.model ?? ''} sn ${owner.serial}`,
    ...(config.level === null ? [] : [`license boot level ${formatLevel(config.level)}`]),
    ...smartLines(config.smart),
    ...smart,
    '!',
    `username ${owner.username} privilege 15 ${SECRET}`,
    '!',
    ...sectionsOf(config, BEFORE_INTERFACES),
    ...interfaceSections(config, owner.platforms),
    ...sectionsOf(config, AFTER_INTERFACES),
    ...withEnd(late),
    ...terminalLines(config),
    '!',
    'end',
  ];
}

/** Where sections that are kept as typed stand: by the start of their header. */
const BEFORE_INTERFACES = /^(archive|class-map|crypto|policy-map|vlan|vrf) ?/;
const AFTER_INTERFACES = /^(ip|ipv6|router) /;

function sectionsOf({ sections }: Config, which: RegExp): readonly string[] {
  return [...sections]
    .filter(([header]) => which.test(header))
    .flatMap(([header, lines]) => [header, ...lines.map((line) => ` ${line}`), '!']);
}

function terminalLines({ sections }: Config): readonly string[] {
  return [...sections]
    .filter(([header]) => header.startsWith('line '))
    .flatMap(([header, lines]) => [header, ...lines.map((line) => ` ${line}`)]);
}

/** Lines that stand beside those of `smart`. */
const SMART = 'license smart ';

const EARLY = /^(aaa|clock|ip|vtp|vrf|logging|redundancy|spanning-tree) /;

function withEnd(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [...lines, '!'];
}

/** Stackable models are provisioned per slot; a StackWise Virtual pair and two supervisors have a section of their own (assumed order). */
function assemblyLines(platforms: readonly Platform[]): readonly string[] {
  const assembly = platforms[0]?.assembly;
  if (assembly === 'stack')
    return platforms.map(
      (platform, index) => `switch ${index + 1} provision ${platform.model.toLowerCase()}`,
    );
  if (platforms.length === 1) return [];
  return assembly === 'virtual' ? ['stackwise-virtual', ' domain 1'] : ['redundancy', ' mode sso'];
}

function smartLines(smart: SmartConfig): readonly string[] {
  const lines: string[] = [];
  if (smart.cslu !== null) lines.push(`license smart url cslu ${smart.cslu}`);
  if (smart.url !== null) lines.push(`license smart url smart ${smart.url}`);
  if (smart.transport !== null) lines.push(`license smart transport ${smart.transport}`);
  if (smart.usageIntervalDays !== null) lines.push(`license smart usage interval ${smart.usageIntervalDays}`);
  return lines;
}

/** Ports, then the interfaces that were made: Vlan, Loopback, Port-channel. */
function interfaceSections(config: Config, platforms: readonly Platform[]): readonly string[] {
  const ports = ['GigabitEthernet0/0', ...deviceInterfaces(platforms)];
  if (config.interfaces.size === 0 && interfaceHeaders(config).length === 0) return plainInterfaces(ports);
  const made = [...config.interfaces.keys(), ...interfaceHeaders(config)].filter((name) => MADE.test(name));
  return [...new Set([...ports, ...made])].flatMap((name) => {
    const own = config.interfaces.get(name);
    const typed = config.sections.get(`interface ${name}`) ?? [];
    return [
      `interface ${name}`,
      ...(own === undefined || own.description === null ? [] : [` description ${own.description}`]),
      ...typed.map((line) => ` ${line}`),
      ...(own?.isShutdown === true ? [' shutdown'] : []),
      '!',
    ];
  });
}

const MADE = /^(Vlan|Loopback|Port-channel)/;

function interfaceHeaders({ sections }: Config): readonly string[] {
  return [...sections.keys()]
    .filter((header) => header.startsWith('interface '))
    .map((header) => header.slice('interface '.length));
}

function plainInterfaces(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => [`interface ${name}`, '!']);
}
