import { formatClock, formatDuration } from '../duration.ts';
import type { EvidenceEvent } from './events.ts';
import { printable } from './printable.ts';

/** Meanings that have a colour; the words say the same. */
type Tone = 'plain' | 'good' | 'bad' | 'warning' | 'faint' | 'strong';

const CODES: Readonly<Record<Tone, readonly [string, string]>> = {
  plain: ['', ''],
  good: ['\u001b[32m', '\u001b[39m'],
  bad: ['\u001b[31m', '\u001b[39m'],
  warning: ['\u001b[33m', '\u001b[39m'],
  faint: ['\u001b[2m', '\u001b[22m'],
  strong: ['\u001b[1m', '\u001b[22m'],
};

/** Makes one safe line; every text of a report that is not ours goes through it. */
export type Painter = (text: string, tone?: Tone) => string;

/** Colours lines, or leaves them alone. */
export function createPainter(isColored: boolean): Painter {
  return (text, tone = 'plain') => {
    const safe = printable(text);
    if (!isColored || safe === '') return safe;
    const [on, off] = CODES[tone];
    return on + safe + off;
  };
}

/** Lines for one event of a run: the steps with the scenario's clock. Traffic is left to the report. */
export function consoleLines(event: EvidenceEvent, paint: Painter): readonly string[] {
  switch (event.type) {
    case 'scenario':
      return [
        `${paint(event.id, 'strong')}  ${paint(event.title)}`,
        paint(`  binding ${event.binding}, seed ${event.seed}, ${event.switches} switches`, 'faint'),
      ];
    case 'step':
      return [`  ${clock(event.at, paint)} ${paint(event.name)}`];
    case 'verb':
      return [`  ${clock(event.at, paint)}   ${paint(`$ liclab ${event.line}`, 'faint')}`];
    case 'signal':
      return [
        `  ${clock(event.at, paint)}   ${paint(event.signal === 'kill' ? 'kill -9' : 'Ctrl-C', 'warning')}`,
      ];
    case 'fault':
      return [
        `  ${clock(event.at, paint)}   ${paint(`fault ${event.fault} for ${event.target}, ${times(event.times)}`, 'warning')}`,
      ];
    case 'act':
      return [`  ${clock(event.at, paint)}   ${paint(`${event.target}: ${event.text}`, 'faint')}`];
    case 'check': {
      if (event.passed) return [`  ${clock(event.at, paint)}   ${paint('ok', 'good')} ${paint(event.name)}`];
      return [
        `  ${clock(event.at, paint)}   ${paint('FAILED', 'bad')} ${paint(`${event.name}: ${event.problem ?? ''}`)}`,
      ];
    }
    case 'verb-end': {
      if (event.said === null) return [];
      const ended = event.exitCode === null ? 'it was killed' : `it ended with ${event.exitCode}`;
      return [ended, ...event.said.split('\n')].map(
        (line) => `  ${clock(event.at, paint)}     ${paint(line, 'faint')}`,
      );
    }
    case 'step-end':
      return event.error === null
        ? []
        : [
            `  ${clock(event.at, paint)}   ${paint(event.outcome === 'skipped' ? 'SKIPPED' : 'FAILED', event.outcome === 'skipped' ? 'warning' : 'bad')} ${paint(event.error)}`,
          ];
    case 'end':
      return endLines(event, paint);
    case 'agent':
    case 'traffic':
      return [];
  }
}

function endLines(event: EvidenceEvent & { type: 'end' }, paint: Painter): readonly string[] {
  const tone = { passed: 'good', failed: 'bad', skipped: 'warning' } as const;
  const words = { passed: 'passed', failed: 'FAILED', skipped: 'skipped' } as const;
  const took = `after ${formatDuration(event.at)} of scenario time`;
  const reason = event.reason === null ? '' : `: ${event.reason}`;
  return [
    `  ${clock(event.at, paint)} ${paint(words[event.outcome], tone[event.outcome])} ${paint(took + reason)}`,
    '',
  ];
}

function clock(at: number, paint: Painter): string {
  return paint(formatClock(at), 'faint');
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
