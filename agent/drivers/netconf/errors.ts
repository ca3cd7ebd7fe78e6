/** What can be wrong with a session, in words. */
import { DeviceError, ProtocolError } from '../../../core/errors.ts';
import type { LicenseLabError } from '../../../core/errors.ts';
import type { Address } from '../../../core/ports/network.ts';
import { STRAY_REPLIES_MAX } from './limits.ts';

/** The hello was not complete in time. */
export function helloTimeout(address: Address, timeoutMs: number): LicenseLabError {
  return new ProtocolError(
    'HELLO_TIMEOUT',
    `${address.deviceId} sent no complete NETCONF hello within ${timeoutMs / 1000} s.`,
    {
      definite: true,
      retry: 'new-session',
      hint: 'Shortly after a boot NETCONF is not ready yet; otherwise see show netconf-yang status.',
      context: contextOf(address),
    },
  );
}

/** The peer ended before its hello. */
export function endedEarly(address: Address): LicenseLabError {
  return new ProtocolError(
    'HELLO_MISSING',
    `${address.deviceId} ended the NETCONF session before its hello.`,
    {
      definite: true,
      retry: 'new-session',
      hint: 'Shortly after a boot NETCONF is not ready yet.',
      context: contextOf(address),
    },
  );
}

/** Too many replies to nobody. */
export function tooManyStray(address: Address): LicenseLabError {
  return new ProtocolError(
    'NETCONF_STRAY_REPLIES',
    `${address.deviceId} sent more than ${STRAY_REPLIES_MAX} replies that nobody waits for.`,
    { retry: 'new-session', context: contextOf(address) },
  );
}

/** The session is over: what is asked of it now is not sent. */
export function sessionClosed(address: Address): LicenseLabError {
  return new DeviceError('SESSION_LOST', `The NETCONF session to ${address.deviceId} has ended.`, {
    retry: 'new-session',
    context: contextOf(address),
  });
}

/** An urgent rpc found earlier bytes still in this process. */
export function notDrained(address: Address): LicenseLabError {
  return new DeviceError(
    'CHANNEL_BUSY',
    `Nothing was sent to ${address.deviceId}: what was written before has not left yet.`,
    {
      definite: true,
      retry: 'same-session',
      context: contextOf(address),
    },
  );
}

function contextOf(address: Address): {
  readonly deviceId: string;
  readonly host: string;
  readonly port: number;
} {
  return { deviceId: address.deviceId, host: address.host, port: address.netconfPort };
}
