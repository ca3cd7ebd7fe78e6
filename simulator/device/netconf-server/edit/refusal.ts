import type { RpcErrorData } from '../../../../core/wire/netconf/index.ts';

/** An edit is refused: thrown while an edit is worked out, before anything is applied. Never leaves this folder's entry. */
export class EditRefusal extends Error {
  readonly rpcError: RpcErrorData;

  constructor(rpcError: RpcErrorData) {
    super(rpcError.message ?? rpcError.tag);
    this.rpcError = rpcError;
  }
}
