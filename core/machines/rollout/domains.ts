/** Failure domains at admission (I6): whose domain is full lets others go first, within a window of the plan. */
import type { DomainReading, PlanRow } from '../../machine.ts';
import { slotPrefix } from '../../model/domain.ts';
import type { PlanDevice } from '../../model/plan.ts';
import { begun, type RolloutState } from './state.ts';

/** Rows looked at from the first one that has not begun: keeps state, event and transaction small. */
export const LOOK_AHEAD = 128;

/** How often a full domain is asked again: nobody tells this rollout that another one's change has ended. */
export const DOMAIN_POLL_MS = 15_000;

/** A row to begin; `unavailable` says why it must end at once instead. */
export interface Chosen {
  readonly row: PlanRow;
  readonly unavailable: string | null;
}

/** Who begins now. `isWaiting`: some rows wait for their domain. */
export interface Choice {
  readonly begin: readonly Chosen[];
  readonly isWaiting: boolean;
}

/** Answers of the store by domain, and what this choice itself takes. */
function createSlots(max: number, readings: readonly DomainReading[]) {
  const known = new Map(readings.map((reading) => [slotPrefix(reading.domain), reading]));
  const taken = new Map<string, number>();
  return (row: PlanRow): DomainReading | 'free' => {
    const { domain, address } = row.body as PlanDevice;
    if (domain === null) return 'free';
    const key = slotPrefix(domain);
    const reading = known.get(key);
    // A switch whose earlier change ended badly holds a slot already: its own.
    const held = (reading?.held ?? 0) - (reading?.own.includes(address.deviceId) === true ? 1 : 0);
    const here = taken.get(key) ?? 0;
    if (held + here < max) {
      taken.set(key, here + 1);
      return 'free';
    }
    return reading ?? { domain, held: 0, open: here, holder: '', own: [] };
  };
}

/** True when only a person can make room: ended changes alone fill the domain. */
function isFullForGood({ held, open }: DomainReading, max: number): boolean {
  return held - open >= max;
}

function whyUnavailable({ domain, held, open, holder }: DomainReading, max: number): string {
  return `failure domain "${domain}" has ${held - open} of at most ${max} unavailable: change ${holder} ended badly and holds it`;
}

/**
 * Chooses at most `limit` rows. Nobody waits for ever: a change needs one slot alone, so no two wait for each other, and when
 * nothing of this rollout is in flight, rows whose domain is full for good end with the reason.
 */
export function chooseRows(
  state: RolloutState,
  rows: readonly PlanRow[],
  readings: readonly DomainReading[],
  limit: number,
): Choice {
  const max = state.maxUnavailable;
  const ahead = new Set(state.ahead);
  const waiting = rows.filter((row) => !ahead.has(row.index));
  if (max === undefined)
    return { begin: waiting.slice(0, limit).map((row) => ({ row, unavailable: null })), isWaiting: false };
  const slotOf = createSlots(max, readings);
  const begin: Chosen[] = [];
  const full: { readonly row: PlanRow; readonly reading: DomainReading }[] = [];
  for (const row of waiting) {
    if (begin.length === limit) break;
    const slot = slotOf(row);
    if (slot === 'free') begin.push({ row, unavailable: null });
    else full.push({ row, reading: slot });
  }
  if (begin.length > 0 || state.settled < begun(state)) return { begin, isWaiting: full.length > 0 };
  const dead = full.filter(({ reading }) => isFullForGood(reading, max)).slice(0, limit);
  return {
    begin: dead.map(({ row, reading }) => ({ row, unavailable: whyUnavailable(reading, max) })),
    isWaiting: dead.length < full.length,
  };
}

/** Moves the cursor over what begins: it stays at the first row that has not begun. */
export function advance(
  state: RolloutState,
  begin: readonly Chosen[],
): Pick<RolloutState, 'cursor' | 'ahead'> {
  const ahead = new Set([...(state.ahead ?? []), ...begin.map(({ row }) => row.index)]);
  let { cursor } = state;
  while (ahead.delete(cursor)) cursor += 1;
  return {
    cursor,
    ...(ahead.size > 0 || state.ahead !== undefined ? { ahead: [...ahead].sort((a, b) => a - b) } : {}),
  };
}
