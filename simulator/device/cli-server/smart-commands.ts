import { changed, type ConfigHandler } from './config-handler.ts';
import type { Command } from './grammar.ts';

/**
 * `license smart ...` lines that nothing but show commands depends on: privacy, proxy, VRF, custom id, server identity check,
 * tags, utility. Each has one value; they are kept as lines.
 */
export const SMART_LINES: readonly Command<ConfigHandler>[] = [
  ...['all', 'hostname', 'version'].map((what) => ({
    spec: `license smart privacy ${what}`,
    handler: one('privacy', what),
  })),
  { spec: 'license smart proxy address <word>', handler: valued('proxy address') },
  { spec: 'license smart proxy port <word>', handler: port },
  { spec: 'license smart vrf <word>', handler: valued('vrf') },
  { spec: 'license smart custom_id <word>', handler: valued('custom_id') },
  { spec: 'license smart server-identity-check', handler: one('server-identity-check', '') },
  { spec: 'license smart url utility <word>', handler: valued('url utility') },
  ...['tag1', 'tag2', 'tag3', 'tag4'].map((tag) => ({
    spec: `license smart usage customer-tags ${tag} <line>`,
    handler: valued(`usage customer-tags ${tag}`),
  })),
  ...[
    'privacy',
    'proxy address',
    'proxy port',
    'vrf',
    'custom_id',
    'server-identity-check',
    'url utility',
    ...['tag1', 'tag2', 'tag3', 'tag4'].map((tag) => `usage customer-tags ${tag}`),
  ].map((name) => ({ spec: `no license smart ${name}`, handler: none(name) })),
];

function one(name: string, value: string): ConfigHandler {
  return (place) => {
    const head = `license smart ${name}`;
    const others = place.config.others.filter((line) => line !== head && !line.startsWith(`${head} `));
    return changed(place, { others: [...others, `${head} ${value}`.trim()] });
  };
}

function valued(name: string): ConfigHandler {
  return (place, args) => one(name, args[0] ?? '')(place, args);
}

function port(...[place, args]: Parameters<ConfigHandler>): ReturnType<ConfigHandler> {
  const [text = ''] = args;
  const isPort = /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
  return isPort
    ? one('proxy port', text)(place, args)
    : { refused: '% Proxy port must be between 1 and 65535' };
}

function none(name: string): ConfigHandler {
  return (place) => {
    const head = `license smart ${name}`;
    const others = place.config.others.filter((line) => line !== head && !line.startsWith(`${head} `));
    return changed(place, { others });
  };
}
