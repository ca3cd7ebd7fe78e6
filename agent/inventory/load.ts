import { dirname, extname, resolve } from 'node:path';
import { ConfigError } from '../../core/errors.ts';
import { parseYaml, readTextFile, validate } from '../config/index.ts';
import type { Source } from '../config/index.ts';
import { hopAddress } from '../drivers/ssh/way.ts';
import type { Hop } from '../drivers/ssh/way.ts';
import { canonicalSerial, checkInventory } from './check.ts';
import { parseInventoryCsv } from './csv.ts';
import type { CredentialSet, Inventory, InventoryDevice } from './inventory.ts';
import { inventorySchema } from './schema.ts';
import type { DeviceValues, InventoryValues } from './schema.ts';

/** Readers by file name extension: whatever gives a {@link Source} can be an inventory. */
const FORMATS: Readonly<Record<string, (text: string, file: string) => Source>> = {
  '.yaml': parseYaml,
  '.yml': parseYaml,
  '.csv': parseInventoryCsv,
};

/**
 * Reads and checks an inventory file; a relative name counts from `cwd` and stays as it is in messages. Throws `ConfigError` (exit code 2) with every problem and its line; codes:
 * `INVENTORY_FORMAT`, `FILE_*`, `YAML_*`, `CSV_*`, `KEY_UNKNOWN`, `KEY_MISSING`, `NAME_INVALID`, `VALUE_INVALID`,
 * `SECRET_PLAIN_TEXT`, `INVENTORY_DUPLICATE_ID`, `_ADDRESS`, `_SERIAL`, `INVENTORY_CREDENTIALS_UNKNOWN`.
 */
export function loadInventory(file: string, cwd = '.'): Inventory {
  const parse = FORMATS[extname(file).toLowerCase()];
  if (parse === undefined) {
    throw new ConfigError('INVENTORY_FORMAT', `The inventory ${file} is of no known format.`, {
      context: { file },
      hint: `Known endings: ${Object.keys(FORMATS).join(', ')}.`,
    });
  }
  const path = resolve(cwd, file);
  return readInventory(parse(readTextFile(path, 'inventory', file), file), dirname(path));
}

/** Checks what a reader gave. `folder` is where relative paths of the file count from. */
export function readInventory(source: Source, folder = resolve(dirname(source.file))): Inventory {
  const values = validate(source, inventorySchema, (checked) => checkInventory(checked, source));
  const jumpHosts = jumpHostsOf(values);
  return {
    file: source.file,
    folder,
    lab: values.lab === true,
    control: values.lab === true ? (values.control ?? null) : null,
    credentials: new Map(Object.entries(values.credentials).map(([name, set]) => [name, credentialSet(set)])),
    jumpHosts,
    devices: values.devices.map((device, index) =>
      inventoryDevice(device, values, jumpHosts, source.lineAt(['devices', index])),
    ),
    sshConfig: values.sshConfig ?? null,
    cssm: cssmAccess(values, folder),
  };
}

function credentialSet(set: InventoryValues['credentials'][string]): CredentialSet {
  return {
    username: set.username ?? null,
    password: set.password ?? null,
    privateKey: set.privateKey ?? null,
    passphrase: set.passphrase ?? null,
    agent: set.agent === undefined ? null : set.agent === true ? [] : [fingerprint(set.agent)],
    methods: set.methods ?? null,
    enable: set.enable ?? null,
  };
}

/** Without the padding that some programs print. */
function fingerprint(text: string): string {
  return text.replace(/=$/, '');
}

function jumpHostsOf(values: InventoryValues): ReadonlyMap<string, Hop> {
  return new Map(
    Object.entries(values.jumpHosts).map(([name, host]) => [
      name,
      {
        address: hopAddress(
          name,
          host.host,
          host.port,
          credentialsOf(host, values),
          host.hostKey === undefined ? null : fingerprint(host.hostKey),
        ),
        legacy: host.legacyAlgorithms,
      },
    ]),
  );
}

/** The set that is named, or the only one there is. */
function credentialsOf(
  { credentials }: { readonly credentials?: string | undefined },
  values: InventoryValues,
): string {
  return credentials ?? Object.keys(values.credentials)[0] ?? '';
}

function inventoryDevice(
  device: DeviceValues,
  values: InventoryValues,
  jumpHosts: ReadonlyMap<string, Hop>,
  line: number,
): InventoryDevice {
  return {
    address: {
      deviceId: device.id,
      host: device.host,
      netconfPort: device.netconfPort,
      sshPort: device.sshPort,
      credentials: credentialsOf(device, values),
      hostKey: device.hostKey === undefined ? null : fingerprint(device.hostKey),
    },
    serials: (device.serials ?? []).map(canonicalSerial).toSorted(),
    site: device.site ?? null,
    tags: device.tags,
    domain: device.domain ?? null,
    account: device.account ?? null,
    virtualAccount: device.virtualAccount ?? null,
    legacyAlgorithms: device.legacyAlgorithms,
    hops: (device.via ?? []).flatMap((name) => jumpHosts.get(name) ?? []),
    known: null,
    line,
  };
}

function cssmAccess({ cssm, lab }: InventoryValues, folder: string): Inventory['cssm'] {
  if (cssm === undefined) return null;
  const { caFile, mode, url, tokenUrl, clientId, clientSecret, allowPrivate, signedIn, proxy } = cssm;
  const isOnPrem = mode === 'on-prem';
  return {
    mode,
    url: isOnPrem ? onPremUrl(url, 'api') : url,
    tokenUrl: tokenUrl ?? onPremUrl(url, 'oauth/token'),
    clientId,
    clientSecret,
    allowPrivate: (allowPrivate ?? isOnPrem) || lab === true,
    accounts: cssm.accounts.map(({ name, localName, default: isDefault }) => ({
      name: name.toLowerCase(),
      default: isDefault,
      localName: localName ?? name,
    })),
    signedIn: isOnPrem ? (signedIn ?? null) : null,
    proxy: proxy ?? null,
    caFile: caFile === undefined ? null : resolve(folder, caFile),
  };
}

/** Where an SSM On-Prem has its API and its tokens (`reference/cssm.md` 1.7), given its URL with or without `/backend`. */
function onPremUrl(url: string, below: string): string {
  const base = url.replace(/\/+$/, '').replace(/\/backend(\/api)?$/, '');
  return `${base}/backend/${below}`;
}
