import type { EndClass, RolloutDevice, RolloutSummary, RolloutView } from '../rollouts/contract.ts';
import { isBadClass } from './board.ts';
import type { Output } from './output.ts';
import type { Tone } from './style.ts';
import type { Cell } from './table.ts';

/** One line per rollout. */
export function showRollouts(output: Output, rollouts: readonly RolloutSummary[]): void {
  if (rollouts.length === 0) {
    output.say('No rollouts yet. Make a plan with "liclab plan" and begin it with "liclab apply".');
    return;
  }
  output.table(
    [
      { title: 'ROLLOUT' },
      { title: 'STATE' },
      { title: 'WAVE', align: 'right' },
      { title: 'ENDED', align: 'right' },
      { title: 'EXPOSED', align: 'right' },
      { title: 'TARGET', fit: 'wrap' },
      { title: 'WHY', fit: 'wrap' },
    ],
    rollouts.map((rollout) => [
      rollout.id,
      rollout.state,
      `${rollout.wave.number} of ${rollout.wave.of}`,
      `${sum(rollout.counts)} of ${rollout.devicesTotal}`,
      `${rollout.credit.held} of ${rollout.credit.exposure}`,
      rollout.target,
      rollout.reason ?? '',
    ]),
  );
}

/** A rollout with every switch, or with those only that did not end well. */
export function showRollout(output: Output, view: RolloutView, which: 'all' | 'not-ok' = 'all'): void {
  const devices = which === 'all' ? view.devices : view.devices.filter((device) => device.class !== 'OK');
  const why = view.reason === null ? '' : `: ${view.reason}`;
  output.say(`Rollout ${view.id}: ${view.state}${why}`, 'strong');
  output.say(`  target   ${view.target}`);
  output.say(`  plan     ${view.planHash}`);
  output.say(`  exposed  ${view.credit.held} of ${view.credit.exposure}`);
  if (devices.length > 0) showDevices(output, devices);
  for (const { id, diff } of devices) {
    if (diff === null || diff.length === 0) continue;
    output.say(`What differs on ${id}:`, 'strong');
    output.say(diff.map((line) => `  ${line}`).join('\n'));
  }
  output.say(
    Object.entries(view.counts)
      .map(([state, count]) => `${count} ${state}`)
      .join(', '),
  );
}

function showDevices(output: Output, devices: readonly RolloutDevice[]): void {
  output.table(
    [
      { title: 'SWITCH', fit: 'cut' },
      { title: 'STATE', fit: 'cut' },
      { title: 'BEFORE', fit: 'wrap' },
      { title: 'NOW', fit: 'wrap' },
      { title: 'RELOADS', align: 'right' },
      { title: 'WHY', fit: 'wrap' },
    ],
    devices.map((device) => [
      device.id,
      { text: device.state, tone: toneOf(device.class) },
      device.levelBefore,
      device.runningLevel ?? '-',
      String(device.reloadsSent),
      reasonOf(device),
    ]),
  );
}

function reasonOf({ reason, members }: RolloutDevice): Cell {
  if (reason !== null) return `${reason.code}: ${reason.text}`;
  const missing = members.filter(({ state }) => state !== 'ready' && state !== 'unknown');
  return missing.map(({ slot, state }) => `member ${slot} ${state}`).join(', ');
}

function toneOf(end: EndClass | null): Tone {
  if (end === null) return 'plain';
  if (isBadClass(end)) return 'bad';
  return end === 'OK' ? 'good' : 'warning';
}

function sum(counts: RolloutSummary['counts']): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
