export { cleanOutput } from './clean.ts';
export type { OutputContext } from './clean.ts';
export { findCliError } from './errors.ts';
export type { CliError, CliErrorKind } from './errors.ts';
export {
  CONFIRM,
  importLine,
  NEXT_PAGE,
  plainLine,
  recogniseLine,
  registerLine,
  reloadLine,
  saveUsageLine,
  trustLine,
  writeLine,
  writeSecret,
} from './lines.ts';
export type { CliLine, CliLineName, PlainLineName } from './lines.ts';
export { readTail, TAIL_LENGTH_MAX } from './prompts.ts';
export type { Tail } from './prompts.ts';
export { parseShowClock } from './show-clock.ts';
export type { ShowClock } from './show-clock.ts';
export { parseInstallSummary } from './show-install-summary.ts';
export type { InstallSummary } from './show-install-summary.ts';
export { parseNetconfSessions } from './show-netconf-sessions.ts';
export type { NetconfSessionRow } from './show-netconf-sessions.ts';
export { parseShowReload } from './show-reload.ts';
export { parseConfigDifferences } from './show-config-differences.ts';
export type { ConfigDifferences } from './show-config-differences.ts';
export { parseShowLicenseStatus } from './show-license-status.ts';
export type { Reporting, ShowLicenseStatus, TrustState } from './show-license-status.ts';
export { parseShowLicenseSummary } from './show-license-summary.ts';
export type { LicenseSummaryRow, ShowLicenseSummary } from './show-license-summary.ts';
export {
  instanceNotValid,
  NO_MESSAGES,
  parseCommunicationStatistics,
} from './show-license-tech-support.ts';
export type { CommunicationStatistics, MessageCounters } from './show-license-tech-support.ts';
export { parseStartupLevel } from './show-startup-level.ts';
export { parseShowSwitch } from './show-switch.ts';
export type { SwitchRow } from './show-switch.ts';
export { parseShowVersion } from './show-version.ts';
export type { PackageRow, ShowVersion, VersionMember } from './show-version.ts';
export { isSyslogLine } from './syslog.ts';
export { LINE_LENGTH_MAX, OUTPUT_LENGTH_MAX, OUTPUT_LINES_MAX } from './text.ts';
