import { whoIs } from '../../actions/edit.ts';
import { requestReload } from '../../actions/reload.ts';
import { cancelReload, scheduleReload } from '../../actions/scheduled-reload.ts';
import type { Chassis } from '../../chassis.ts';
import { parseAt, parseIn, type ScheduledReload } from '../../model/scheduled-reload.ts';
import { clockDate } from '../../model/time-text.ts';
import type { CliContext, ExecHandler } from '../context.ts';
import type { Command } from '../grammar.ts';
import { lines, type Outcome, SILENT } from '../outcome.ts';
import { saveNow } from './save.ts';

/** Reload: now, at a time, after a while; and what is scheduled. */
export const RELOAD_COMMANDS: readonly Command<ExecHandler>[] = [
  { spec: 'reload', handler: (context) => reload(context, DEFAULT_REASON) },
  { spec: 'reload reason <line>', handler: (context, [reason = '']) => reload(context, reason) },
  { spec: 'reload in <line>', handler: reloadIn },
  { spec: 'reload at <line>', handler: reloadAt },
  { spec: 'reload cancel', handler: cancel },
  { spec: 'show reload', handler: showReload },
];

const DEFAULT_REASON = 'Reload Command';
const MOMENT = { cli: 'reload' };
/** How long a terminal hangs when a reload that was answered as usual does not happen. Own choice. */
const IGNORED_MS = 5_000;

/** What comes after the question whether to save. */
type Next = (before: readonly string[]) => Outcome;

function reload(context: CliContext, reason: string): Outcome {
  return savedFirst(context, (before) => askToProceed(context, reason, before));
}

function savedFirst(context: CliContext, next: Next): Outcome {
  return context.chassis.state.isUnsaved ? askToSave(context, next) : next([]);
}

function askToSave(context: CliContext, next: Next): Outcome {
  return {
    kind: 'ask',
    question: {
      text: 'System configuration has been modified. Save? [yes/no]: ',
      reads: 'line',
      answer: (text) => {
        const answer = text.trim().toLowerCase();
        if (answer !== '' && 'yes'.startsWith(answer)) {
          return saveNow(context, 'reload', () => next(['[OK]']));
        }
        if (answer !== '' && 'no'.startsWith(answer)) return next([]);
        return { ...askToSave(context, next), before: ["% Please answer 'yes' or 'no'."] };
      },
    },
  };
}

function askToProceed(context: CliContext, reason: string, before: readonly string[]): Outcome {
  return {
    kind: 'ask',
    before: [...before, ...announcement(context)],
    question: {
      text: 'Proceed with reload? [confirm]',
      reads: 'key',
      answer: (key) => (isYes(key) ? proceed(context, reason) : SILENT),
    },
  };
}

/** Stackable models say the first line also when they stand alone (captured). What two supervisors print is assumed. */
function announcement({ chassis }: CliContext): readonly string[] {
  const { platforms } = chassis.state.facts;
  if (platforms[0]?.assembly !== 'chassis')
    return ['Reload command is being issued on Active unit, this will reload the whole stack'];
  return platforms.length === 1
    ? []
    : ['Reload command is being issued on Active unit, this will reload the whole chassis'];
}

/** Goes down in a moment; the terminal hangs until the connection is cut. */
function proceed({ chassis, session, user }: CliContext, reason: string): Outcome {
  const writer = { via: 'cli', session, user } as const;
  const result = requestReload(chassis, writer, MOMENT, reason, chassis.state.isUnsaved);
  switch (result.kind) {
    case 'refused':
      return lines(`% ${result.message}`, '');
    case 'accepted':
      return { kind: 'wait', run: () => undefined };
    case 'ignored':
      return {
        kind: 'wait',
        run: (done) => chassis.setTimer('ignored reload', IGNORED_MS, () => done(SILENT)),
      };
  }
}

function reloadIn(context: CliContext, [text = '']: readonly string[]): Outcome {
  const [time = '', ...words] = text.trim().split(/\s+/);
  const ms = parseIn(time);
  if (ms === null) return lines(`% Invalid time "${time}": minutes or hours:minutes, at most 24 days`, '');
  return schedule(context, context.chassis.now() + ms, words.join(' ') || DEFAULT_REASON);
}

function reloadAt(context: CliContext, [text = '']: readonly string[]): Outcome {
  const dueMs = parseAt(text, context.chassis.now());
  if (dueMs === null) return lines(`% Invalid time "${text}": HH:MM [MONTH DAY], at most 24 days ahead`, '');
  return schedule(context, dueMs, DEFAULT_REASON);
}

function schedule(context: CliContext, dueMs: number, reason: string): Outcome {
  const { chassis, session, user } = context;
  const scheduled = { dueMs, reason, by: whoIs(user) };
  return savedFirst(context, (before) => ({
    kind: 'ask',
    before: [...before, ...scheduleText(chassis, scheduled)],
    question: {
      text: 'Proceed with reload? [confirm]',
      reads: 'key',
      answer: (key) => {
        if (isYes(key)) scheduleReload(chassis, scheduled, session, user);
        return SILENT;
      },
    },
  }));
}

function scheduleText(chassis: Chassis, { dueMs, reason, by }: ScheduledReload): readonly string[] {
  const leftMs = Math.max(0, dueMs - chassis.now());
  return [
    `Reload scheduled for ${clockDate(dueMs)} (in ${leftText(leftMs)}) by ${by}`,
    `Reload reason: ${reason}`,
  ];
}

/** `1 hour and 5 minutes`, `9 minutes and 45 seconds`. */
function leftText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const units: readonly (readonly [string, number])[] = [
    ['hour', Math.floor(seconds / 3600)],
    ['minute', Math.floor(seconds / 60) % 60],
    ['second', seconds % 60],
  ];
  const parts = units.filter(([, count]) => count > 0);
  return (
    parts.map(([unit, count]) => `${count} ${unit}${count === 1 ? '' : 's'}`).join(' and ') || '0 seconds'
  );
}

function cancel({ chassis }: CliContext): Outcome {
  return cancelReload(chassis) ? SILENT : lines('%No reload is scheduled.', '');
}

function showReload({ chassis }: CliContext): Outcome {
  const { scheduled } = chassis.state;
  return scheduled === null
    ? lines('No reload is scheduled.', '')
    : lines(...scheduleText(chassis, scheduled), '');
}

/** RETURN or y goes on; anything else does not. */
function isYes(key: string): boolean {
  return key === '' || key.toLowerCase() === 'y';
}
