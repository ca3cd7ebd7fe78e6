import { fieldOf, statedOf } from './fields.ts';

/** Counters of one kind of message between the switch and CSSM. Dates as printed. */
export interface MessageCounters {
  readonly success: number;
  readonly fail: number;
  /** Failures since the last success. */
  readonly ongoingFailures: number;
  /** Those of them that got no answer at all: 0 with failures means that CSSM answered, and said no. */
  readonly ongoingUnanswered: number;
  /** E.g. `OK on Oct 14 11:37:52 2021 UTC`, `INVALID STATUS CODE on ...`, `NO REPLY on ...`. */
  readonly lastResponse: string | null;
  /** What CSSM said; null for `<none>`, which is also what a missing answer leaves. */
  readonly failureReason: string | null;
}

/** Section `Communication Statistics` of `show license tech support`. */
export interface CommunicationStatistics {
  /** `DIRECT`, `INDIRECT`. */
  readonly levelAllowed: string | null;
  /** Why the switch sends nothing, e.g. `Insufficient trust for direct communication`; null for `<empty>`. */
  readonly overallState: string | null;
  /** By name, e.g. `Usage Reporting`, `Trust Sync`. */
  readonly messages: ReadonlyMap<string, MessageCounters>;
}

/** Counters of a message that was never sent. */
export const NO_MESSAGES: MessageCounters = {
  success: 0,
  fail: 0,
  ongoingFailures: 0,
  ongoingUnanswered: 0,
  lastResponse: null,
  failureReason: null,
};

/** Kinds of messages that are read: agents 5.1 to 6.3 have nine or ten. */
const MESSAGES_MAX = 100;

/** Spaces between the two halves differ between agents. */
const ATTEMPTS =
  /^Total=[0-9]{1,9}, Success=([0-9]{1,9}), Fail=([0-9]{1,9}) +Ongoing Failure: Overall=([0-9]{1,9}) Communication=([0-9]{1,9})/;

/** Reads the section, agents 5.1 to 6.3; null where there is none. `lines`: from `cleanOutput`. */
export function parseCommunicationStatistics(lines: readonly string[]): CommunicationStatistics | null {
  const start = lines.findIndex((line) => line.trim() === 'Communication Statistics:');
  if (start === -1) return null;
  const messages = new Map<string, MessageCounters>();
  let levelAllowed: string | null = null;
  let overallState: string | null = null;
  let name: string | null = null;
  for (const line of lines.slice(start + 1)) {
    const { indent, key, value } = fieldOf(line);
    // The empty line after the section; the rule below the heading is none.
    if (key === '' && messages.size > 0) break;
    if (indent === 0) {
      name = value === '' && line.trimEnd().endsWith(':') && messages.size < MESSAGES_MAX ? key : null;
      if (name !== null) messages.set(name, NO_MESSAGES);
      if (key === 'Communication Level Allowed') levelAllowed = statedOf(value);
      if (key === 'Overall State') overallState = statedOf(value);
    } else if (name !== null) {
      messages.set(name, withField(messages.get(name) ?? NO_MESSAGES, key, value));
    }
  }
  return { levelAllowed, overallState, messages };
}

function withField(counters: MessageCounters, key: string, value: string): MessageCounters {
  switch (key) {
    case 'Attempts': {
      const [, success, fail, ongoing, unanswered] = ATTEMPTS.exec(value) ?? [];
      if (success === undefined) return counters;
      return {
        ...counters,
        success: Number(success),
        fail: Number(fail),
        ongoingFailures: Number(ongoing),
        ongoingUnanswered: Number(unanswered),
      };
    }
    case 'Last Response':
      return { ...counters, lastResponse: statedOf(value) };
    case 'Failure Reason':
      return { ...counters, failureReason: statedOf(value) };
    default:
      return counters;
  }
}

/** Identifier of the product instance that CSSM does not know any more, from a failure reason; null when it says something else. */
export function instanceNotValid(reason: string | null): string | null {
  return /The identity for the instance ([0-9A-Za-z-]{1,64}) is not valid/.exec(reason ?? '')?.[1] ?? null;
}
