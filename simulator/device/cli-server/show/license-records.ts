import { listReports } from '../../actions/offline.ts';
import type { Chassis } from '../../chassis.ts';
import type { ListedReport } from '../../model/rum.ts';
import { activeMember } from '../../model/members.ts';
import { DAY_MS, eventDate, licenseDate } from '../../model/time-text.ts';
import { udiLines } from './license-sections.ts';

/** `show license eventlog [DAYS]`: what the smart agent noted, of all days or of the last ones. */
export function showEventlog({ record }: Chassis, nowMs: number, days?: number): readonly string[] {
  const fromMs = days === undefined ? 0 : nowMs - days * DAY_MS;
  const events = record.events.filter(({ atMs }) => atMs >= fromMs);
  if (events.length === 0) return [' No EventLog Found.'];
  return ['**** Event Log ****', '', ...events.map(({ atMs, line }) => `${eventDate(atMs)} ${line}`)];
}

const HISTORY = [
  'Trust Establishment',
  'Usage Reporting',
  'Result Polling',
  'Authorization Request',
  'Authorization Return',
  'Trust Sync',
];
const IMPORTS = ['POLICY', 'AUTH', 'TRUST CODE', 'RUM ACK', 'CONVERSION ACK', 'ACCOUNT INFO'];

/** `show license history message`. Only the empty form was captured; entries are ours. */
export function showHistoryMessage({ record }: Chassis): readonly string[] {
  const rows = (type: string, none: string): readonly string[] => {
    const own = record.messages.filter((message) => message.type === type);
    if (own.length === 0) return [`  ${none}`];
    return own.flatMap(({ atMs, response }) => [`  ${licenseDate(atMs)}`, `    Response: ${response}`]);
  };
  return [
    '',
    'Message History (oldest to newest):',
    LINE,
    ...HISTORY.flatMap((type) => [`${type}:`, ...rows(type, 'No past history')]),
    '',
    'Import Message History (oldest to newest):',
    LINE,
    ...IMPORTS.flatMap((type) => [
      `Import ${type}:`,
      ...rows(`Import ${type}`, 'No past Import history'),
      '',
    ]).slice(0, -1),
  ];
}

const LINE = '='.repeat(52);

/** `show license rum id all`. */
export function showRumAll(chassis: Chassis, nowMs: number): readonly string[] {
  return [
    'Smart Licensing Usage Report:',
    '='.repeat(36),
    'Report Id,          State,    Flag, Feature Name',
    ...listReports(chassis, nowMs).map(
      ({ id, state, name }) => `${String(id).padEnd(19)} ${state.padEnd(9)} N     ${name}`,
    ),
    '',
  ];
}

/** `show license rum id ID`; null when there is no such report. */
export function showRumDetail(chassis: Chassis, nowMs: number, id: number): readonly string[] | null {
  const reports = listReports(chassis, nowMs);
  const report = reports.find((other) => other.id === id);
  if (report === undefined) return null;
  const active = activeMember(chassis.state.members);
  const same = reports.filter(({ tag }) => tag === report.tag).map((other) => other.id);
  const at = same.indexOf(id);
  return [
    'Smart Licensing Usage Report Detail:',
    '='.repeat(36),
    `Report Id: ${id}`,
    '  Metric Name: ENTITLEMENT',
    `  Feature Name: ${report.name}`,
    `  Metric Value: ${report.tag}`,
    `  UDI: PID:${active?.model ?? ''},SN:${active?.serial ?? ''}`,
    `  Previous Report Id: ${same[at - 1] ?? 0},    Next Report Id: ${same[at + 1] ?? 0}`,
    `  State: ${report.state},      State Change Reason: ${report.reason}`,
    `  Start Time: ${licenseDate(report.startMs)},      End Time: ${licenseDate(report.endMs)}`,
    `  Storage State: ${storageOf(report)}`,
    '  Transaction ID: 0',
    '  Transaction Message: <none>',
    '',
  ];
}

/** Acknowledged reports are deleted from storage (captured); the other words are assumed. */
function storageOf({ state }: ListedReport): string {
  return state === 'ACK' ? 'DELETED' : 'EXIST';
}

/** `show license authorization`. */
export function showAuthorization({ state }: Chassis): readonly string[] {
  return [
    'Overall status:',
    ...udiLines(state, ['      Status: NOT INSTALLED'], '  ', ' '),
    '',
    'Purchased Licenses:',
    '  No Purchase Information Available',
    '',
  ];
}
