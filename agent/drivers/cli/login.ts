import { ConfigError, DeviceError } from '../../../core/errors.ts';
import type { LicenseLabError } from '../../../core/errors.ts';
import type { Address } from '../../../core/ports/network.ts';
import {
  cleanOutput,
  findCliError,
  plainLine,
  writeLine,
  writeSecret,
} from '../../../core/wire/ios-xe/index.ts';
import type { Tail } from '../../../core/wire/ios-xe/index.ts';
import type { Secret } from '../../secrets/secret.ts';

/** How a login goes on. */
export interface LoginHandlers {
  readonly send: (text: string) => void;
  /** In privileged mode, paging off; `host` is the name in the prompt. */
  readonly done: (host: string) => void;
  readonly failed: (error: LicenseLabError) => void;
}

/** Leads a fresh shell to privileged mode with paging off. */
export interface Login {
  /** The output has come to rest at `tail`. */
  settled(tail: Tail, output: string): void;
}

/** Lines sent once in privileged mode: long outputs are not paged, long lines not wrapped. */
const SETTINGS = ['terminal-length', 'terminal-width'] as const;

/** Makes the login of one session. The enable secret is sent once, and only to the question that follows `enable`. */
export function createLogin(
  address: Address,
  enable: Secret | null,
  { send, done, failed }: LoginHandlers,
): Login {
  let step: 'prompt' | 'enable' | 'secret' | number = 'prompt';
  let host: string | null = null;

  const set = (index: number): void => {
    const name = SETTINGS[index];
    if (name === undefined) return done(host ?? '');
    step = index;
    return send(writeLine(plainLine(name)));
  };
  const elevate = (): void => {
    if (enable === null) return failed(noSecret(address));
    step = 'enable';
    return send(writeLine(plainLine('enable')));
  };
  const giveSecret = (): void => {
    step = 'secret';
    try {
      send(writeSecret(enable?.reveal() ?? ''));
    } catch (cause) {
      failed(unusable(address, cause));
    }
  };

  return {
    settled(tail, output) {
      if (tail.kind === 'password' && step === 'enable') return giveSecret();
      if (tail.kind !== 'prompt')
        return failed(step === 'secret' ? refused(address) : unexpected(address, tail));
      if (tail.isStandby || tail.mode === 'config') return failed(unexpected(address, tail));
      if (host !== null && tail.host !== host) return undefined;
      host = tail.host;
      if (typeof step === 'number') return set(step + 1);
      if (tail.mode === 'privileged') return set(0);
      if (step === 'prompt') return elevate();
      return failed(refused(address, findCliError(cleanOutput(output, { host }))?.text));
    },
  };
}

function refused(address: Address, text?: string): LicenseLabError {
  return new DeviceError(
    'ENABLE_REFUSED',
    `${address.deviceId} refused the enable secret${text === undefined ? '' : ` (${text})`}.`,
    {
      definite: true,
      hint: 'Correct `enable` in the credential set; it is tried once.',
      context: { deviceId: address.deviceId },
    },
  );
}

function noSecret(address: Address): LicenseLabError {
  return new DeviceError(
    'ENABLE_SECRET_MISSING',
    `${address.deviceId} gives only an unprivileged prompt, and the credential set has no enable secret.`,
    {
      definite: true,
      hint: 'Add `enable` to the credential set, or give the user privilege 15.',
      context: { deviceId: address.deviceId },
    },
  );
}

function unusable(address: Address, cause: unknown): LicenseLabError {
  return new ConfigError(
    'ENABLE_SECRET_UNUSABLE',
    `The enable secret for ${address.deviceId} cannot be typed into a terminal; it was not sent.`,
    {
      context: { deviceId: address.deviceId },
      cause,
    },
  );
}

function unexpected(address: Address, tail: Tail): LicenseLabError {
  const what =
    tail.kind === 'prompt'
      ? tail.isStandby
        ? 'the prompt of a standby member'
        : `the prompt of ${tail.mode} mode`
      : `a ${tail.kind} question`;
  return new DeviceError(
    'CLI_LOGIN_UNEXPECTED',
    `${address.deviceId} showed ${what} after the login; nothing was answered.`,
    {
      definite: true,
      context: { deviceId: address.deviceId },
    },
  );
}
