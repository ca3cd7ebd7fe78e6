import {
  childOf,
  leafOf,
  NETCONF_NAMESPACE,
  type RpcErrorData,
  type XmlElement,
} from '../../../../core/wire/netconf/index.ts';
import {
  candidateConfig,
  commit as commitNow,
  type Confirmation,
  setCandidate,
  takeBack,
} from '../../actions/candidate.ts';
import type { PendingConfirm } from '../../model/candidate.ts';
import { candidateMode } from '../../model/state.ts';
import { atOnce, OK, refused, type RpcAnswer, type RpcCall, type RpcHandler } from '../call.ts';
import { inUse, invalidValue, operationFailed, unsupportedDatastore } from '../errors.ts';
import { type Parameter, unknownParameter } from '../parameters.ts';
import { notNow, putInForce } from './put-in-force.ts';

const PARAMETERS = ['confirmed', 'confirm-timeout', 'persist', 'persist-id'];
const MOMENT = { rpc: 'commit' };

/** Default of `confirm-timeout` in seconds, RFC 6241 section 8.4.5. */
const TIMEOUT_S = 600;

/**
 * `<commit>`, RFC 6241 §8.3.4.1 and §8.4. The device's parser may refuse it as it refuses an edit of running, and the same
 * faults are asked for, with the moment `commit`.
 */
export const commit = ofCandidate((call): RpcAnswer => {
  const { chassis, session, operation } = call;
  const unknown = unknownParameter(operation, PARAMETERS);
  if (unknown !== null) return refused(unknown);
  const confirmation = confirmationOf(operation);
  if ('error' in confirmation) return refused(confirmation.error);
  const { lock, confirm } = chassis.state.candidate;
  const stranger = notYours(call, confirm);
  if (stranger !== null) return refused(stranger);
  if (lock !== null && lock.session !== session) return refused(inUse(lock));
  const hindrance = notNow(call, MOMENT);
  if (hindrance !== null) return refused(hindrance);
  return putInForce(call, candidateConfig(chassis), MOMENT, (writer) =>
    commitNow(chassis, writer, confirmation.value),
  );
});

/** `<cancel-commit>`, RFC 6241 §8.4.4.1. */
export const cancelCommit = ofCandidate((call): RpcAnswer => {
  const { confirm } = call.chassis.state.candidate;
  if (confirm === null) return refused(operationFailed('no confirmed commit is pending'));
  const stranger = notYours(call, confirm);
  if (stranger !== null) return refused(stranger);
  takeBack(call.chassis, 'cancel', { session: call.session, user: call.user });
  return OK;
});

/** `<discard-changes>`, RFC 6241 §8.3.4.2: the candidate becomes running again. */
export const discardChanges = ofCandidate(({ chassis, session }): RpcAnswer => {
  const { lock } = chassis.state.candidate;
  if (lock !== null && lock.session !== session) return refused(inUse(lock));
  setCandidate(chassis, { edited: null });
  return OK;
});

/** An operation that the switch has only while the candidate is on. */
function ofCandidate(handle: (call: RpcCall) => RpcAnswer): RpcHandler {
  return atOnce((call) =>
    candidateMode(call.chassis.state) === 'off' ? refused(unsupportedDatastore('candidate')) : handle(call),
  );
}

/** A pending confirmed commit may be followed up with its token, or by its own session where it has none. */
function notYours({ session, operation }: RpcCall, pending: PendingConfirm | null): RpcErrorData | null {
  const given = leafOf(operation, NETCONF_NAMESPACE, 'persist-id');
  if (given !== (pending?.persist ?? null))
    return invalidValue(`/rpc/${operation.name}/persist-id`, 'persist-id', given ?? '');
  if (pending === null || pending.persist !== null || pending.session === session) return null;
  const holder = `session ${pending.session} (confirmed commit)`;
  return inUse({ session: pending.session, holder, sinceMs: 0, untilMs: null });
}

function confirmationOf(operation: XmlElement): Parameter<Confirmation | null> {
  const seconds = leafOf(operation, NETCONF_NAMESPACE, 'confirm-timeout') ?? String(TIMEOUT_S);
  if (!/^[1-9][0-9]{0,9}$/.test(seconds))
    return { error: invalidValue('/rpc/commit/confirm-timeout', 'confirm-timeout', seconds) };
  if (childOf(operation, NETCONF_NAMESPACE, 'confirmed') === null) return { value: null };
  const persist = leafOf(operation, NETCONF_NAMESPACE, 'persist');
  return { value: { withinMs: Number(seconds) * 1000, persist } };
}
