import type { Chassis } from '../../chassis.ts';
import type { DeviceState } from '../../model/state.ts';
import { clockDate } from '../../model/time-text.ts';
import type { CliContext, ExecHandler } from '../context.ts';
import type { Command } from '../grammar.ts';
import { lines, type Outcome } from '../outcome.ts';
import { showDifferences, showRunning, showStartup } from '../show/config.ts';
import { showInventory } from '../show/inventory.ts';
import { showLicenseAll, showLicenseUdi } from '../show/license-all.ts';
import {
  showAuthorization,
  showEventlog,
  showHistoryMessage,
  showRumAll,
  showRumDetail,
} from '../show/license-records.ts';
import { showLicenseStatus } from '../show/license-status.ts';
import { showLicenseSummary } from '../show/license-summary.ts';
import { showLicenseTechSupport } from '../show/license-tech-support.ts';
import { showLicenseUsage } from '../show/license-usage.ts';
import { showLogging } from '../show/logging.ts';
import {
  showNetconfDatastores,
  showNetconfSessions,
  showNetconfSessionsDetail,
  showNetconfStatistics,
  showNetconfStatus,
  showYangProcesses,
  showYangProcessStates,
} from '../show/netconf-yang.ts';
import { showInstallSummary } from '../show/install.ts';
import { showBoot, showRedundancy } from '../show/redundancy.ts';
import { showSwitch, showSwitchDetail } from '../show/switch.ts';
import { showVersion } from '../show/version.ts';

type Renderer = (state: DeviceState, nowMs: number) => readonly string[];
type ChassisRenderer = (chassis: Chassis, nowMs: number) => readonly string[];

/** Show commands of both exec modes. */
export const SHOW_COMMANDS: readonly Command<ExecHandler>[] = [
  show('show version', showVersion),
  show('show clock', (_state, nowMs) => [clockDate(nowMs, true)]),
  show('show install summary', showInstallSummary),
  show('show switch', showSwitch),
  show('show switch detail', showSwitchDetail),
  show('show inventory', showInventory),
  show('show license summary', showLicenseSummary),
  show('show license status', showLicenseStatus),
  show('show license usage', showLicenseUsage),
  show('show license all', showLicenseAll),
  show('show license udi', showLicenseUdi),
  show('show license tech support', showLicenseTechSupport),
  { spec: 'show license eventlog <word>', handler: eventlogOfDays },
  ofChassis('show license eventlog', showEventlog),
  show('show redundancy', showRedundancy),
  show('show boot', showBoot),
  ofChassis('show netconf-yang sessions', showNetconfSessions),
  ofChassis('show netconf-yang sessions detail', showNetconfSessionsDetail),
  ofChassis('show netconf-yang statistics', showNetconfStatistics),
  ofChassis('show netconf-yang datastores', showNetconfDatastores),
  ofChassis('show netconf-yang status', showNetconfStatus),
  ofChassis('show platform software yang-management process', showYangProcesses),
  ofChassis('show platform software yang-management process state', showYangProcessStates),
];

/** What only policy licensing shows. */
export const POLICY_SHOW_COMMANDS: readonly Command<ExecHandler>[] = [
  ofChassis('show license history message', showHistoryMessage),
  ofChassis('show license rum id all', showRumAll),
  { spec: 'show license rum id <word>', handler: rumDetail },
  ofChassis('show license authorization', showAuthorization),
];

/** Show commands of privileged mode alone. */
export const PRIVILEGED_SHOW_COMMANDS: readonly Command<ExecHandler>[] = [
  show('show running-config', showRunning),
  show('show startup-config', showStartup),
  show('show archive config differences', showDifferences),
  show('show archive config differences nvram:startup-config system:running-config', showDifferences),
  ofChassis('show logging', showLogging),
];

function show(spec: string, render: Renderer): Command<ExecHandler> {
  return ofChassis(spec, ({ state }, nowMs) => render(state, nowMs));
}

function ofChassis(spec: string, render: ChassisRenderer): Command<ExecHandler> {
  return { spec, handler: ({ chassis }) => ({ kind: 'lines', lines: render(chassis, chassis.now()) }) };
}

function eventlogOfDays({ chassis }: CliContext, [days = '']: readonly string[]): Outcome {
  if (!/^[0-9]{1,4}$/.test(days)) return lines(`% Invalid number of days "${days}"`, '');
  return lines(...showEventlog(chassis, chassis.now(), Number(days)));
}

function rumDetail({ chassis }: CliContext, [id = '']: readonly string[]): Outcome {
  const found = showRumDetail(chassis, chassis.now(), Number(id));
  return found === null ? lines(`% No report with id ${id}`, '') : lines(...found);
}
