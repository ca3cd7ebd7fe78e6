import { z } from 'zod';
import { fault } from './kind.ts';
import type { FaultKind } from './kind.ts';

/** Longest time a network fault may state: one day. */
const DAY_MS = 86_400_000;

const ms = z.number().min(0).max(DAY_MS);
/** Toxiproxy's words: downstream is what the switch sends, upstream what the client sends. */
const stream = z.enum(['downstream', 'upstream']).default('downstream');

/** Faults of the bytes on one connection, in Toxiproxy's words. Each connection that is opened uses one time. */
export const NET_FAULTS: readonly FaultKind[] = [
  fault(
    'net.latency',
    'network',
    'Everything sent arrives later.',
    z.strictObject({ latencyMs: ms.default(1000), stream }),
  ),
  fault(
    'net.jitter',
    'network',
    'Each piece arrives later by a random time up to the given one; order is kept.',
    z.strictObject({ jitterMs: ms.default(500), stream }),
  ),
  fault(
    'net.timeout',
    'network',
    'Nothing arrives any more; the connection is closed after the given time, never when it is 0.',
    z.strictObject({ timeoutMs: ms.default(0), stream }),
  ),
  fault(
    'net.reset_peer',
    'network',
    'The connection is reset the given time after it was opened; bytes on their way are lost.',
    z.strictObject({ timeoutMs: ms.default(0) }),
  ),
  fault(
    'net.slow_close',
    'network',
    'The end of the stream arrives later than the last byte.',
    z.strictObject({ delayMs: ms.default(1000), stream }),
  ),
  fault(
    'net.limit_data',
    'network',
    'The connection is closed when that many bytes have passed.',
    z.strictObject({
      bytes: z
        .int()
        .min(0)
        .max(2 ** 31)
        .default(1024),
      stream,
    }),
  ),
  fault(
    'net.bandwidth',
    'network',
    'Bytes pass at the given rate (Toxiproxy: KB/s).',
    z.strictObject({ rateKBps: z.number().positive().max(1_000_000).default(10), stream }),
  ),
  fault(
    'net.slicer',
    'network',
    'Data arrives in small pieces, with a pause between them.',
    z.strictObject({
      averageSizeBytes: z.int().min(1).max(65_536).default(64),
      sizeVariationBytes: z.int().min(0).max(65_536).default(32),
      delayMs: ms.default(0),
      stream,
    }),
  ),
];
