import type { RpcErrorData, XmlElement } from '../../../core/wire/netconf/index.ts';
import type { Chassis } from '../chassis.ts';
import type { Subscriber } from './notifications/subscriber.ts';

/** One rpc that is being handled. */
export interface RpcCall {
  readonly chassis: Chassis;
  /** Session number, which is its session-id. */
  readonly session: number;
  readonly user: string;
  /** The operation's element, child of `<rpc>`. */
  readonly operation: XmlElement;
  /** The session's subscription to notifications. */
  readonly subscriber: Subscriber;
}

/** What the server answers. `endsSession`: the connection is closed after the answer has been written; `afterwards` is called then. */
export type RpcAnswer =
  | { readonly kind: 'ok'; readonly endsSession?: true; readonly afterwards?: () => void }
  | { readonly kind: 'content'; readonly content: readonly XmlElement[] }
  | { readonly kind: 'error'; readonly error: RpcErrorData };

/** Handles one operation and answers exactly once, at once or later. */
export type RpcHandler = (call: RpcCall, answer: (answer: RpcAnswer) => void) => void;

/** The answer `<ok/>`. */
export const OK: RpcAnswer = { kind: 'ok' };

/** The answer that refuses. */
export function refused(error: RpcErrorData): RpcAnswer {
  return { kind: 'error', error };
}

/** A handler that answers at once. */
export function atOnce(handle: (call: RpcCall) => RpcAnswer): RpcHandler {
  return (call, answer) => answer(handle(call));
}
