/** The picture of a run as data: who did what when, in lanes. Drawn by `html/timeline.ts`. */
import type { RunEvent } from './events.ts';
import type { RunRecord } from './record.ts';

/** What a bar means. */
export type BarKind = 'step' | 'step-failed' | 'verb' | 'verb-killed' | 'edited' | 'saved' | 'down' | 'booting' | 'starting' | 'back';

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
  readonly marks: readonly Mark[];
}

type Traffic = RunEvent & { type: 'traffic' };

/** Lanes of a run: procedure, agent, CSSM, then every switch that was touched, in order of its name. */
export function timelineOf(run: RunRecord): readonly Lane[] {
  const traffic = run.events.filter((event): event is Traffic => event.type === 'traffic');
  const byDevice = Map.groupBy(traffic, ({ device }) => device);
  const asked = run.events.filter((event) => event.type === 'fault' || event.type === 'act');
  const aimedAt = (target: string): readonly Mark[] =>
    asked.flatMap((event) => (event.target === target ? [markOf(event)] : []));
  const names = [...byDevice.keys()].filter((name) => name !== 'cssm').toSorted();
  return [
    { name: 'procedure', group: 'run', bars: stepBars(run), marks: [] },
    { name: 'agent', group: 'run', bars: verbBars(run), marks: [...aimedAt('clock'), ...aimedAt('*')] },
    {
      name: 'CSSM',
      group: 'cssm',
      bars: [],
      marks: [
        ...(byDevice.get('cssm') ?? []).map(({ at, text }): Mark => ({ kind: 'request', atMs: at, text })),
        ...asked.filter(({ target }) => target.startsWith('cssm')).map(markOf),
      ],
    },
    ...names.map((name) => deviceLane(name, byDevice.get(name) ?? [], aimedAt(name), run.durationMs)),
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
    const bar: Bar = { kind: isKilled ? 'verb-killed' : 'verb', fromMs: event.at, toMs: end?.at ?? run.durationMs, text: event.line };
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

function deviceLane(name: string, traffic: readonly Traffic[], asked: readonly Mark[], endMs: number): Lane {
  const begun = traffic.flatMap((entry) => {
    const kind = barAfter(entry);
    return kind === undefined ? [] : [{ kind, fromMs: entry.at, text: `${entry.op} ${entry.text}`.trim() }];
  });
  // One state after the other: a bar ends where the next kind begins.
  const changes = begun.filter(({ kind }, index) => kind !== begun[index - 1]?.kind);
  const bars = changes.map((bar, index): Bar => ({ ...bar, toMs: changes[index + 1]?.fromMs ?? endMs }));
  const marks = traffic.flatMap(({ op, at, text }): Mark[] => {
    if (op === 'connect') return [{ kind: text.includes('refused=true') ? 'refused' : 'session', atMs: at, text: `connect ${text}` }];
    return op === 'reload-received' ? [{ kind: 'reload', atMs: at, text: `reload received ${text}` }] : [];
  });
  return { name, group: 'device', bars, marks: [...marks, ...asked] };
}
