/** What can be wrong on the way to a device, in words: the device's own trouble, or a jump host's. */
import type { LicenseLabError } from '../../../core/errors.ts';
import type { Address, Service } from '../../../core/ports/network.ts';
import { jumpHostError, openError, reasonOf } from './errors.ts';
import { CONNECT_TIMEOUT_MS, HOP_CONNECTIONS_MAX } from './limits.ts';
import { Tunnel } from './tunnel.ts';

/** A direct call that failed. */
export function connectFailed(
  address: Address,
  service: Service,
  { failed, cause }: { readonly failed: 'unreachable' | 'timeout'; readonly cause: unknown },
): LicenseLabError {
  return failed === 'timeout'
    ? openError('CONNECT_TIMEOUT', address, service, `did not answer within ${CONNECT_TIMEOUT_MS / 1000} s`)
    : openError('UNREACHABLE', address, service, `cannot be reached: ${reasonOf(cause)}`);
}

/** No answer of the device to the jump host. */
export function noAnswer(address: Address, service: Service, hop: Address): LicenseLabError {
  const text = `did not answer the jump host ${hop.deviceId} within ${CONNECT_TIMEOUT_MS / 1000} s`;
  return openError('CONNECT_TIMEOUT', address, service, text);
}

/** RFC 4254 section 5.1: 2 is SSH_OPEN_CONNECT_FAILED, the device's own trouble; the others are the jump host's. */
const CONNECT_FAILED = 2;

/** The jump host did not make the connection. */
export function refusedTunnel(
  address: Address,
  service: Service,
  hop: Address,
  cause: unknown,
): LicenseLabError {
  const text = reasonOf(cause).replace('(SSH) Channel open failure: ', '');
  if ((cause as { readonly reason?: unknown }).reason === CONNECT_FAILED) {
    const why = text === '' ? 'it got no connection' : text;
    return openError(
      'UNREACHABLE',
      address,
      service,
      `cannot be reached from the jump host ${hop.deviceId}: ${why}`,
    );
  }
  const own = openError(
    'HANDSHAKE_FAILED',
    hop,
    'cli',
    `did not make the connection: ${text}`,
    FORWARDING_HINT,
  );
  return jumpHostError(address, service, hop, own);
}

/** Too many jump hosts at once. */
export function tooManyHops(hop: Address): LicenseLabError {
  return openError(
    'UNREACHABLE',
    hop,
    'cli',
    `was not called: ${HOP_CONNECTIONS_MAX} jump hosts are in use already`,
  );
}

/** A jump host was there and is gone. */
export function hopGone(hop: Address, text: string): LicenseLabError {
  return openError('HANDSHAKE_FAILED', hop, 'cli', `is gone: ${text}`);
}

/** Why what stands on `socket` ended, when a jump host below it is gone; else null. */
export function lostBelow(socket: unknown): LicenseLabError | null {
  return socket instanceof Tunnel ? socket.lost : null;
}

const FORWARDING_HINT = 'Check AllowTcpForwarding and PermitOpen of its sshd.';
