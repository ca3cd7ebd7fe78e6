import {
  importFile,
  resetLicensing,
  saveTrustRequest,
  saveUsage,
  type UsageChoice,
} from '../../actions/offline.ts';
import { reportUsage } from '../../actions/report.ts';
import { endRegistration, establishTrust, renewIdentity, TOKEN_LENGTH_MAX } from '../../actions/trust.ts';
import type { FileTrouble } from '../../files.ts';
import type { CliContext, ExecHandler } from '../context.ts';
import type { Command } from '../grammar.ts';
import { lines, type Outcome, SILENT } from '../outcome.ts';
import { fileError } from './files.ts';

/** License commands of policy licensing. All return at once; how it went shows in `show license status` and tech support. */
export const POLICY_LICENSE_COMMANDS: readonly Command<ExecHandler>[] = [
  { spec: 'license smart sync all', handler: sync },
  { spec: 'license smart sync local', handler: sync },
  ...['all', 'local'].flatMap((scope) => [
    { spec: `license smart trust idtoken <word> ${scope}`, handler: trust(false) },
    { spec: `license smart trust idtoken <word> ${scope} force`, handler: trust(true) },
  ]),
  { spec: 'license smart save usage all file <word>', handler: savedUsage('all') },
  { spec: 'license smart save usage unreported file <word>', handler: savedUsage('unreported') },
  { spec: 'license smart save usage days <word> file <word>', handler: usageOfDays },
  { spec: 'license smart save trust-request <word>', handler: trustRequest },
  { spec: 'license smart import <word>', handler: imported },
  { spec: 'license smart factory reset', handler: factoryReset },
];

/** License commands of legacy licensing. */
export const LEGACY_LICENSE_COMMANDS: readonly Command<ExecHandler>[] = [
  { spec: 'license smart register idtoken <word>', handler: register(false) },
  { spec: 'license smart register idtoken <word> force', handler: register(true) },
  { spec: 'license smart deregister', handler: deregister },
  { spec: 'license smart renew auth', handler: sync },
  { spec: 'license smart renew id', handler: renewId },
];

function sync({ chassis }: CliContext): Outcome {
  reportUsage(chassis);
  return SILENT;
}

function savedUsage(choice: UsageChoice): ExecHandler {
  return ({ chassis }, [path = '']) => fileOutcome(saveUsage(chassis, choice, path), path);
}

function usageOfDays({ chassis }: CliContext, [days = '', path = '']: readonly string[]): Outcome {
  if (!/^[1-9][0-9]{0,2}$/.test(days)) return lines('% Days must be between 1 and 999', '');
  return fileOutcome(saveUsage(chassis, { days: Number(days) }, path), path);
}

function trustRequest({ chassis }: CliContext, [path = '']: readonly string[]): Outcome {
  return fileOutcome(saveTrustRequest(chassis, path), path);
}

function imported({ chassis }: CliContext, [path = '']: readonly string[]): Outcome {
  const trouble = importFile(chassis, path);
  // What a refused import prints was in no capture.
  if (trouble === 'foreign') return lines('Import Data Failed: nothing in the file is for this device', '');
  return trouble === null ? lines('Import Data Successful', '') : fileOutcome(trouble, path);
}

function fileOutcome(trouble: FileTrouble | null, path: string): Outcome {
  return trouble === null ? SILENT : lines(fileError(trouble, path), '');
}

/** The reset takes effect at once here; a switch asks for a reload, and so does the message (assumed). */
function factoryReset({ chassis }: CliContext): Outcome {
  resetLicensing(chassis);
  return lines("%Warning: reload required after 'license smart factory reset' command", '');
}

function renewId({ chassis }: CliContext): Outcome {
  renewIdentity(chassis);
  return SILENT;
}

function trust(force: boolean): ExecHandler {
  return ({ chassis }, [token = '']) => {
    if (token.length > TOKEN_LENGTH_MAX) return lines('% Invalid token', '');
    establishTrust(chassis, token, force);
    return SILENT;
  };
}

function register(force: boolean): ExecHandler {
  return ({ chassis }, [token = '']) => {
    const isRegistered = chassis.state.licensing.trust !== null;
    if (isRegistered && !force) return lines('% Smart Agent is already registered', '');
    establishTrust(chassis, token, force);
    return lines(
      "Registration process is in progress. Use the 'show license status' command to check the progress and result",
      '',
    );
  };
}

function deregister({ chassis }: CliContext): Outcome {
  endRegistration(chassis);
  return SILENT;
}
