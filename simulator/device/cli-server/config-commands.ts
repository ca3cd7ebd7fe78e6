import { type Addon, isLevelAllowed, LEVELS, type NetworkLevel } from '../../../core/model/level.ts';
import { type Config, type Transport, withSmart } from '../model/config.ts';
import { changed, type ConfigChange, type ConfigHandler, type ConfigPlace } from './config-handler.ts';
import { compile, type Grammar } from './grammar.ts';
import { SECTION_OPENERS } from './section-commands.ts';
import { maskSecrets } from './secrets.ts';
import { SMART_LINES } from './smart-commands.ts';

/** Printed after a change of the level. Captured on other IOS platforms only: a client must not wait for it. */
const BOOT_MESSAGE = "% use 'write' command to make license boot config take effect on next boot";

/** First words of global commands that are kept as typed, because nothing here depends on them. */
const KEPT = [
  'aaa',
  'access-list',
  'banner',
  'call-home',
  'cdp',
  'clock',
  'crypto',
  'crypto pki',
  'enable',
  'errdisable',
  'ip',
  'ip access-list',
  'ipv6',
  'lldp',
  'logging',
  'monitor',
  'netconf-yang',
  'ntp',
  'power',
  'radius',
  'redundancy',
  'service',
  'snmp-server',
  'spanning-tree',
  'switch',
  'system',
  'tacacs',
  'udld',
  'username',
  'vrf',
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
  ...SECTION_OPENERS,
  ...SMART_LINES,
  ...KEPT.flatMap((word) => [
    { spec: `${word} <line>`, handler: keep(word) },
    { spec: `no ${word} <line>`, handler: drop(word) },
  ]),
  { spec: 'netconf-yang', handler: (place) => keep('netconf-yang')(place, []) },
  { spec: 'no netconf-yang', handler: (place) => drop('netconf-yang')(place, []) },
]);

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
