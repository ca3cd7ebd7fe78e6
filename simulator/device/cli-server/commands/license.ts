import { reportUsage } from '../../actions/report.ts';
import { endRegistration, establishTrust, renewIdentity, TOKEN_LENGTH_MAX } from '../../actions/trust.ts';
import type { CliContext, ExecHandler } from '../context.ts';
import type { Command } from '../grammar.ts';
import { lines, type Outcome, SILENT } from '../outcome.ts';

/** License commands of policy licensing. All return at once; how it went shows in `show license status` and tech support. */
export const POLICY_LICENSE_COMMANDS: readonly Command<ExecHandler>[] = [
  { spec: 'license smart sync all', handler: sync },
  { spec: 'license smart sync local', handler: sync },
  ...['all', 'local'].flatMap((scope) => [
    { spec: `license smart trust idtoken <word> ${scope}`, handler: trust(false) },
    { spec: `license smart trust idtoken <word> ${scope} force`, handler: trust(true) },
  ]),
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
