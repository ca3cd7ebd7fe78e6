import { isLicenseLabError, LicenseLabError } from 'catalyst-license-lab/core';

/** The binding cannot do what the scenario needs: it is skipped, which is no failure. */
export class ScenarioSkipped extends LicenseLabError {
  constructor(reason: string) {
    super('SCENARIO_SKIPPED', reason, { definite: true });
  }
}

/** The scenario time allowed is over. */
export class ScenarioTimeout extends LicenseLabError {
  constructor(message: string) {
    super('SCENARIO_TIMEOUT', message);
  }
}

/** A step ended with a failed check; the checks themselves are in the evidence. */
export class StepFailed extends LicenseLabError {
  constructor(message: string) {
    super('STEP_FAILED', message, { definite: true });
  }
}

/** An error in one line: code, message and hint of ours; of others the message without the places on this machine. */
export function errorText(error: unknown): string {
  if (isLicenseLabError(error)) {
    const hint = error.hint === null ? '' : ` ${error.hint}`;
    return `${error.code}: ${error.message}${hint}`;
  }
  if (error instanceof Error) return `${error.name}: ${error.message}`;
  return typeof error === 'string' ? error : 'something that is no error was thrown';
}
