import type { RpcEcho, RpcRequest } from '../../../core/wire/netconf/index.ts';
import type { ActiveFault } from '../../faults/contract.ts';
import { numberOf } from '../boot-faults.ts';
import type { Chassis } from '../chassis.ts';
import type { EndReason } from '../model/notice.ts';
import type { RpcAnswer } from './call.ts';
import { handlerOf, unknownOperation } from './dispatch.ts';
import type { Subscriber } from './notifications/subscriber.ts';
import type { ReplyWriter } from './reply-writer.ts';
import { readRequest } from './requests.ts';

/** Requests of one session that may wait while one is handled; more end the session. */
const WAITING_MAX = 4_096;
/** Characters of all waiting requests. */
const WAITING_CHARACTERS_MAX = 16_777_216;
/** Pieces of a reply after which a drop can be asked for: `after.chunk` of `netconf.drop-after`. */
const DROP_CHUNKS_MAX = 4;

/** What one session has seen, as `ietf-netconf-monitoring` counts it. */
export interface RpcCounters {
  inRpcs: number;
  inBadRpcs: number;
  outRpcErrors: number;
}

/** What the queue needs of its session. */
export interface QueueContext {
  readonly chassis: Chassis;
  readonly session: number;
  readonly user: string;
  readonly writer: ReplyWriter;
  readonly subscriber: Subscriber;
  readonly counters: RpcCounters;
  isOver(): boolean;
  /** `reason`: what other sessions hear; default `other`. */
  end(how: 'end' | 'reset', reason?: EndReason): void;
}

/** Handles the rpcs of one session one after another, in the order they came (RFC 6241 §4.5). */
export class RpcQueue {
  readonly #context: QueueContext;
  readonly #waiting: string[] = [];
  #characters = 0;
  #isBusy = false;

  constructor(context: QueueContext) {
    this.#context = context;
  }

  /** Takes a message; it is handled by `run`. */
  add(text: string): void {
    this.#characters += text.length;
    this.#waiting.push(text);
    const isFull = this.#waiting.length > WAITING_MAX || this.#characters > WAITING_CHARACTERS_MAX;
    if (isFull) this.#context.end('end');
  }

  /** Handles what waits until a request takes time. */
  run(): void {
    while (!this.#isBusy && !this.#context.isOver()) {
      const text = this.#waiting.shift();
      if (text === undefined) return;
      this.#characters -= text.length;
      this.#handle(text);
    }
  }

  #handle(text: string): void {
    const { writer, counters } = this.#context;
    const request = readRequest(text);
    if (request.kind !== 'rpc') {
      counters.inBadRpcs += 1;
      if (request.kind === 'malformed') writer.writeMalformed();
      this.#context.end('end');
    } else if (request.rpc.ok) {
      this.#perform(request.rpc.request, request.operation);
    } else {
      counters.inBadRpcs += 1;
      counters.outRpcErrors += 1;
      writer.writeError(request.rpc.echo, request.rpc.error);
    }
  }

  /** `recognised`: what the closed list of operations calls it, for the judges of the journal. */
  #perform({ operation, echo, messageId }: RpcRequest, recognised: string | null): void {
    const { chassis, session, user, subscriber, counters } = this.#context;
    counters.inRpcs += 1;
    const rpc = operation.name;
    const handler = handlerOf(operation.namespace, rpc, chassis.state.facts.release);
    chassis.note('rpc', session, user, { rpc, operation: recognised, messageId: messageId.slice(0, 64) });
    if (handler === null) chassis.note('unmatched', session, user, { rpc, namespace: operation.namespace });
    const drop = chassis.take('netconf.drop-after', { rpc });
    if (drop !== null && drop.params['executed'] === false) {
      this.#drop(drop);
      return;
    }
    const late = chassis.take('netconf.late', { rpc });
    this.#isBusy = true;
    let isInside = true;
    (handler ?? unknownOperation)({ chassis, session, user, operation, subscriber }, (answer) => {
      const deliver = (): void => {
        if (this.#context.isOver()) return;
        if (drop !== null) this.#drop(drop);
        else this.#finish(rpc, echo, answer);
      };
      if (late !== null)
        chassis.setTimer('late reply', numberOf(late, 'delayMs', 0), () => this.#goOn(deliver));
      else if (isInside) deliver();
      else this.#goOn(deliver);
    });
    isInside = false;
  }

  /** Delivers an answer that took time, and handles what has come meanwhile. */
  #goOn(deliver: () => void): void {
    const isSound = this.#context.chassis.guard('netconf reply', () => {
      deliver();
      this.run();
    });
    if (!isSound) this.#context.end('end');
  }

  #finish(rpc: string, echo: RpcEcho, answer: RpcAnswer): void {
    this.#isBusy = false;
    this.#context.chassis.countRpc(answer.kind === 'error');
    const bytes = this.#context.writer.encode(echo, answer);
    const chunk = this.#dropChunk(rpc);
    if (chunk !== null) {
      const { fault, after } = chunk;
      this.#context.writer.write(
        bytes.subarray(0, Math.ceil((bytes.length * after) / (DROP_CHUNKS_MAX + 1))),
      );
      this.#drop(fault);
      return;
    }
    this.#context.writer.write(bytes);
    if (answer.kind === 'error') this.#context.counters.outRpcErrors += 1;
    if (answer.kind !== 'ok') return;
    answer.afterwards?.();
    if (answer.endsSession === true) this.#context.end('end', 'closed');
  }

  /** After which piece of this reply the connection ends, when a fault asks for it. */
  #dropChunk(rpc: string): { readonly fault: ActiveFault; readonly after: number } | null {
    for (let after = 1; after <= DROP_CHUNKS_MAX; after += 1) {
      const fault = this.#context.chassis.take('netconf.drop-after', { rpc, chunk: after });
      if (fault !== null) return { fault, after };
    }
    return null;
  }

  #drop(fault: ActiveFault): void {
    this.#context.end(fault.params['orderly'] === true ? 'end' : 'reset');
  }
}
