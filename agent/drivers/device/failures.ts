/** Outcomes of effects from errors, and the driver's own failures. */
import type { LicenseLabError } from '../../../core/errors.ts';
import { failureOf } from '../../../core/machine.ts';
import type { Failure, Outcome } from '../../../core/machine.ts';
import type { Address } from '../../../core/ports/network.ts';
import { triageErrors } from '../../../core/wire/ios-xe/index.ts';
import type { ErrorTriage } from '../../../core/wire/ios-xe/index.ts';
import type { RpcReply } from '../../../core/wire/netconf/index.ts';

/** A failure of the driver itself. */
export function failure(
  code: string,
  address: Address,
  message: string,
  hint: string | null = null,
): Failure {
  return { code, message, hint, context: { deviceId: address.deviceId, host: address.host } };
}

/** *Not sent* with the error's own words. */
export function notSent(error: LicenseLabError | Failure): Outcome {
  return { result: 'not-sent', failure: asFailure(error) };
}

/** *Unknown* with the error's own words. */
export function unknown(error: LicenseLabError | Failure): Outcome {
  return { result: 'unknown', failure: asFailure(error) };
}

/** *Refused*; `value` is what was read after the refusal. */
export function refused(reason: Failure, value?: unknown): Outcome {
  return value === undefined
    ? { result: 'refused', failure: reason }
    : { result: 'refused', failure: reason, value };
}

/** *Ok* with what was read. */
export function ok(value: unknown): Outcome {
  return { result: 'ok', value };
}

/** The session named by an effect is gone; for a read that is harmless, the machine identifies again. */
export function sessionLost(address: Address, why = 'it has ended'): Failure {
  return failure('SESSION_LOST', address, `The NETCONF session to ${address.deviceId} is gone: ${why}`);
}

/** The worker may not write any more. */
export function writeNotAllowed(address: Address): Failure {
  return failure(
    'WRITE_NOT_ALLOWED',
    address,
    `Nothing was written to ${address.deviceId}: this worker does not own the change any more.`,
  );
}

/** Codes that name the holder of a lock, whatever was asked for. */
export function refusal(address: Address, code: string, what: string, triage: ErrorTriage): Failure {
  const { holder, cause, retry, text } = triage;
  if (cause === 'locked' && retry === 'wait') {
    return failure(
      'DEVICE_LOCKED_BY_DAEMON',
      address,
      `${address.deviceId} refused ${what}: its own ${holder?.name ?? 'daemon'} holds the lock.`,
      WAIT_HINT,
    );
  }
  if (cause === 'locked') {
    const who = holder === null || holder.who === '' ? 'somebody' : holder.who;
    return failure(
      'DEVICE_LOCKED',
      address,
      `${address.deviceId} refused ${what}: the configuration is locked by ${who}.`,
      LOCKED_HINT,
    );
  }
  if (cause === 'syncing')
    return failure(
      'DEVICE_SYNCING',
      address,
      `${address.deviceId} refused ${what}: it synchronizes its configuration just now.`,
      WAIT_HINT,
    );
  const refusedLines = triage.refused.map(({ command, response }) =>
    response === null ? command : `${command}: ${response}`,
  );
  const lines = refusedLines.length === 0 ? '' : ` (${refusedLines.join('; ')})`;
  return failure(
    code,
    address,
    `${address.deviceId} refused ${what}: ${text}${lines}`,
    cause === 'access-denied' ? ACCESS_HINT : null,
  );
}

/** The errors of a reply in words; null when it has none. */
export function triageOf(reply: RpcReply): ErrorTriage | null {
  return triageErrors(reply.errors);
}

function asFailure(error: LicenseLabError | Failure): Failure {
  return error instanceof Error ? failureOf(error) : error;
}

const WAIT_HINT = 'It passes by itself; try again in some minutes.';
const LOCKED_HINT = 'Wait until that session has finished; this program never kills sessions.';
const ACCESS_HINT = 'The user needs privilege 15.';
