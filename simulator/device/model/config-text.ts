import { formatLevel } from '../../../core/model/level.ts';
import { type Platform, deviceInterfaces } from '../platforms/platform.ts';
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
  const late = others.filter((line) => !EARLY.test(line));
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
    '!',
    `username ${owner.username} privilege 15 ${SECRET}`,
    '!',
    ...interfaceSections(config, owner.platforms),
    ...withEnd(late),
    'line con 0',
    ' stopbits 1',
    'line vty 0 4',
    ' transport input ssh',
    'line vty 5 31',
    ' transport input ssh',
    '!',
    'end',
  ];
}

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

function interfaceSections(config: Config, platforms: readonly Platform[]): readonly string[] {
  const lines: string[] = [];
  const names = deviceInterfaces(platforms);
  for (const name of ['GigabitEthernet0/0', ...names]) {
    lines.push(`interface ${name}`);
    const own = config.interfaces.get(name);
    if (own !== undefined && own.description !== null) lines.push(` description ${own.description}`);
    if (own?.isShutdown === true) lines.push(' shutdown');
    lines.push('!');
  }
  return lines;
}
