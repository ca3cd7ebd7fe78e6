import { isLevelAllowed, type Addon, type NetworkLevel } from '../../../../core/model/level.ts';
import { type Config, type Transport, withInterface, withSmart } from '../../model/config.ts';
import { INTERFACE_TYPES } from '../../platforms/platform.ts';

/** A leaf: how its value is read from a configuration, checked and put back. `null` is absence. */
export interface LeafNode {
  readonly kind: 'leaf';
  get(config: Config): string | null;
  isValid(value: string): boolean;
  set(config: Config, value: string | null): Config;
}

/** A container. With `exists` it is one that means something by being there (presence), and can be put and taken away. */
export interface ContainerNode {
  readonly kind: 'container';
  readonly children: Readonly<Record<string, SchemaNode>>;
  /** Of these children at most one may be there: writing one removes the others. */
  readonly isChoice?: boolean;
  readonly presence?: {
    isThere(config: Config): boolean;
    put(config: Config): Config;
    takeAway(config: Config): Config;
  };
}

/** A list whose entries have the key `name`; its children depend on the entry. */
export interface ListNode {
  readonly kind: 'list';
  entry(key: string): ContainerNode;
}

export type SchemaNode = LeafNode | ContainerNode | ListNode;

/**
 * The part of `Cisco-IOS-XE-native` that may be written here, by names and values only. Elements outside of it are
 * answered like elements that the module does not have; the real module has thousands more.
 */
export const NATIVE_SCHEMA: ContainerNode = container({
  hostname: {
    kind: 'leaf',
    get: (config) => config.hostname,
    isValid: (value) => /^[A-Za-z][A-Za-z0-9._-]{0,62}$/.test(value),
    // Without a hostname IOS calls itself Switch.
    set: (config, value) => Object.freeze({ ...config, hostname: value ?? 'Switch' }),
  },
  license: container({
    boot: container({
      level: {
        ...container({
          'network-advantage': level('network-advantage'),
          'network-essentials': level('network-essentials'),
        }),
        isChoice: true,
      },
    }),
    smart: container({
      'transport-type': leaf(
        ({ smart }) => (smart.transport === 'off' ? 'Off' : smart.transport),
        (value) => ['callhome', 'smart', 'cslu', 'Off', 'automatic'].includes(value),
        (config, value) => withSmart(config, { transport: transportFrom(value) }),
      ),
      url: container({
        cslu: leaf(
          ({ smart }) => smart.cslu,
          isUrl,
          (config, value) => withSmart(config, { cslu: value }),
        ),
        name: leaf(
          ({ smart }) => smart.url,
          isUrl,
          (config, value) => withSmart(config, { url: value }),
        ),
      }),
      usage: container({
        interval: leaf(
          ({ smart }) => (smart.usageIntervalDays === null ? null : String(smart.usageIntervalDays)),
          (value) => /^[0-9]{1,3}$/.test(value) && Number(value) >= 1 && Number(value) <= 365,
          (config, value) => withSmart(config, { usageIntervalDays: value === null ? null : Number(value) }),
        ),
      }),
    }),
  }),
  interface: container(Object.fromEntries(INTERFACE_TYPES.map((type) => [type, interfaces(type)]))),
});

function container(children: Readonly<Record<string, SchemaNode>>): ContainerNode {
  return { kind: 'container', children };
}

function leaf(get: LeafNode['get'], isValid: LeafNode['isValid'], set: LeafNode['set']): LeafNode {
  return { kind: 'leaf', get, isValid, set };
}

/** A level: a presence container of the choice, with the add-ons that its enumeration has. */
function level(network: NetworkLevel): ContainerNode {
  const own = (config: Config) => (config.level?.network === network ? config.level : null);
  const addon: LeafNode = {
    kind: 'leaf',
    get: (config) => own(config)?.addon ?? null,
    isValid: (value) => isLevelAllowed({ network, addon: value as Addon }),
    set: (config, value) => Object.freeze({ ...config, level: { network, addon: value as Addon | null } }),
  };
  return {
    kind: 'container',
    children: { addon },
    presence: {
      isThere: (config) => own(config) !== null,
      put: (config) =>
        own(config) === null ? Object.freeze({ ...config, level: { network, addon: null } }) : config,
      takeAway: (config) => (own(config) === null ? config : Object.freeze({ ...config, level: null })),
    },
  };
}

function interfaces(type: string): ListNode {
  return {
    kind: 'list',
    entry: (key) => {
      const name = type + key;
      return container({
        description: leaf(
          (config) => config.interfaces.get(name)?.description ?? null,
          (value) => value.length <= 200 && !/[\r\n]/.test(value),
          (config, description) => withInterface(config, name, { description }),
        ),
        shutdown: leaf(
          (config) => (config.interfaces.get(name)?.isShutdown === true ? '' : null),
          (value) => value === '',
          (config, value) => withInterface(config, name, { isShutdown: value !== null }),
        ),
      });
    },
  };
}

function transportFrom(value: string | null): Transport | null {
  if (value === null) return null;
  return value === 'Off' ? 'off' : (value as Transport);
}

function isUrl(value: string): boolean {
  return /^https?:\/\/[^\s]{1,250}$/.test(value);
}
