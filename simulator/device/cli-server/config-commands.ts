import { type Addon, isLevelAllowed, LEVELS, type NetworkLevel } from '../../../core/model/level.ts';
import { type Config, type Transport, withInterface, withSmart } from '../model/config.ts';
import type { DeviceFacts } from '../model/state.ts';
import { deviceInterfaces } from '../platforms/platform.ts';
import { type Command, compile, type Grammar } from './grammar.ts';
import { maskSecrets } from './secrets.ts';

/** Where a configuration command is typed. `section`: the interface, or null in global mode. */
export interface ConfigPlace {
  readonly config: Config;
  readonly section: string | null;
  readonly facts: DeviceFacts;
}

/** What a command makes of the configuration, and in which section the next one is; or why it is refused. */
export type ConfigChange =
  | { readonly config: Config; readonly section: string | null; readonly message?: string }
  | { readonly refused: string };

/** Works out a configuration command without applying it. */
export type ConfigHandler = (place: ConfigPlace, args: readonly string[]) => ConfigChange;

/** Printed after a change of the level. Captured on other IOS platforms only: a client must not wait for it. */
const BOOT_MESSAGE = "% use 'write' command to make license boot config take effect on next boot";

/** First words of global commands that are kept as typed, because nothing here depends on them. */
const KEPT = [
  'aaa',
  'access-list',
  'archive',
  'banner',
  'cdp',
  'clock',
  'crypto',
  'ip',
  'ipv6',
  'line',
  'lldp',
  'logging',
  'monitor',
  'netconf-yang',
  'ntp',
  'radius',
  'router',
  'service',
  'snmp-server',
  'spanning-tree',
  'tacacs',
  'username',
  'vlan',
  'vtp',
]; // prettier-ignore

const TRANSPORTS: readonly Transport[] = ['automatic', 'callhome', 'cslu', 'off', 'smart'];

/** Commands of global configuration mode. */
export const GLOBAL_GRAMMAR: Grammar<ConfigHandler> = compile<ConfigHandler>([
  { spec: 'hostname <word>', handler: hostname },
  { spec: 'no hostname', handler: (place) => changed(place, { hostname: 'Switch' }) },
  ...LEVELS.map(({ network, addon }) => ({
    spec: `license boot level ${network}${addon === null ? '' : ` addon ${addon}`}`,
    handler: level(network, addon),
  })),
  { spec: 'no license boot level', handler: noLevel },
  { spec: 'no license boot level <line>', handler: noLevel },
  ...TRANSPORTS.map((transport) => ({
    spec: `license smart transport ${transport}`,
    handler: smart({ transport }),
  })),
  { spec: 'no license smart transport', handler: smart({ transport: null }) },
  { spec: 'license smart url <word>', handler: url('url') },
  { spec: 'license smart url smart <word>', handler: url('url') },
  { spec: 'license smart url cslu <word>', handler: url('cslu') },
  { spec: 'license smart url default', handler: smart({ url: null, cslu: null }) },
  { spec: 'no license smart url', handler: smart({ url: null, cslu: null }) },
  { spec: 'license smart usage interval <word>', handler: usageInterval },
  { spec: 'no license smart usage interval', handler: smart({ usageIntervalDays: null }) },
  { spec: 'interface <line>', handler: enterInterface },
  ...KEPT.flatMap((word) => [
    { spec: `${word} <line>`, handler: keep(word) },
    { spec: `no ${word} <line>`, handler: drop(word) },
  ]),
  { spec: 'netconf-yang', handler: (place) => keep('netconf-yang')(place, []) },
]);

/** Commands under `interface`; what is not among them is tried in global mode, as IOS does. */
export const INTERFACE_GRAMMAR: Grammar<ConfigHandler> = compile<ConfigHandler>([
  { spec: 'description <line>', handler: (place, [description = '']) => onInterface(place, { description }) },
  { spec: 'no description', handler: (place) => onInterface(place, { description: null }) },
  { spec: 'shutdown', handler: (place) => onInterface(place, { isShutdown: true }) },
  { spec: 'no shutdown', handler: (place) => onInterface(place, { isShutdown: false }) },
] satisfies Command<ConfigHandler>[]);

function changed(place: ConfigPlace, change: Partial<Config>): ConfigChange {
  return { config: Object.freeze({ ...place.config, ...change }), section: null };
}

function hostname(place: ConfigPlace, [name = '']: readonly string[]): ConfigChange {
  if (!/^[A-Za-z][A-Za-z0-9._-]{0,62}$/.test(name))
    return { refused: '% Hostname contains one or more illegal characters.' };
  return changed(place, { hostname: name });
}

function level(network: NetworkLevel, addon: Addon | null): ConfigHandler {
  return (place) => {
    if (!isLevelAllowed({ network, addon })) return { refused: '% Invalid level' };
    return { ...changed(place, { level: { network, addon } }), message: BOOT_MESSAGE };
  };
}

/** From 17.13 the level cannot be deleted; what the CLI then says was in no source. */
function noLevel(place: ConfigPlace): ConfigChange {
  if (place.facts.release.refusesLevelDelete) return { refused: '% Cannot delete the license boot level' };
  return { ...changed(place, { level: null }), message: BOOT_MESSAGE };
}

function smart(change: Partial<Config['smart']>): ConfigHandler {
  return (place) => ({ config: withSmart(place.config, change), section: null });
}

function url(kind: 'url' | 'cslu'): ConfigHandler {
  return (place, [address = '']) => {
    if (!/^https?:\/\/\S{1,240}$/.test(address)) return { refused: '% Invalid URL' };
    return { config: withSmart(place.config, { [kind]: address }), section: null };
  };
}

function usageInterval(place: ConfigPlace, [days = '']: readonly string[]): ConfigChange {
  const usageIntervalDays = Number(days);
  if (!/^[0-9]{1,3}$/.test(days) || usageIntervalDays < 1 || usageIntervalDays > 365) {
    return { refused: '% Usage interval must be between 1 and 365' };
  }
  return { config: withSmart(place.config, { usageIntervalDays }), section: null };
}

function keep(word: string): ConfigHandler {
  return (place, [rest = '']) => {
    const line = maskSecrets(`${word} ${rest}`.trim());
    const { others } = place.config;
    return others.includes(line)
      ? { config: place.config, section: null }
      : changed(place, { others: [...others, line] });
  };
}

function drop(word: string): ConfigHandler {
  return (place, [rest = '']) => {
    const line = maskSecrets(`${word} ${rest}`.trim());
    return changed(place, { others: place.config.others.filter((other) => other !== line) });
  };
}

function enterInterface({ config, facts }: ConfigPlace, [text = '']: readonly string[]): ConfigChange {
  const name = findInterface(facts, text);
  return name === null ? { refused: "% Invalid input detected at '^' marker." } : { config, section: name };
}

/** `gi1/0/1`, `GigabitEthernet 1/0/1`: the interface of this device that is meant, or null. */
function findInterface(facts: DeviceFacts, text: string): string | null {
  const [, type = '', numbers = ''] = /^([a-z]+)\s*([0-9]+(?:\/[0-9]+){2})$/i.exec(text.trim()) ?? [];
  if (type === '') return null;
  const names = deviceInterfaces(facts.platforms);
  return (
    names.find((name) => {
      const own = name.replace(/[0-9/]+$/, '');
      return name === own + numbers && own.toLowerCase().startsWith(type.toLowerCase());
    }) ?? null
  );
}

function onInterface(place: ConfigPlace, change: Parameters<typeof withInterface>[2]): ConfigChange {
  const { config, section } = place;
  return { config: section === null ? config : withInterface(config, section, change), section };
}
