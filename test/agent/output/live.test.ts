import { expect, test } from 'vitest';
import { createOutput, createRolloutDisplay } from '../../../agent/output/index.ts';
import type { ProgressMode } from '../../../agent/output/index.ts';
import { widthOf } from '../../../agent/output/width.ts';
import type { Progress, RolloutSummary } from '../../../agent/rollouts/contract.ts';
import type { Clock } from '../../../core/ports/clock.ts';

test('without a terminal each switch that ended is one line on stderr, and each wave', () => {
  const { display, clock, written } = setUp(false);
  display.summary(summary({ wave: { number: 1, of: 2 } }));
  display.progress(progress('sw-1', 'IDENTIFIED'));
  clock.advance(65_000);
  display.progress(progress('sw-1', 'SUCCEEDED', 'OK'));
  display.progress(progress('sw-1', 'SUCCEEDED', 'OK'));
  display.progress({ ...progress('sw-9', 'SUCCEEDED', 'OK'), rollout: 'other' });
  display.progress({ ...progress('sw-2', 'LOST', 'UNKNOWN'), text: 'UP_TIMEOUT: no\u001b[2J answer' });
  display.summary(summary({ wave: { number: 2, of: 2 } }));
  display.summary(summary({ wave: { number: 2, of: 2 } }));
  display.stop();
  expect(written.stdout).toBe('');
  expect(written.stderr.split('\n')).toEqual([
    '[0:00] wave 1 of 2',
    '[1:05] sw-1 SUCCEEDED',
    '[1:05] sw-2 LOST (UP_TIMEOUT: no\\x1B[2J answer)',
    '[1:05] wave 2 of 2',
    '',
  ]);
});

test('on a terminal the block redraws itself, what ended stays above it, and nothing is left at the end', () => {
  const { display, clock, screen } = setUp(true);
  display.summary(summary({ credit: { exposure: 5, held: 2 }, devicesTotal: 3, counts: { SUCCEEDED: 1 } }));
  display.progress(progress('sw-2', 'DOWN_SEEN'));
  display.progress(progress('sw-3\u001b[2J', 'EDIT_INTENT'));
  clock.advance(250);
  expect(screen()).toEqual([
    'wave 1 of 2, 1 of 3 ended, 2 of 5 exposed  0:00',
    '  sw-2                 DOWN_SEEN          rebooting                    0:00',
    '  sw-3\\x1B[2J          EDIT_INTENT        writing the boot level       0:00',
  ]);
  clock.advance(61_000);
  display.progress(progress('sw-2', 'FAILED_OLD_LEVEL', 'FAILED'));
  expect(screen()).toEqual([
    'sw-2 FAILED_OLD_LEVEL',
    'wave 1 of 2, 1 of 3 ended, 2 of 5 exposed, 1 bad  1:01',
    '  sw-3\\x1B[2J          EDIT_INTENT        writing the boot level       1:01',
  ]);
  display.stop();
  expect(screen()).toEqual(['sw-2 FAILED_OLD_LEVEL']);
  clock.advance(10_000);
  expect(screen()).toEqual(['sw-2 FAILED_OLD_LEVEL']);
});

test('more switches than fit are counted, and no line is wider than the terminal', () => {
  const { display, clock, screen } = setUp(true);
  for (let index = 0; index < 25; index++)
    display.progress(progress(`a-very-long-switch-name-${index}`, 'SAVED_AWAITING_GATE'));
  clock.advance(250);
  const lines = screen();
  expect(lines).toHaveLength(12);
  expect(lines.at(-1)).toBe('  ... and 15 more in flight: 15 SAVED_AWAITING_GATE');
  expect(Math.max(...lines.map(widthOf))).toBeLessThan(80);
});

test('after the first end it says how long the rest will take, about', () => {
  const { display, clock, screen } = setUp(true);
  display.summary(summary({ credit: { exposure: 2, held: 2 }, devicesTotal: 5 }));
  display.progress(progress('sw-1', 'ADMITTED'));
  clock.advance(600_000);
  display.progress(progress('sw-1', 'SUCCEEDED', 'OK'));
  display.progress(progress('sw-2', 'ADMITTED'));
  clock.advance(60_000);
  // Four are left, two at once: two times ten minutes, and one has run for a minute.
  expect(screen()[1]).toBe('wave 1 of 2, 1 of 5 ended, 2 of 2 exposed, about 19:00 left  11:00');
});

test('as JSON lines each change is one object, whatever the text holds, and an unchanged rollout is told once', () => {
  const { display, clock, written } = setUp(true, 'lines');
  display.summary(summary());
  display.summary(summary());
  clock.advance(1_500);
  display.progress({ ...progress('sw-1', 'LOST', 'UNKNOWN'), text: 'UP_TIMEOUT: no\u001b[2J\nanswer\u202e' });
  display.stop();
  const lines = written.stdout.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      schema: 'liclab.apply-progress/1',
      type: 'rollout',
      elapsedMs: 0,
      state: 'running',
      reason: null,
      wave: { number: 1, of: 2 },
      credit: { exposure: 5, held: 0 },
      counts: {},
      devicesTotal: 3,
      etaMs: null,
    },
    {
      schema: 'liclab.apply-progress/1',
      type: 'switch',
      elapsedMs: 1_500,
      device: 'sw-1',
      state: 'LOST',
      class: 'UNKNOWN',
      text: 'UP_TIMEOUT: no\u001b[2J\nanswer\u202e',
    },
  ]);
  expect(written.stdout).not.toMatch(/[\u001b\u202e]/);
});

test('quiet shows nothing while it runs', () => {
  const { display, clock, written } = setUp(true, 'none');
  display.summary(summary());
  display.progress(progress('sw-1', 'LOST', 'UNKNOWN'));
  clock.advance(10_000);
  display.stop();
  expect(written).toEqual({ stdout: '', stderr: '' });
});

function progress(device: string, state: string, end: Progress['class'] = null): Progress {
  return { rollout: 'r1', device, state, class: end, text: null };
}

function summary(over: Partial<RolloutSummary> = {}): RolloutSummary {
  return {
    id: 'r1',
    planHash: 'h',
    state: 'running',
    ended: false,
    reason: null,
    target: 'network-advantage',
    follows: null,
    credit: { exposure: 5, held: 0 },
    counts: {},
    devicesTotal: 3,
    wave: { number: 1, of: 2 },
    ...over,
  };
}

function setUp(isTTY: boolean, mode: ProgressMode = 'people') {
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') => ({
    isTTY,
    columns: 80,
    write: (text: string) => (written[name] += text),
  });
  const output = createOutput({
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    json: false,
    color: false,
    verb: 'apply',
    logFile: null,
  });
  const clock = manualClock();
  const display = createRolloutDisplay(output, clock, 'r1', mode);
  return { display, clock, written, screen: () => screenOf(written.stdout) };
}

/** What a terminal would show: lines, with cursor-up and erase-below followed. */
function screenOf(text: string): readonly string[] {
  const lines: string[] = [''];
  const escape = String.fromCharCode(27);
  const pattern = new RegExp(`${escape}\\[(\\d*)([AJ])|(\\n)|(\\r)|([^${escape}\\n\\r]+)`, 'g');
  for (const [, count, command, newline, , plain] of text.matchAll(pattern)) {
    if (command === 'A') lines.splice(lines.length - 1 - Number(count), Number(count) + 1, '');
    if (newline !== undefined) lines.push('');
    if (plain !== undefined) lines[lines.length - 1] += plain;
  }
  return lines.slice(0, -1);
}

function manualClock(): Clock & { advance(ms: number): void } {
  let now = 0;
  let timers: { at: number; fire: () => void }[] = [];
  return {
    monotonicMs: () => now,
    wallMs: () => now,
    setTimer(_name, delayMs, fire) {
      const timer = { at: now + delayMs, fire };
      timers.push(timer);
      return { cancel: () => (timers = timers.filter((other) => other !== timer)) };
    },
    advance(ms) {
      const end = now + ms;
      for (let next = earliest(); next !== undefined && next.at <= end; next = earliest()) {
        now = next.at;
        timers = timers.filter((timer) => timer !== next);
        next.fire();
      }
      now = end;
    },
  };
  function earliest() {
    return timers.toSorted((a, b) => a.at - b.at)[0];
  }
}
