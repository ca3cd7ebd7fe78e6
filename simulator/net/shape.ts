import type { FaultMoment, Faults } from '../faults/contract.ts';

/** How bytes pass in one direction of a connection; a value that changes nothing is 0, null or false. */
export interface Shape {
  readonly latencyMs: number;
  /** Up to so much later, by chance; order is kept. */
  readonly jitterMs: number;
  readonly bytesPerMs: number | null;
  readonly slice: {
    readonly averageBytes: number;
    readonly variationBytes: number;
    readonly delayMs: number;
  } | null;
  /** The connection ends when so many bytes have passed. */
  readonly limitBytes: number | null;
  /** Nothing passes any more. */
  readonly isSilent: boolean;
  /** The end of the stream comes so much later than the last byte. */
  readonly closeDelayMs: number;
}

/** What net faults do to one connection. */
export interface ConnectionShape {
  /** What the switch sends. */
  readonly downstream: Shape;
  /** What the client sends. */
  readonly upstream: Shape;
  /** The connection is reset so long after it was opened; null: it is not. */
  readonly resetAfterMs: number | null;
  /** The connection is closed so long after it was opened; null: it is not. */
  readonly closeAfterMs: number | null;
}

/** Bytes pass at once and unchanged. */
export const PLAIN: Shape = {
  latencyMs: 0,
  jitterMs: 0,
  bytesPerMs: null,
  slice: null,
  limitBytes: null,
  isSilent: false,
  closeDelayMs: 0,
};

/** Takes the net faults meant for a connection that is being opened; null when there are none. */
export function takeShape(faults: Faults, moment: FaultMoment): ConnectionShape | null {
  const shapes: Record<Stream, Shape> = { downstream: PLAIN, upstream: PLAIN };
  let resetAfterMs: number | null = null;
  let closeAfterMs: number | null = null;
  let isTouched = false;

  /** Takes one fault and changes the direction it names. */
  function take(name: string, change: (params: Params) => Partial<Shape>): Params | null {
    const taken = faults.take(name, moment);
    if (taken === null) return null;
    isTouched = true;
    const params: Params = taken.params;
    const stream = params['stream'] === 'upstream' ? 'upstream' : 'downstream';
    shapes[stream] = { ...shapes[stream], ...change(params) };
    return params;
  }

  take('net.latency', (params) => ({ latencyMs: amount(params, 'latencyMs') }));
  take('net.jitter', (params) => ({ jitterMs: amount(params, 'jitterMs') }));
  take('net.bandwidth', (params) => ({ bytesPerMs: amount(params, 'rateKBps') }));
  take('net.slow_close', (params) => ({ closeDelayMs: amount(params, 'delayMs') }));
  take('net.limit_data', (params) => ({ limitBytes: amount(params, 'bytes') }));
  take('net.slicer', (params) => ({
    slice: {
      averageBytes: amount(params, 'averageSizeBytes'),
      variationBytes: amount(params, 'sizeVariationBytes'),
      delayMs: amount(params, 'delayMs'),
    },
  }));
  const silence = take('net.timeout', () => ({ isSilent: true }));
  if (silence !== null && amount(silence, 'timeoutMs') > 0) closeAfterMs = amount(silence, 'timeoutMs');
  const reset = take('net.reset_peer', () => ({}));
  if (reset !== null) resetAfterMs = amount(reset, 'timeoutMs');
  return isTouched ? { ...shapes, resetAfterMs, closeAfterMs } : null;
}

type Stream = 'downstream' | 'upstream';
type Params = Readonly<Record<string, unknown>>;

/** A number that the fault's schema has checked. */
function amount(params: Params, name: string): number {
  return Number(params[name]);
}
