import {
  encodeFrame,
  type Framing,
  NO_ECHO,
  type RpcEcho,
  type RpcErrorData,
  rpcError,
  writeErrorReply,
  writeOkReply,
  writeReply,
} from '../../../core/wire/netconf/index.ts';
import type { ServerChannel } from '../contract.ts';
import type { RpcAnswer } from './call.ts';

/** Puts answers on the wire. */
export class ReplyWriter {
  readonly #channel: ServerChannel;
  readonly #framing: () => Framing;

  constructor(channel: ServerChannel, framing: () => Framing) {
    this.#channel = channel;
    this.#framing = framing;
  }

  /** The bytes of an answer to the rpc whose attributes are in `echo`. */
  encode(echo: RpcEcho, answer: RpcAnswer): Uint8Array {
    return encodeFrame(textOf(echo, answer), this.#framing());
  }

  write(bytes: Uint8Array): void {
    this.#channel.write(bytes);
  }

  /** A message that is no XML: RFC 6241 Appendix A, for peers of base:1.1. The session ends after it. */
  writeMalformed(): void {
    const error = rpcError({ type: 'rpc', tag: 'malformed-message' });
    this.write(this.encode(NO_ECHO, { kind: 'error', error }));
  }

  writeError(echo: RpcEcho, error: RpcErrorData): void {
    this.write(this.encode(echo, { kind: 'error', error }));
  }
}

function textOf(echo: RpcEcho, answer: RpcAnswer): string {
  switch (answer.kind) {
    case 'ok':
      return writeOkReply(echo);
    case 'content':
      return writeReply(echo, answer.content);
    case 'error':
      return writeErrorReply(echo, [answer.error]);
  }
}
