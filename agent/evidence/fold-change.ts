import { DefectError } from '../../core/errors.ts';
import type { Effect, Facts, Outcome } from '../../core/machine.ts';
import {
  boundaryName,
  type ChangeEvent,
  type ChangeState,
  initialChange,
  LEVEL_CHANGE,
} from '../../core/machines/level-change/index.ts';
import type { StoredEvent } from '../../core/ports/store.ts';
import { instant } from './instant.ts';
import { answerText } from './answers.ts';
import type { Act, Passed } from './contract.ts';
import { sentBy } from './sent.ts';

interface Body {
  readonly event: ChangeEvent;
  readonly facts: Facts;
  readonly boundaries: readonly string[];
}

/** What the journal of one change tells. */
export interface FoldedChange {
  readonly boundaries: readonly Passed[];
  readonly acts: readonly Act[];
}

/** Folds the events of a change again: what it asked for, and how each of that ended. */
export function foldChange(end: ChangeState, events: readonly StoredEvent[]): FoldedChange {
  const boundaries: Passed[] = [];
  const acts: Act[] = [];
  let isCandidate = false;
  let state: ChangeState | null = initialChange(end.change, end.rollout, end.device, end.target, end.options);
  for (const stored of events) {
    const { event, facts, boundaries: passed } = JSON.parse(stored.body) as Body;
    const at = instant(stored.at);
    for (const boundary of passed) boundaries.push({ boundary, name: boundaryName(boundary), at });
    const stepped: Stepped | null = state === null ? null : stepAgain(state, event, facts);
    if (event.type === 'OUTCOME' && stepped?.isIgnored !== true) {
      isCandidate ||= saysCandidate(event.outcome);
      const open = acts.at(-1);
      if (open?.answeredAt === null) acts[acts.length - 1] = answered(open, at, event.outcome);
    }
    if (stepped?.isIgnored === true) continue;
    const effect: Effect | null = stepped?.effect ?? null;
    if (effect !== null) {
      const sent = sentBy(effect, isCandidate);
      acts.push({ at, op: effect.op, sent, answeredAt: null, result: null, answer: null });
    }
    state = stepped?.state ?? null;
  }
  return { boundaries, acts };
}

interface Stepped {
  readonly state: ChangeState;
  readonly effect: Effect | null;
  readonly isIgnored: boolean;
}

/** Null where this release decides otherwise than the one that wrote the journal: times and boundaries still hold. */
function stepAgain(state: ChangeState, event: ChangeEvent, facts: Facts): Stepped | null {
  try {
    const next = LEVEL_CHANGE.step(state, event, facts);
    return { state: next.state, effect: next.effect, isIgnored: next.isUnchanged === true };
  } catch (error) {
    if (error instanceof DefectError) return null;
    throw error;
  }
}

function answered(act: Act, answeredAt: string, outcome: Outcome): Act {
  return { ...act, answeredAt, result: outcome.result, answer: answerText(outcome) };
}

function saysCandidate(outcome: Outcome): boolean {
  if (outcome.result !== 'ok' || typeof outcome.value !== 'object' || outcome.value === null) return false;
  return (outcome.value as { readonly candidate?: unknown }).candidate === true;
}
