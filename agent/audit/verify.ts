/** Verifies the journal: every machine's chain, the chain of checkpoints over them, and the head kept beside the store. */
import type { Digest } from '../../core/ports/digest.ts';
import type { Checkpoint, StoredEvent } from '../../core/ports/store.ts';
import { checkpointHash } from '../store/checkpoints.ts';
import { eventHash } from '../store/fold.ts';

/** Where the chain breaks first. */
export interface BadLink {
  readonly machine: string;
  readonly seq: number;
  readonly text: string;
}

/** Result of a verification; `head` is the hash of the last checkpoint. */
export interface AuditResult {
  readonly ok: boolean;
  readonly events: number;
  readonly head: string | null;
  readonly firstBad: BadLink | null;
}

/** Checks one event after the other, machine by machine; puts their hashes into `hashes`. */
export function eventChecker(
  digest: Digest,
  hashes: Map<string, string>,
): (event: StoredEvent) => BadLink | null {
  let machine = '';
  let previous = { seq: 0, hash: '' };
  return (event) => {
    if (event.machine !== machine) {
      machine = event.machine;
      previous = { seq: 0, hash: '' };
    }
    const { seq, hash, body } = event;
    if (seq !== previous.seq + 1)
      return { machine, seq: previous.seq + 1, text: `event ${previous.seq + 1} is missing` };
    if (eventHash(digest, previous.hash, machine, seq, body) !== hash)
      return { machine, seq, text: 'the event does not match its hash' };
    previous = { seq, hash };
    hashes.set(`${machine} ${seq}`, hash);
    return null;
  };
}

function verifyEvents(
  digest: Digest,
  events: readonly StoredEvent[],
  hashes: Map<string, string>,
): BadLink | null {
  const check = eventChecker(digest, hashes);
  for (const event of events) {
    const bad = check(event);
    if (bad !== null) return bad;
  }
  return null;
}

/**
 * Checks the chain of checkpoints, and that each names the events that are there: of every machine, or of those that `isHere` says.
 */
export function verifyCheckpoints(
  digest: Digest,
  checkpoints: readonly Checkpoint[],
  hashes: ReadonlyMap<string, string>,
  isHere: (machine: string) => boolean = () => true,
): BadLink | null {
  let previous = { seq: 0, hash: '' };
  for (const { seq, heads, hash } of checkpoints) {
    if (seq !== previous.seq + 1)
      return { machine: 'checkpoint', seq: previous.seq + 1, text: 'a checkpoint is missing' };
    if (checkpointHash(digest, previous.hash, seq, heads) !== hash)
      return { machine: 'checkpoint', seq, text: 'the checkpoint does not match its hash' };
    for (const [machine, eventSeq, eventHashText] of JSON.parse(heads) as [string, number, string][]) {
      if (!isHere(machine)) continue;
      const isKnown = hashes.get(`${machine} ${eventSeq}`) === eventHashText;
      if (!isKnown) return { machine, seq: eventSeq, text: 'a checkpoint names another event here' };
    }
    previous = { seq, hash };
  }
  return null;
}

/** A head that was noted elsewhere must be in the chain; null: none was. */
export function verifyHead(checkpoints: readonly Checkpoint[], expected: string | null): BadLink | null {
  if (expected === null || checkpoints.some(({ hash }) => hash === expected)) return null;
  return {
    machine: 'checkpoint',
    seq: checkpoints.length,
    text: `the expected head ${expected} is not in the chain: the store was rewound or replaced`,
  };
}

/**
 * Checks the whole journal. `expectedHead` is a checkpoint's hash that must be in the chain: the one kept beside the store,
 * or `--head`; null skips that part. Events are in order of machine and seq.
 */
export function verifyAudit(
  digest: Digest,
  events: readonly StoredEvent[],
  checkpoints: readonly Checkpoint[],
  expectedHead: string | null,
): AuditResult {
  const hashes = new Map<string, string>();
  const head = checkpoints.at(-1)?.hash ?? null;
  let firstBad: BadLink | null =
    verifyEvents(digest, events, hashes) ?? verifyCheckpoints(digest, checkpoints, hashes);
  firstBad ??= verifyHead(checkpoints, expectedHead);
  return { ok: firstBad === null, events: events.length, head, firstBad };
}
