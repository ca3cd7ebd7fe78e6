/**
 * The keyring of the desktop. A library for it would be a native addon, so the program of the system is asked: `secret-tool` (Linux,
 * package libsecret-tools) or `security` (macOS).
 */
import { ConfigError, isLicenseLabError } from '../../core/errors.ts';
import { firstLine } from './command-secret.ts';
import { Secret } from './secret.ts';

type Lookup = (service: string, account: string) => readonly string[];

const PROGRAMS: Partial<Record<NodeJS.Platform, Lookup>> = {
  linux: (service, account) => ['secret-tool', 'lookup', 'service', service, 'account', account],
  darwin: (service, account) => ['security', 'find-generic-password', '-w', '-s', service, '-a', account],
};

/** How a secret is put there, for messages. */
const STORE: Partial<Record<NodeJS.Platform, Lookup>> = {
  linux: (service, account) => [
    'secret-tool',
    'store',
    '--label',
    service,
    'service',
    service,
    'account',
    account,
  ],
  darwin: (service, account) => ['security', 'add-generic-password', '-s', service, '-a', account, '-w'],
};

/**
 * The secret of `SERVICE/ACCOUNT`. Throws `SECRET_KEYRING_UNSUPPORTED` where the system has no such program, and
 * `SECRET_KEYRING_EMPTY` where it gives nothing.
 */
export async function keyringSecret(
  place: string,
  folder: string,
  platform: NodeJS.Platform,
): Promise<Secret> {
  const slash = place.indexOf('/');
  const [service, account] = [place.slice(0, slash), place.slice(slash + 1)];
  const [program, ...args] = PROGRAMS[platform]?.(service, account) ?? [];
  if (program === undefined) {
    throw new ConfigError(
      'SECRET_KEYRING_UNSUPPORTED',
      `keyring: is not known on this system (${platform}).`,
      {
        hint: 'Let a program print the secret, exec:COMMAND, or keep it in a file of mode 600, file:PATH.',
      },
    );
  }
  let secret = '';
  try {
    secret = await firstLine(program, args, folder);
  } catch (cause) {
    if (!isLicenseLabError(cause)) throw cause;
    if (cause.message.includes('was not found')) throw noProgram(program, cause);
  }
  if (secret !== '') return new Secret(secret);
  throw new ConfigError(
    'SECRET_KEYRING_EMPTY',
    `The keyring has no secret for ${service}/${account}, or is locked.`,
    {
      hint: `Put it there: ${(STORE[platform]?.(service, account) ?? []).join(' ')}`,
    },
  );
}

function noProgram(program: string, cause: unknown): ConfigError {
  return new ConfigError(
    'SECRET_KEYRING_UNSUPPORTED',
    `keyring: needs the program ${program}, which is not here.`,
    {
      hint: 'Install it (Debian: libsecret-tools), or use env:NAME, file:PATH or exec:COMMAND.',
      cause,
    },
  );
}
