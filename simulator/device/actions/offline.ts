import { ConfigError } from '../../../core/errors.ts';
import type { Chassis } from '../chassis.ts';
import type { FileTrouble } from '../files.ts';
import { initialLicensing, withAcknowledgement, withPolicy } from '../model/licensing.ts';
import { chassisMembers } from '../model/members.ts';
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
  const serials = chassisMembers(state.members).map(({ serial }) => serial);
  const imported = readImport(file.text, serials);
  if (imported === null) return 'foreign';
  const nowMs = chassis.now();
  const { licensing } = state;
  const { acknowledged, policy } = imported;
  if (acknowledged !== null) {
    chassis.record.addMessage({ type: 'Import RUM ACK', atMs: nowMs, response: 'OK' });
    const rum = acknowledgedReports(licensing.rum, acknowledged);
    const after = withAcknowledgement(licensing, policy ?? licensing.policy, nowMs, true);
    setLicensing(chassis, { ...after, rum });
  } else if (policy !== null) setLicensing(chassis, withPolicy(licensing, policy, nowMs));
  if (policy !== null) chassis.record.addMessage({ type: 'Import POLICY', atMs: nowMs, response: 'OK' });
  return null;
}

/** Files that the two short cuts below leave on flash. */
const USAGE_FILE = 'usage.xml';
const ACK_FILE = 'ack.xml';

/** Usage as text: what `license smart save usage all` wrote. `LICENSE_FILE` when the flash takes no more. */
export function savedUsage(chassis: Chassis): string {
  const trouble = saveUsage(chassis, 'all', USAGE_FILE);
  const file = chassis.files.read(USAGE_FILE);
  if (trouble !== null || typeof file === 'string') throw refused('cannot be written: the flash is full');
  return file.text;
}

/** Takes the text of an acknowledgement as `license smart import` does. Throws `LICENSE_FILE` when it is none of this device. */
export function importText(chassis: Chassis, text: string): void {
  const trouble = chassis.files.write(ACK_FILE, text, chassis.now()) ?? importFile(chassis, ACK_FILE);
  if (trouble === 'foreign') throw refused('holds no acknowledgement for this device');
  if (trouble !== null) throw refused('cannot be written: the flash is full');
}

function refused(why: string): ConfigError {
  return new ConfigError('LICENSE_FILE', `The file ${why}.`, {
    hint: 'Import what CSSM gave for the usage of this device.',
  });
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
