/**
 * SSH's handshake as three exchanges of typical size, so that faults of bytes and delays meet it as they meet the real one:
 * identification with key exchange, password, request for subsystem or shell.
 */
export const MEMORY_HANDSHAKE = {
  keys: { ask: 1_500, answer: 2_200 },
  login: { ask: 200, answer: 100 },
  request: { ask: 150, answer: 120 },
} as const;

/** Sizes of one exchange, in bytes. */
export interface Exchange {
  readonly ask: number;
  readonly answer: number;
}

/** Counts bytes that come in pieces, and calls `then` once when `count` of them are there. */
export function expectBytes(count: number, then: () => void): (bytes: Uint8Array) => void {
  let missing = count;
  return (bytes) => {
    if (missing <= 0) return;
    missing -= bytes.length;
    if (missing <= 0) then();
  };
}
