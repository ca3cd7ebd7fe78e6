import type { Clock } from '../../core/ports/clock.ts';
import type { Progress, RolloutSummary } from '../rollouts/contract.ts';
import { createBoard, isBadClass } from './board.ts';
import type { Board, InFlight } from './board.ts';
import type { Output } from './output.ts';
import { safe } from './safe.ts';
import { stateMeaning } from './state-words.ts';
import { paint } from './style.ts';
import type { Tone } from './style.ts';
import { cut, pad } from './width.ts';

/** Shows a rollout while it runs. */
export interface RolloutDisplay {
  progress(progress: Progress): void;
  summary(summary: RolloutSummary): void;
  /** A line for the person, e.g. after Ctrl-C. */
  note(text: string): void;
  stop(): void;
}

/** Milliseconds between two frames: often enough for the eye, rarely enough for a slow connection. */
const FRAME_MS = 250;

/** Switches in flight that are listed; more would scroll. */
const ROWS_MAX = 10;

/** How progress is shown: for people, not at all (`--quiet`), or as JSON lines (`--json-lines`). */
export type ProgressMode = 'people' | 'none' | 'lines';

/**
 * The display for the output at hand: a block that redraws itself on a terminal, else a line per switch that ended.
 * `clock` is unscaled: it counts what the person waits.
 */
export function createRolloutDisplay(
  output: Output,
  clock: Clock,
  rollout: string,
  mode: ProgressMode = 'people',
): RolloutDisplay {
  if (mode === 'none') return createSilentDisplay(output);
  if (mode === 'lines') return createLinesDisplay(output, clock, rollout);
  return output.isTerminal
    ? createLiveDisplay(output, clock, rollout)
    : createQuietDisplay(output, clock, rollout);
}

/** Nothing while it runs; what a person asked for by Ctrl-C is still answered. */
function createSilentDisplay(output: Output): RolloutDisplay {
  return {
    progress: () => undefined,
    summary: () => undefined,
    note: (text) => output.note(text),
    stop: () => undefined,
  };
}

/** One object per change of a switch, and one per change of the rollout, for programs that follow. */
function createLinesDisplay(output: Output, clock: Clock, rollout: string): RolloutDisplay {
  const board = createBoard(rollout);
  const startMs = clock.monotonicMs();
  const line = (type: string, fields: Readonly<Record<string, unknown>>): void =>
    output.event({ type, elapsedMs: Math.round(clock.monotonicMs() - startMs), ...fields });
  let last = '';
  return {
    progress(progress) {
      if (progress.rollout !== rollout) return;
      board.apply(progress, clock.monotonicMs());
      const { device, state, class: end, text } = progress;
      line('switch', { device, state, class: end, text });
    },
    summary(summary) {
      board.update(summary);
      const { state, reason, wave, credit, counts, devicesTotal } = summary;
      const now = { state, reason, wave, credit, counts, devicesTotal };
      if (JSON.stringify(now) === last) return;
      last = JSON.stringify(now);
      const eta = board.etaMs(clock.monotonicMs());
      line('rollout', { ...now, etaMs: eta === null ? null : Math.round(eta) });
    },
    note: (text) => output.note(text),
    stop: () => undefined,
  };
}

function createQuietDisplay(output: Output, clock: Clock, rollout: string): RolloutDisplay {
  const board = createBoard(rollout);
  const startMs = clock.monotonicMs();
  const line = (text: string): void => output.note(`[${elapsed(clock.monotonicMs() - startMs)}] ${text}`);
  let wave = 0;
  return {
    progress(progress) {
      if (!board.apply(progress, clock.monotonicMs())) return;
      line(endText(progress));
    },
    summary(summary) {
      board.update(summary);
      if (summary.wave.number === wave) return;
      wave = summary.wave.number;
      line(`wave ${wave} of ${summary.wave.of}`);
    },
    note: line,
    stop: () => undefined,
  };
}

function createLiveDisplay(output: Output, clock: Clock, rollout: string): RolloutDisplay {
  const board = createBoard(rollout);
  const startMs = clock.monotonicMs();
  let drawn = 0;
  const erase = (): string => (drawn === 0 ? '' : `\u001b[${drawn}A\r\u001b[J`);
  const draw = (permanent: readonly string[] = []): void => {
    const frame = frameLines(board, output, clock.monotonicMs(), startMs);
    output.raw(`${erase()}${[...permanent, ...frame].join('\n')}\n`);
    drawn = frame.length;
  };
  let timer = clock.setTimer('progress.frame', FRAME_MS, tick);
  function tick(): void {
    draw();
    timer = clock.setTimer('progress.frame', FRAME_MS, tick);
  }
  return {
    progress(progress) {
      if (!board.apply(progress, clock.monotonicMs())) return;
      const tone: Tone = isBadClass(progress.class) ? 'bad' : progress.class === 'OK' ? 'good' : 'warning';
      draw([paint(cut(safe(endText(progress)), output.width - 1), tone, output.isColored)]);
    },
    summary: (summary) => board.update(summary),
    note: (text) => draw([cut(safe(text), output.width - 1)]),
    stop() {
      timer.cancel();
      output.raw(erase());
      drawn = 0;
    },
  };
}

/** The block that is redrawn: a line about the rollout, and one per switch in flight. */
function frameLines(board: Board, output: Output, nowMs: number, startMs: number): readonly string[] {
  const summary = board.summary();
  const head =
    summary === null
      ? 'starting'
      : `wave ${summary.wave.number} of ${summary.wave.of}, ${board.ended()} of ${summary.devicesTotal} ended, ` +
        `${summary.credit.held} of ${summary.credit.exposure} exposed`;
  const bad = board.bad() > 0 ? `, ${board.bad()} bad` : '';
  const state = summary === null || summary.state === 'running' ? '' : `, ${summary.state}`;
  const etaMs = board.etaMs(nowMs);
  const eta = etaMs === null ? '' : `, about ${elapsed(etaMs)} left`;
  const inFlight = board.inFlight();
  const rows = inFlight
    .slice(0, ROWS_MAX)
    .map(
      ({ device, state: at, sinceMs }) =>
        `  ${pad(cut(safe(device), 20), 20, 'left')} ${pad(at, 18, 'left')} ${pad(stateMeaning(at), 28, 'left')} ${elapsed(nowMs - sinceMs)}`,
    );
  const more =
    inFlight.length > ROWS_MAX
      ? [`  ... and ${inFlight.length - ROWS_MAX} more in flight: ${statesOf(inFlight.slice(ROWS_MAX))}`]
      : [];
  return [`${head}${bad}${state}${eta}  ${elapsed(nowMs - startMs)}`, ...rows, ...more].map((line) =>
    cut(line, output.width - 1),
  );
}

/** `9 DOWN_SEEN, 6 SAVE_INTENT`, the most first. */
function statesOf(inFlight: readonly InFlight[]): string {
  const counts = new Map<string, number>();
  for (const { state } of inFlight) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .map(([state, count]) => `${count} ${state}`)
    .join(', ');
}

function endText({ device, state, text }: Progress): string {
  return `${device} ${state}${text === null ? '' : ` (${text})`}`;
}

/** `1:05`, `12:00`, `1:00:00`. */
function elapsed(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
