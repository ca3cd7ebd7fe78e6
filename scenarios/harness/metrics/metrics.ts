import type { GroundEntry, GroundOp } from '../lab/truth.ts';
import { unknownWord } from '../words/unknown.ts';
import type { Evidence, Metric, MetricName } from './contract.ts';

/** Entries of one kind. */
function of(evidence: Evidence, op: GroundOp): readonly GroundEntry[] {
  return evidence.journal.filter((entry) => entry.op === op);
}

/** Switches for which `differs` says yes between the beginning and now. */
function changed(
  evidence: Evidence,
  differs: (before: Evidence['now'][number], now: Evidence['now'][number]) => boolean,
): number {
  return evidence.now.filter((now, index) => {
    const before = evidence.before[index];
    return before !== undefined && differs(before, now);
  }).length;
}

/** Largest number of entries of one device. */
function mostPerDevice(entries: readonly GroundEntry[]): number {
  const perDevice = Map.groupBy(entries, (entry) => entry.device);
  return Math.max(0, ...[...perDevice.values()].map((list) => list.length));
}

/** Largest number of switches that were down at one instant: from the reload, or the plug pulled, to ready. */
function mostDownAtOnce(evidence: Evidence): number {
  const down = new Set<string>();
  let most = 0;
  for (const { op, device, detail } of evidence.journal) {
    if (op === 'reload-executed' || (op === 'power' && detail['on'] === false)) down.add(device);
    if (op === 'ready' && detail['service'] === 'all') down.delete(device);
    most = Math.max(most, down.size);
  }
  return most;
}

/** Every metric. */
export const METRICS: Readonly<Record<MetricName, Metric>> = {
  'devices.total': { about: 'switches of the lab', measure: ({ now }) => now.length },
  'devices.rebooted': {
    about: 'switches that booted at least once since the lab began',
    measure: (evidence) => changed(evidence, (before, now) => now.bootCount > before.bootCount),
  },
  'devices.changed': {
    about: 'switches whose level in use is not the one they began with',
    measure: (evidence) => changed(evidence, (before, now) => now.runningLevel !== before.runningLevel),
  },
  'devices.unsaved': {
    about: 'switches whose running configuration is not saved',
    measure: ({ now }) => now.filter((device) => device.running !== device.startup).length,
  },
  'devices.down': {
    about: 'switches that are off or booting now',
    measure: ({ now }) => now.filter((device) => device.power !== 'on').length,
  },
  'down-at-once.max': { about: 'most switches that were down at one instant', measure: mostDownAtOnce },
  edits: {
    about: 'edits that changed a running configuration',
    measure: (evidence) => of(evidence, 'edit').filter(({ detail }) => detail['changed'] === true).length,
  },
  saves: {
    about: 'saves that were carried out',
    measure: (evidence) => of(evidence, 'save').filter(({ detail }) => detail['ok'] === true).length,
  },
  'reloads.received': {
    about: 'requests to reload that reached a switch',
    measure: (evidence) => of(evidence, 'reload-received').length,
  },
  'reloads.executed': {
    about: 'reloads that took place',
    measure: (evidence) => of(evidence, 'reload-executed').length,
  },
  'reloads.per-device.max': {
    about: 'most requests to reload that one switch got',
    measure: (evidence) => mostPerDevice(of(evidence, 'reload-received')),
  },
  sessions: {
    about: 'connections that reached a switch',
    measure: (evidence) => of(evidence, 'connect').filter(({ detail }) => detail['refused'] !== true).length,
  },
  'cssm.requests': {
    about: 'requests that reached CSSM',
    measure: (evidence) => of(evidence, 'http').length,
  },
  unmatched: {
    about: 'requests the simulator does not know: each is a mistake of somebody',
    measure: (evidence) => of(evidence, 'unmatched').length,
  },
  'duration.ms': { about: 'scenario time since the lab began', measure: ({ elapsedMs }) => elapsedMs },
};

/** Names of all metrics. */
export const METRIC_NAMES: readonly string[] = Object.keys(METRICS);

/** The metric of that name; `METRIC_UNKNOWN` names the nearest one. */
export function metric(name: string): Metric {
  if (Object.hasOwn(METRICS, name)) return METRICS[name as MetricName];
  throw unknownWord('METRIC_UNKNOWN', 'metric', name, METRIC_NAMES);
}
