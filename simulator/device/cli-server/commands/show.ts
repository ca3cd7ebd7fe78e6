import { clockDate } from '../../model/time-text.ts';
import type { DeviceState } from '../../model/state.ts';
import type { Chassis } from '../../chassis.ts';
import type { ExecHandler } from '../context.ts';
import type { Command } from '../grammar.ts';
import { showDifferences, showRunning, showStartup } from '../show/config.ts';
import { showInventory } from '../show/inventory.ts';
import { showLicenseAll, showLicenseUdi } from '../show/license-all.ts';
import { showLicenseStatus } from '../show/license-status.ts';
import { showLicenseSummary } from '../show/license-summary.ts';
import { showLicenseTechSupport } from '../show/license-tech-support.ts';
import { showLicenseUsage } from '../show/license-usage.ts';
import { showInstallSummary, showNetconfSessions, showReload } from '../show/operations.ts';
import { showSwitch } from '../show/switch.ts';
import { showVersion } from '../show/version.ts';

type Renderer = (state: DeviceState, nowMs: number) => readonly string[];

/** Show commands of both exec modes. */
export const SHOW_COMMANDS: readonly Command<ExecHandler>[] = [
  show('show version', showVersion),
  show('show clock', (_state, nowMs) => [clockDate(nowMs, true)]),
  show('show reload', showReload),
  showOf('show install summary', showInstallSummary),
  showOf('show netconf-yang sessions', showNetconfSessions),
  show('show switch', showSwitch),
  show('show inventory', showInventory),
  show('show license summary', showLicenseSummary),
  show('show license status', showLicenseStatus),
  show('show license usage', showLicenseUsage),
  show('show license all', showLicenseAll),
  show('show license udi', showLicenseUdi),
  show('show license tech support', showLicenseTechSupport),
];

/** Show commands of privileged mode alone. */
export const PRIVILEGED_SHOW_COMMANDS: readonly Command<ExecHandler>[] = [
  show('show running-config', showRunning),
  show('show startup-config', showStartup),
  show('show archive config differences', showDifferences),
  show('show archive config differences nvram:startup-config system:running-config', showDifferences),
];

/** A command that tells more than the state: who is there. */
function showOf(spec: string, render: (chassis: Chassis) => readonly string[]): Command<ExecHandler> {
  return { spec, handler: ({ chassis }) => ({ kind: 'lines', lines: render(chassis) }) };
}

function show(spec: string, render: Renderer): Command<ExecHandler> {
  return {
    spec,
    handler: ({ chassis }) => ({ kind: 'lines', lines: render(chassis.state, chassis.now()) }),
  };
}
