import type { Chassis } from '../chassis.ts';
import type { FileTrouble } from '../files.ts';
import { initialLicensing } from '../model/licensing.ts';
import { activeMember } from '../model/members.ts';
import {
  acknowledgedReports,
  allReports,
  closeReports,
  type ListedReport,
  sentReports,
} from '../model/rum.ts';
import { readImport, trustRequestFile, usageFile } from '../model/rum-file.ts';
import { DAY_MS } from '../model/time-text.ts';
import { usageOf } from '../model/usage.ts';
import { setLicensing } from './report.ts';

/** Which usage goes into a file: all of it, that of the last days, or what was not acknowledged. */
export type UsageChoice = 'all' | 'unreported' | { readonly days: number };

/** Writes usage into a file on flash: what still collects is closed first. */
export function saveUsage(chassis: Chassis, choice: UsageChoice, path: string): FileTrouble | null {
  const { state } = chassis;
  const nowMs = chassis.now();
  const rows = usageOf(state.level, state.members);
  const closed = closeReports(state.licensing.rum, rows, 'REPORTING', nowMs);
  const chosen = closed.closed.filter((report) => isChosen(report, choice, nowMs));
  const trouble = chassis.files.write(path, usageFile(state, chosen, nowMs), nowMs);
  if (trouble !== null) return trouble;
  const rum = sentReports(closed, new Set(chosen.map(({ id }) => id)));
  setLicensing(chassis, { ...state.licensing, rum, lastFileMs: nowMs });
  return null;
}

function isChosen({ state, endMs }: ListedReport, choice: UsageChoice, nowMs: number): boolean {
  if (choice === 'all') return true;
  return choice === 'unreported' ? state !== 'ACK' : endMs >= nowMs - choice.days * DAY_MS;
}

/** Writes a request for a trust code into a file. CSSM of the lab does not answer it: tokens do the same. */
export function saveTrustRequest(chassis: Chassis, path: string): FileTrouble | null {
  return chassis.files.write(path, trustRequestFile(chassis.state, chassis.now()), chassis.now());
}

/** Takes a file that CSSM made: an acknowledgement of usage, a policy, or both. `foreign`: nothing in it is for this device. */
export function importFile(chassis: Chassis, path: string): FileTrouble | 'foreign' | null {
  const file = chassis.files.read(path);
  if (typeof file === 'string') return file;
  const { state } = chassis;
  const imported = readImport(file.text, activeMember(state.members)?.serial ?? '');
  if (imported === null) return 'foreign';
  const nowMs = chassis.now();
  const { licensing } = state;
  const { acknowledged } = imported;
  if (acknowledged !== null) {
    chassis.record.addMessage({ type: 'Import RUM ACK', atMs: nowMs, response: 'OK' });
    const rum = acknowledgedReports(licensing.rum, acknowledged);
    setLicensing(chassis, { ...licensing, rum, lastAckMs: nowMs, changedMs: null, nextPollMs: null });
  }
  if (imported.hasPolicy) chassis.record.addMessage({ type: 'Import POLICY', atMs: nowMs, response: 'OK' });
  return null;
}

/** `license smart factory reset`: trust, counters and reports are gone. */
export function resetLicensing(chassis: Chassis): void {
  const { usedLevel } = chassis.state.licensing;
  setLicensing(chassis, initialLicensing(null, usedLevel, chassis.now()));
}

/** Reports as show commands list them, the open ones included. */
export function listReports({ state }: Chassis, nowMs: number): readonly ListedReport[] {
  return allReports(state.licensing.rum, usageOf(state.level, state.members), nowMs);
}
