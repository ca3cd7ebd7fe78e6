import { dirname, extname, resolve } from 'node:path';
import { ConfigError } from '../../core/errors.ts';
import { parseYaml, readTextFile, validate } from '../config/index.ts';
import type { Source } from '../config/index.ts';
import { canonicalSerial, checkInventory } from './check.ts';
import type { CredentialSet, Inventory, InventoryDevice } from './inventory.ts';
import { inventorySchema } from './schema.ts';
import type { DeviceValues, InventoryValues } from './schema.ts';

/** Readers by file name extension: whatever gives a {@link Source} can be an inventory. */
const FORMATS: Readonly<Record<string, (text: string, file: string) => Source>> = {
  '.yaml': parseYaml,
  '.yml': parseYaml,
};

/**
 * Reads and checks an inventory file; a relative name counts from `cwd` and stays as it is in messages. Throws `ConfigError` (exit code 2) with every problem and its line; codes:
 * `INVENTORY_FORMAT`, `FILE_*`, `YAML_*`, `KEY_UNKNOWN`, `KEY_MISSING`, `NAME_INVALID`, `VALUE_INVALID`,
 * `SECRET_PLAIN_TEXT`, `INVENTORY_DUPLICATE_ID`, `_ADDRESS`, `_SERIAL`, `INVENTORY_CREDENTIALS_UNKNOWN`.
 */
export function loadInventory(file: string, cwd = '.'): Inventory {
  const parse = FORMATS[extname(file).toLowerCase()];
  if (parse === undefined) {
    throw new ConfigError('INVENTORY_FORMAT', `The inventory ${file} is of no known format.`, {
      context: { file },
      hint: `Known endings: ${Object.keys(FORMATS).join(', ')}. CSV is not in this version.`,
    });
  }
  const path = resolve(cwd, file);
  return readInventory(parse(readTextFile(path, 'inventory', file), file), dirname(path));
}

/** Checks what a reader gave. `folder` is where relative paths of the file count from. */
export function readInventory(source: Source, folder = resolve(dirname(source.file))): Inventory {
  const values = validate(source, inventorySchema, (checked) => checkInventory(checked, source));
  return {
    file: source.file,
    folder,
    lab: values.lab === true,
    control: values.lab === true ? (values.control ?? null) : null,
    credentials: new Map(Object.entries(values.credentials).map(([name, set]) => [name, credentialSet(set)])),
    devices: values.devices.map((device, index) =>
      inventoryDevice(device, values, source.lineAt(['devices', index])),
    ),
    cssm: cssmAccess(values, folder),
  };
}

function credentialSet(set: InventoryValues['credentials'][string]): CredentialSet {
  return {
    username: set.username,
    password: set.password ?? null,
    privateKey: set.privateKey ?? null,
    enable: set.enable ?? null,
  };
}

function inventoryDevice(device: DeviceValues, values: InventoryValues, line: number): InventoryDevice {
  return {
    address: {
      deviceId: device.id,
      host: device.host,
      netconfPort: device.netconfPort,
      sshPort: device.sshPort,
      credentials: device.credentials ?? Object.keys(values.credentials)[0] ?? '',
      hostKey: device.hostKey?.replace(/=$/, '') ?? null,
    },
    serials: (device.serials ?? []).map(canonicalSerial).toSorted(),
    site: device.site ?? null,
    tags: device.tags,
    domain: device.domain ?? null,
    account: device.account ?? null,
    virtualAccount: device.virtualAccount ?? null,
    legacyAlgorithms: device.legacyAlgorithms,
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
