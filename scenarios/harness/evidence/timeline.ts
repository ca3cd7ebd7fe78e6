/** The picture of a run as data: who did what when, in lanes. Drawn by `html/timeline.ts`. */
import type { RunEvent } from './events.ts';
import type { RunRecord } from './record.ts';

/** What a bar means: the procedure, a verb, what a switch really was, what the agent held it for. */
export type BarKind =
  | 'step'
  | 'step-failed'
  | 'verb'
  | 'verb-killed'
  | 'edited'
  | 'saved'
  | 'down'
  | 'booting'
  | 'starting'
  | 'back'
  | 'preparing'
  | 'changing'
  | 'watching'
  | 'judging'
  | 'good'
  | 'bad'
  | 'left';

/** A stretch of time. */
export interface Bar {
  readonly kind: BarKind;
  readonly fromMs: number;
  readonly toMs: number;
  readonly text: string;
}

/** A moment. */
export interface Mark {
  readonly kind: 'session' | 'refused' | 'fault' | 'act' | 'request' | 'reload';
  readonly atMs: number;
  readonly text: string;
}

/** One row of the picture. */
export interface Lane {
  readonly name: string;
  readonly group: 'run' | 'cssm' | 'device';
  readonly bars: readonly Bar[];
  /** Of a switch: what the agent held it for at the time. Empty where nobody told. */
  readonly beliefs: readonly Bar[];
  readonly marks: readonly Mark[];
}

type Traffic = RunEvent & { type: 'traffic' };
type Progress = RunEvent & { type: 'agent' };

/** Lanes of a run: procedure, agent, CSSM, then every switch that was touched, in order of its name. */
export function timelineOf(run: RunRecord): readonly Lane[] {
  const traffic = run.events.filter((event): event is Traffic => event.type === 'traffic');
  const byDevice = Map.groupBy(traffic, ({ device }) => device);
  const progress = Map.groupBy(
    run.events.filter((event): event is Progress => event.type === 'agent'),
    ({ device }) => device,
  );
  const asked = run.events.filter((event) => event.type === 'fault' || event.type === 'act');
  const aimedAt = (target: string): readonly Mark[] =>
    asked.flatMap((event) => (event.target === target ? [markOf(event)] : []));
  const names = [...byDevice.keys()].filter((name) => name !== 'cssm').toSorted();
  return [
    { name: 'procedure', group: 'run', bars: stepBars(run), beliefs: [], marks: [] },
    {
      name: 'agent',
      group: 'run',
      bars: verbBars(run),
      beliefs: [],
      marks: [...aimedAt('clock'), ...aimedAt('*')],
    },
    {
      name: 'CSSM',
      group: 'cssm',
      bars: [],
      beliefs: [],
      marks: [
        ...(byDevice.get('cssm') ?? []).map(({ at, text }): Mark => ({ kind: 'request', atMs: at, text })),
        ...asked.filter(({ target }) => target.startsWith('cssm')).map(markOf),
      ],
    },
    ...names.map((name) => ({
      ...deviceLane(name, byDevice.get(name) ?? [], aimedAt(name), run.durationMs),
      beliefs: beliefBars(progress.get(name) ?? [], run.durationMs),
    })),
  ];
}

function markOf(event: RunEvent & { type: 'fault' | 'act' }): Mark {
  const text = event.type === 'fault' ? `${event.fault}, prepared` : event.text;
  return { kind: event.type, atMs: event.at, text };
}

function stepBars(run: RunRecord): readonly Bar[] {
  return run.steps.map((step, index) => ({
    kind: step.outcome === 'passed' ? 'step' : 'step-failed',
    fromMs: step.fromMs,
    toMs: step.outcome === 'unfinished' ? run.durationMs : step.toMs,
    text: `${index + 1}. ${step.name}`,
  }));
}

function verbBars(run: RunRecord): readonly Bar[] {
  return run.events.flatMap((event) => {
    if (event.type !== 'verb') return [];
    const end = run.events.find((other) => other.type === 'verb-end' && other.call === event.call);
    const isKilled = end?.type === 'verb-end' && end.exitCode === null;
    const bar: Bar = {
      kind: isKilled ? 'verb-killed' : 'verb',
      fromMs: event.at,
      toMs: end?.at ?? run.durationMs,
      text: event.line,
    };
    return [bar];
  });
}

/** The bar that begins with an entry of the simulator's record; undefined where none does. */
function barAfter({ op, text }: Traffic): BarKind | undefined {
  const has = (word: string): boolean => text.split(' ').includes(word);
  switch (op) {
    case 'edit':
      return has('changed=true') ? 'edited' : undefined;
    case 'save':
      return has('ok=true') ? 'saved' : undefined;
    case 'reload-executed':
      return 'down';
    case 'power':
      return has('on=true') ? 'booting' : 'down';
    case 'boot':
      return 'booting';
    case 'ready':
      if (has('service=cli') || has('service=netconf')) return 'starting';
      return 'back';
    default:
      return undefined;
  }
}

/** What the agent does while a switch is in one of its states; anything else is preparation. */
const BELIEFS: Readonly<Record<string, BarKind>> = {
  EDIT_INTENT: 'changing',
  EDIT_SEEN: 'changing',
  SAVE_INTENT: 'changing',
  SAVE_PROVEN: 'changing',
  DRIFT_CHECKED: 'changing',
  REVERT_INTENT: 'changing',
  REVERT_SEEN: 'changing',
  REVERT_SAVED: 'changing',
  RELOAD_INTENT: 'watching',
  CLI_RELOAD_INTENT: 'watching',
  RELOAD_ANSWERED: 'watching',
  DOWN_SEEN: 'watching',
  UP_SEEN: 'watching',
  READY_SEEN: 'judging',
  IDENTIFIED_AGAIN: 'judging',
  VERIFIED: 'judging',
  REPORT_ASKED: 'judging',
  CSSM_SEEN: 'judging',
};

function beliefOf({ state, class: ended }: Progress): BarKind {
  if (ended === null) return BELIEFS[state] ?? 'preparing';
  if (ended === 'OK') return 'good';
  return ended === 'SKIPPED' || ended === 'BLOCKED' ? 'left' : 'bad';
}

function beliefBars(progress: readonly Progress[], endMs: number): readonly Bar[] {
  return joined(
    progress.map((event) => ({ kind: beliefOf(event), fromMs: event.at, text: `agent: ${event.state}` })),
    endMs,
  );
}

/** One state after the other: a bar ends where the next kind begins. */
function joined(begun: readonly Omit<Bar, 'toMs'>[], endMs: number): readonly Bar[] {
  const changes = begun.filter(({ kind }, index) => kind !== begun[index - 1]?.kind);
  return changes.map((bar, index): Bar => ({ ...bar, toMs: changes[index + 1]?.fromMs ?? endMs }));
}

function deviceLane(
  name: string,
  traffic: readonly Traffic[],
  asked: readonly Mark[],
  endMs: number,
): Omit<Lane, 'beliefs'> {
  const begun = traffic.flatMap((entry) => {
    const kind = barAfter(entry);
    return kind === undefined ? [] : [{ kind, fromMs: entry.at, text: `${entry.op} ${entry.text}`.trim() }];
  });
  const marks = traffic.flatMap(({ op, at, text }): Mark[] => {
    if (op === 'connect')
      return [
        { kind: text.includes('refused=true') ? 'refused' : 'session', atMs: at, text: `connect ${text}` },
      ];
    return op === 'reload-received' ? [{ kind: 'reload', atMs: at, text: `reload received ${text}` }] : [];
  });
  return { name, group: 'device', bars: joined(begun, endMs), marks: [...marks, ...asked] };
}
