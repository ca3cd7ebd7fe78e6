import { suggestWord } from '../../core/model/nearest.ts';
import { formatPath, quote } from '../config/index.ts';
import type { Path, Problem, Source } from '../config/index.ts';
import { canonicalHost } from './host.ts';
import type { DeviceValues, InventoryValues } from './schema.ts';

/**
 * What a schema cannot say: no id, address or serial twice (each names both lines), credentials that exist, an account
 * with its Virtual Account.
 */
export function checkInventory(values: InventoryValues, source: Source): readonly Problem[] {
  const lineOf = (index: number, ...rest: readonly (string | number)[]): number =>
    source.lineAt(['devices', index, ...rest]);
  return [
    ...values.devices.flatMap((device, index) => [
      ...checkCredentials(device, ['devices', index], values, source),
      ...checkVia(device, index, values, source),
      ...checkAccount(device, index, source),
    ]),
    ...Object.entries(values.jumpHosts).flatMap(([name, host]) =>
      checkCredentials(host, ['jumpHosts', name], values, source),
    ),
    ...checkCssm(values, source),
    ...checkAccounts(values, source),
    ...duplicates(
      values.devices,
      (device) => [[device.id.toLowerCase(), ['id']]],
      'INVENTORY_DUPLICATE_ID',
      'the id',
      lineOf,
    ),
    ...duplicates(values.devices, netconfAddress, 'INVENTORY_DUPLICATE_ADDRESS', 'the address', lineOf),
    ...duplicates(values.devices, cliAddress, 'INVENTORY_DUPLICATE_ADDRESS', 'the address', lineOf),
    ...duplicates(values.devices, serialsOf, 'INVENTORY_DUPLICATE_SERIAL', 'the serial', lineOf),
  ];
}

/** Serial numbers as they are compared: without spaces around, upper case. */
export function canonicalSerial(serial: string): string {
  return serial.trim().toUpperCase();
}

type Keyed = readonly (readonly [key: string, place: Path])[];

function netconfAddress(device: DeviceValues): Keyed {
  return [[`${canonicalHost(device.host)} port ${device.netconfPort} (NETCONF)`, ['host']]];
}

function cliAddress(device: DeviceValues): Keyed {
  return [[`${canonicalHost(device.host)} port ${device.sshPort} (SSH)`, ['host']]];
}

function serialsOf(device: DeviceValues): Keyed {
  return (device.serials ?? []).map((serial, index) => [canonicalSerial(serial), ['serials', index]]);
}

/** Every second and later use of a key, told with the line of the first. */
function duplicates(
  devices: readonly DeviceValues[],
  keysOf: (device: DeviceValues) => Keyed,
  code: string,
  what: string,
  lineOf: (index: number, ...rest: Path) => number,
): readonly Problem[] {
  const first = new Map<string, { readonly id: string; readonly line: number }>();
  return devices.flatMap((device, index) =>
    keysOf(device).flatMap(([key, place]): readonly Problem[] => {
      const line = lineOf(index, ...place);
      const earlier = first.get(key);
      if (earlier === undefined) {
        first.set(key, { id: device.id, line });
        return [];
      }
      const message = `${what} ${key} of ${quote(device.id)} stands already in line ${earlier.line} (${quote(earlier.id)}).`;
      return [{ code, line, message, hint: 'Each switch appears once.' }];
    }),
  );
}

function checkCredentials(
  of: { readonly credentials?: string | undefined },
  place: Path,
  values: InventoryValues,
  source: Source,
): readonly Problem[] {
  const known = Object.keys(values.credentials);
  const path = [...place, 'credentials'];
  const line = source.lineAt(path);
  if (of.credentials === undefined) {
    if (known.length === 1) return [];
    const message = `${formatPath(path)} is missing: expected one of ${known.length} names under credentials.`;
    return [{ code: 'KEY_MISSING', line, message, hint: null }];
  }
  if (Object.hasOwn(values.credentials, of.credentials)) return [];
  const advice = known.length === 0 ? 'Add it under credentials.' : suggestWord(of.credentials, known);
  const message = `${formatPath(path)}: there are no credentials ${quote(of.credentials)}. ${advice}`;
  return [{ code: 'INVENTORY_CREDENTIALS_UNKNOWN', line, message, hint: null }];
}

/** Every jump host exists, and none is passed twice. */
function checkVia(
  { via = [] }: DeviceValues,
  index: number,
  values: InventoryValues,
  source: Source,
): readonly Problem[] {
  const known = Object.keys(values.jumpHosts);
  return via.flatMap((name, at): readonly Problem[] => {
    const path = ['devices', index, 'via', at];
    const isTwice = via.indexOf(name) < at;
    if (Object.hasOwn(values.jumpHosts, name) && !isTwice) return [];
    const advice = known.length === 0 ? 'Add it under jumpHosts.' : suggestWord(name, known);
    const what = isTwice
      ? `the jump host ${quote(name)} stands twice.`
      : `there is no jump host ${quote(name)}. ${advice}`;
    return [
      {
        code: 'INVENTORY_JUMP_HOST_UNKNOWN',
        line: source.lineAt(path),
        message: `${formatPath(path)}: ${what}`,
        hint: null,
      },
    ];
  });
}

function checkAccount(device: DeviceValues, index: number, source: Source): readonly Problem[] {
  if ((device.account === undefined) === (device.virtualAccount === undefined)) return [];
  const [stated, missing] =
    device.account === undefined ? ['virtualAccount', 'account'] : ['account', 'virtualAccount'];
  const message = `devices[${index}].${missing} is missing: ${stated} needs it.`;
  return [{ code: 'KEY_MISSING', line: source.lineAt(['devices', index, stated]), message, hint: null }];
}

/** CSSM itself has its tokens elsewhere; only an SSM On-Prem has local accounts and sign-ins. */
function checkCssm({ cssm }: InventoryValues, source: Source): readonly Problem[] {
  if (cssm === undefined || cssm.mode === 'on-prem') return [];
  const problem = (code: string, key: string, message: string): Problem => {
    const hint = 'For an SSM On-Prem write mode: on-prem.';
    return { code, line: source.lineAt(['cssm', key]), message, hint };
  };
  const { tokenUrl, signedIn } = cssm;
  return [
    ...(tokenUrl === undefined
      ? [
          problem(
            'KEY_MISSING',
            'tokenUrl',
            'cssm.tokenUrl is missing: expected a URL that begins with https://.',
          ),
        ]
      : []),
    ...(signedIn === undefined
      ? []
      : [problem('VALUE_INVALID', 'signedIn', 'cssm.signedIn: only an SSM On-Prem is signed in to.')]),
  ];
}

/** No Smart Account twice, one default at most. */
function checkAccounts({ cssm }: InventoryValues, source: Source): readonly Problem[] {
  const accounts = cssm?.accounts ?? [];
  const problem = (code: string, index: number, message: string): Problem => ({
    code,
    line: source.lineAt(['cssm', 'accounts', index]),
    message,
    hint: null,
  });
  return accounts.flatMap((account, index) => {
    const before = accounts.slice(0, index);
    const isTwice = before.some(({ name }) => name.toLowerCase() === account.name.toLowerCase());
    const isSecond = account.default && before.some((other) => other.default);
    return [
      ...(isTwice
        ? [problem('INVENTORY_DUPLICATE_ACCOUNT', index, `the account ${quote(account.name)} stands twice.`)]
        : []),
      ...(isSecond
        ? [
            problem(
              'INVENTORY_TWO_DEFAULTS',
              index,
              `a second account is the default: ${quote(account.name)}.`,
            ),
          ]
        : []),
    ];
  });
}
