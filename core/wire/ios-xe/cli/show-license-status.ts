import { accountOf, datedAccountOf, sectionsOf, statedOf } from './fields.ts';
import type { Field, Section } from './fields.ts';

/** A trust code; with several members one per member. */
export interface TrustState {
  /** `Active`, `Standby`, `Member`; null where only a date is printed. */
  readonly role: string | null;
  readonly model: string | null;
  readonly serial: string | null;
  readonly isInstalled: boolean;
  /** As printed, e.g. `Oct 14 11:37:52 2021 UTC`. */
  readonly installedAt: string | null;
}

/** Usage reporting; dates as printed, their zone is a bare abbreviation. */
export interface Reporting {
  readonly lastAck: string | null;
  readonly nextAckDeadline: string | null;
  /** Days; 0: no reporting. */
  readonly pushIntervalDays: number | null;
  readonly nextAckCheck: string | null;
  readonly nextPush: string | null;
  readonly lastPush: string | null;
  readonly lastFileWrite: string | null;
}

/** What `show license status` states; null is what it does not. */
export interface ShowLicenseStatus {
  /** `policy`: Smart Licensing Using Policy, from 17.3.2; `legacy`: the scheme before. */
  readonly scheme: 'policy' | 'legacy' | null;
  readonly smartAccount: string | null;
  readonly smartAccountAsOf: string | null;
  readonly virtualAccount: string | null;
  /** Legacy only, e.g. `REGISTERED`. */
  readonly registration: string | null;
  /** Legacy only, e.g. `OUT OF COMPLIANCE on Aug 22 18:58:17 2022 UTC`. */
  readonly authorization: string | null;
  /** E.g. `cslu`, `Smart`, `Callhome`, `Transport Off`. */
  readonly transport: string | null;
  /** URL or CSLU address. */
  readonly transportAddress: string | null;
  readonly policyInUse: string | null;
  readonly policyName: string | null;
  readonly isAckRequired: boolean | null;
  readonly reporting: Reporting;
  /** Null where nothing is said about trust; empty for `<none>`. */
  readonly trust: readonly TrustState[] | null;
}

/** Reads `show license status`, policy and legacy, agents 4.8 to 6.3. `lines`: from `cleanOutput`. */
export function parseShowLicenseStatus(lines: readonly string[]): ShowLicenseStatus {
  const sections = sectionsOf(lines);
  const section = (title: string) => sections.find((candidate) => candidate.title === title);
  const value = (title: string, key: string) => fieldValue(section(title), key);
  const stated = (title: string, key: string) => statedOf(value(title, key));
  const account = value('Account Information', 'Smart Account') ?? value('Registration', 'Smart Account');
  const virtual = value('Account Information', 'Virtual Account') ?? value('Registration', 'Virtual Account');
  const { name, asOf } = datedAccountOf(account);
  const isLegacy = sections.some((candidate) => candidate.title === 'Smart Licensing is ENABLED');
  return {
    scheme: section('Smart Licensing Using Policy') ? 'policy' : isLegacy ? 'legacy' : null,
    smartAccount: name,
    smartAccountAsOf: asOf,
    virtualAccount: accountOf(virtual),
    registration: stated('Registration', 'Status'),
    authorization: stated('License Authorization', 'Status'),
    transport: stated('Transport', 'Type'),
    transportAddress: stated('Transport', 'URL') ?? stated('Transport', 'Cslu address'),
    policyInUse: stated('Policy', 'Policy in use'),
    policyName: stated('Policy', 'Policy name'),
    isAckRequired: yesOrNo(value('Policy', 'Reporting ACK required')),
    reporting: reportingOf(section('Usage Reporting')),
    trust: trustOf(section('Trust Code Installed')),
  };
}

function reportingOf(section: Section | undefined): Reporting {
  const stated = (key: string) => statedOf(fieldValue(section, key));
  const days = /^([0-9]{1,5})\b/.exec(stated('Reporting push interval') ?? '');
  return {
    lastAck: stated('Last ACK received'),
    nextAckDeadline: stated('Next ACK deadline'),
    pushIntervalDays: days === null ? null : Number(days[1]),
    nextAckCheck: stated('Next ACK push check'),
    nextPush: stated('Next report push'),
    lastPush: stated('Last report push'),
    lastFileWrite: stated('Last report file write'),
  };
}

const INSTALLED = 'INSTALLED on ';

/** `Oct 14 11:37:52 2021 UTC` */
const DATE = /^[A-Z][a-z]{2} [ 0-9]?[0-9] [0-9]{2}:/;

/**
 * `<none>`, one date, or per member a line `Active: PID:...,SN:...` with `INSTALLED on <date>` below it; agents from 6.0 on
 * add more dates to that line, and a type to the heading.
 */
function trustOf(section: Section | undefined): readonly TrustState[] | null {
  if (section === undefined || (section.value === '' && section.fields.length === 0)) return null;
  if (DATE.test(section.value)) {
    return [{ role: null, model: null, serial: null, isInstalled: true, installedAt: section.value }];
  }
  const states: TrustState[] = [];
  for (const field of section.fields) {
    if (field.value.startsWith('PID:')) states.push(memberTrust(field));
    const last = states.at(-1);
    const line = field.value === '' ? field.key : `${field.key}:${field.value}`;
    if (last === undefined || !line.startsWith(INSTALLED)) continue;
    const [installedAt = ''] = line.slice(INSTALLED.length).split('  ', 1);
    states[states.length - 1] = { ...last, isInstalled: true, installedAt: statedOf(installedAt.trim()) };
  }
  return states;
}

/** `PID:C9300-24UX,SN:FOC0000X001` */
function memberTrust(field: Field): TrustState {
  const parts = field.value.split(',');
  const part = (prefix: string) => parts.find((text) => text.startsWith(prefix))?.slice(prefix.length);
  const [model, serial] = [statedOf(part('PID:')), statedOf(part('SN:'))];
  return { role: field.key, model, serial, isInstalled: false, installedAt: null };
}

function fieldValue(section: Section | undefined, key: string): string | undefined {
  return section?.fields.find((field) => field.key === key)?.value;
}

function yesOrNo(value: string | undefined): boolean | null {
  if (value === undefined) return null;
  return /^yes\b/i.test(value) ? true : /^no\b/i.test(value) ? false : null;
}
