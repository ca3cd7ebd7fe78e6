/** What can be wrong with a CLI session, in words. */
import { DeviceError, ProtocolError } from '../../../core/errors.ts';
import type { LicenseLabError } from '../../../core/errors.ts';
import type { Address } from '../../../core/ports/network.ts';
import { LOGIN_TIMEOUT_MS } from './limits.ts';

/** The session is over: what is asked of it now is not sent. */
export function sessionLost(address: Address): LicenseLabError {
  return new DeviceError('SESSION_LOST', `The CLI session to ${address.deviceId} has ended.`, {
    retry: 'new-session',
    context: contextOf(address),
  });
}

/** A line is still under way. */
export function busy(address: Address): LicenseLabError {
  return new DeviceError(
    'CHANNEL_BUSY',
    `Nothing was sent to ${address.deviceId}: the line before has not ended.`,
    {
      definite: true,
      retry: 'same-session',
      context: contextOf(address),
    },
  );
}

/** No privileged prompt in time. */
export function loginTimeout(address: Address): LicenseLabError {
  return new ProtocolError(
    'CLI_LOGIN_TIMEOUT',
    `${address.deviceId} showed no privileged prompt within ${LOGIN_TIMEOUT_MS / 1000} s.`,
    {
      definite: true,
      retry: 'new-session',
      context: contextOf(address),
    },
  );
}

/** The device ended the session before its prompt. */
export function endedEarly(address: Address): LicenseLabError {
  return new ProtocolError(
    'CLI_LOGIN_ENDED',
    `${address.deviceId} ended the CLI session before its prompt.`,
    {
      definite: true,
      retry: 'new-session',
      context: contextOf(address),
    },
  );
}

/** No prompt after a line in time. */
export function lineTimeout(address: Address): LicenseLabError {
  return new ProtocolError('CLI_TIMEOUT', `${address.deviceId} did not come back to its prompt in time.`, {
    retry: 'new-session',
    context: contextOf(address),
  });
}

/** An output broke a limit. */
export function unreadable(address: Address): LicenseLabError {
  return new ProtocolError(
    'CLI_OUTPUT_TOO_LARGE',
    `${address.deviceId} printed more than the size limit of one output.`,
    {
      retry: 'new-session',
      context: contextOf(address),
    },
  );
}

function contextOf(address: Address): {
  readonly deviceId: string;
  readonly host: string;
  readonly port: number;
} {
  return { deviceId: address.deviceId, host: address.host, port: address.sshPort };
}
