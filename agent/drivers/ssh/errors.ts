/** Errors of the SSH client in the words of `core/ports/network.ts`. Those before `opened` are all definite. */
import { TransportError } from '../../../core/errors.ts';
import type { LicenseLabError, Retry } from '../../../core/errors.ts';
import type { Address, Service } from '../../../core/ports/network.ts';

/** Codes given to `closed` before `opened`. */
export type OpenErrorCode =
  | 'UNREACHABLE'
  | 'CONNECT_TIMEOUT'
  | 'HANDSHAKE_FAILED'
  | 'AUTH_FAILED'
  | 'SUBSYSTEM_REFUSED'
  | 'PEER_TOO_LOUD'
  | 'JUMP_HOST_FAILED';

/** TCP port of a service. */
export function portOf(address: Address, service: Service): number {
  return service === 'netconf' ? address.netconfPort : address.sshPort;
}

/** How a device is named in messages. */
export function whereIs(address: Address, service: Service): string {
  return `${address.deviceId} (${address.host} port ${portOf(address, service)})`;
}

const RETRY: Readonly<Record<OpenErrorCode, Retry>> = {
  UNREACHABLE: 'new-session',
  CONNECT_TIMEOUT: 'new-session',
  HANDSHAKE_FAILED: 'new-session',
  AUTH_FAILED: 'never',
  SUBSYSTEM_REFUSED: 'new-session',
  PEER_TOO_LOUD: 'never',
  JUMP_HOST_FAILED: 'new-session',
};

/** An error before the channel was open: certainly nothing was asked of the device. `text` goes on after the device's name. */
export function openError(
  code: OpenErrorCode,
  address: Address,
  service: Service,
  text: string,
  hint: string | null = null,
  cause?: unknown,
): TransportError {
  return new TransportError(code, `${whereIs(address, service)} ${text}`, {
    definite: true,
    retry: RETRY[code],
    context: { deviceId: address.deviceId, host: address.host, port: portOf(address, service) },
    ...(hint === null ? {} : { hint }),
    ...(cause === undefined ? {} : { cause }),
  });
}

/**
 * The device was not called, because a jump host on the way failed: `JUMP_HOST_FAILED`, whatever the jump host's own error is. It
 * says nothing about the device, and is the same fault for every device behind that host (safety F52). `context.jumpHost` names it,
 * `context.jumpHostCode` is its own code.
 */
export function jumpHostError(
  address: Address,
  service: Service,
  hop: Address,
  cause: LicenseLabError,
): TransportError {
  return new TransportError(
    'JUMP_HOST_FAILED',
    `${whereIs(address, service)} was not called, because a jump host on the way failed: ${cause.message}`,
    {
      definite: true,
      retry: cause.retry,
      context: {
        deviceId: address.deviceId,
        host: address.host,
        port: portOf(address, service),
        // Of a chain, the host that failed and not the ones behind it.
        jumpHost: cause.context['jumpHost'] ?? hop.deviceId,
        jumpHostCode: cause.context['jumpHostCode'] ?? cause.code,
      },
      ...(cause.hint === null ? {} : { hint: cause.hint }),
      cause,
    },
  );
}

/** The channel was open and is gone. What was under way may have been done. */
export function connectionLost(address: Address, service: Service, text: string): TransportError {
  return new TransportError(
    'CONNECTION_LOST',
    `The connection to ${whereIs(address, service)} was lost: ${text}.`,
    {
      definite: false,
      retry: 'new-session',
      context: { deviceId: address.deviceId, host: address.host, port: portOf(address, service) },
    },
  );
}

/** A system error in words; anything else by its text, cut and without control characters, because a peer may have made it. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  const known = typeof code === 'string' ? SYSTEM_ERRORS[code] : undefined;
  if (known !== undefined) return known;
  return (typeof message === 'string' ? message : String(error)).replace(/[^ -~]/g, '?').slice(0, 200);
}

const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset by the peer',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'network unreachable',
  ENOTFOUND: 'the name is not known to DNS',
  EAI_AGAIN: 'DNS does not answer',
  ETIMEDOUT: 'the connection timed out',
  EPIPE: 'connection closed by the peer',
  EMFILE: 'this process has no file descriptors left',
};
