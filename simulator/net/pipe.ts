import type { Clock, Timer } from '../../core/ports/clock.ts';
import type { Random } from '../../core/ports/random.ts';
import type { Shape } from './shape.ts';

/** Largest piece that travels as one: the packet size of ssh2's channels. */
export const PACKET_BYTES = 32_768;

/** Where a pipe leads to. After `ended` or `reset` nothing more is called. */
export interface PipeSink {
  data(bytes: Uint8Array): void;
  /** Orderly end, after the last byte. */
  ended(): void;
  /** The connection is gone: by `reset`, or because the limit of the shape is reached. */
  reset(): void;
}

/** One direction of a connection: bytes come out in order, later, in the pieces and at the pace of its shape. */
export interface Pipe {
  write(bytes: Uint8Array): void;
  /** Orderly end after what was written. */
  end(): void;
  /** Connection lost: of what is on its way only the first `keep` pieces arrive, then `reset`. */
  reset(keep: number): void;
  /** Nothing arrives any more, not even a reset. */
  destroy(): void;
  /** Pieces on their way. */
  inFlight(): number;
  /** True while bytes wait for their turn because of the bandwidth. */
  isBusy(): boolean;
  /** Milliseconds until {@link Pipe.isBusy} is false. */
  busyForMs(): number;
}

interface Item {
  readonly atMs: number;
  readonly what: Uint8Array | 'end' | 'reset';
}

/** Makes a pipe on a clock. Its one timer keeps the order, also where the clock orders ties by chance. */
export function createPipe(clock: Clock, random: Random, shape: Shape, sink: PipeSink): Pipe {
  let items: Item[] = [];
  /** Index of the next item: shifting a long array would move all of it each time. */
  let head = 0;
  let timer: Timer | null = null;
  let lastAtMs = 0;
  let busyUntilMs = 0;
  let passedBytes = 0;
  let isClosed = false;

  function push(what: Item['what'], extraMs: number): void {
    const startMs = Math.max(clock.monotonicMs(), busyUntilMs);
    const jitterMs = shape.jitterMs === 0 ? 0 : random.next() * shape.jitterMs;
    lastAtMs = Math.max(lastAtMs, startMs + shape.latencyMs + jitterMs) + extraMs;
    items.push({ atMs: lastAtMs, what });
    arm();
  }

  function arm(): void {
    const first = items[head];
    if (timer !== null || first === undefined) return;
    timer = clock.setTimer('bytes on their way', first.atMs - clock.monotonicMs(), deliver);
  }

  function deliver(): void {
    timer = null;
    const nowMs = clock.monotonicMs();
    for (let first = items[head]; first !== undefined && first.atMs <= nowMs; first = items[head]) {
      head += 1;
      if (first.what === 'end') return finish('ended');
      if (first.what === 'reset') return finish('reset');
      sink.data(first.what);
    }
    if (head === items.length) [items, head] = [[], 0];
    arm();
  }

  function finish(how: 'ended' | 'reset'): void {
    close();
    sink[how]();
  }

  function close(): void {
    isClosed = true;
    [items, head] = [[], 0];
    timer?.cancel();
    timer = null;
  }

  /** Takes one piece; false when the limit of the shape is reached by it. */
  function send(bytes: Uint8Array, pauseMs: number): boolean {
    const left = shape.limitBytes === null ? bytes.length : shape.limitBytes - passedBytes;
    const passing = bytes.length <= left ? bytes : bytes.subarray(0, Math.max(0, left));
    passedBytes += passing.length;
    if (shape.bytesPerMs !== null) {
      busyUntilMs = Math.max(clock.monotonicMs(), busyUntilMs) + passing.length / shape.bytesPerMs;
    }
    if (passing.length > 0) push(passing, pauseMs);
    if (shape.limitBytes === null || passedBytes < shape.limitBytes) return true;
    push('reset', 0);
    return false;
  }

  return {
    write(bytes) {
      if (isClosed || shape.isSilent) return;
      // The sender may use its buffer again. Not slice(): a Buffer's gives the same memory.
      const copy = new Uint8Array(bytes);
      for (let from = 0; from < copy.length; ) {
        const piece = copy.subarray(from, from + pieceSize(shape, random));
        if (!send(piece, from === 0 ? 0 : (shape.slice?.delayMs ?? 0))) return;
        from += piece.length;
      }
    },
    end() {
      if (!isClosed && !shape.isSilent) push('end', shape.closeDelayMs);
    },
    reset(keep) {
      if (isClosed || shape.isSilent) return;
      [items, head] = [items.slice(head, head + keep), 0];
      lastAtMs = items.at(-1)?.atMs ?? clock.monotonicMs();
      timer?.cancel();
      timer = null;
      push('reset', 0);
    },
    destroy: close,
    inFlight: () => items.length - head,
    isBusy: () => busyUntilMs > clock.monotonicMs(),
    busyForMs: () => Math.max(0, busyUntilMs - clock.monotonicMs()),
  };
}

function pieceSize(shape: Shape, random: Random): number {
  if (shape.slice === null) return PACKET_BYTES;
  const { averageBytes, variationBytes } = shape.slice;
  const offset = variationBytes === 0 ? 0 : random.below(2 * variationBytes + 1) - variationBytes;
  return Math.min(PACKET_BYTES, Math.max(1, averageBytes + offset));
}
