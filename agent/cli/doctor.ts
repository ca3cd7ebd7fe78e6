import { diagnose } from '../doctor/index.ts';
import type { Diagnosis } from '../doctor/index.ts';
import { EXIT, showDiagnosis } from '../output/index.ts';
import type { ExitCode } from '../output/index.ts';
import { messagesFor } from '../planning/index.ts';
import { levelOf } from './plan-options.ts';
import { devicesById, openSession } from './session.ts';
import type { VerbAction } from './verb.ts';

/**
 * Examines one switch over NETCONF and the CLI and says what would stop a change, and what it would send. Sends nothing but the reads of
 * the closed list. Exit code 0: nothing stops a change; 1: something does, or a part of it could not be reached; 3: the switch could not
 * be reached at all.
 */
export const doctor: VerbAction = async (invocation) => {
  const { options, output, context, args } = invocation;
  const level = typeof options['level'] === 'string' ? options['level'] : '';
  const target = levelOf(level, options['addon']);
  const session = await openSession(invocation);
  const [device] = devicesById(session.inventory, args);
  if (device === undefined) return EXIT.usage;
  const findings = await context.runtime.examine(session, device);
  const diagnosis = diagnose(findings, target, (of) =>
    messagesFor(of, target, { cliReload: false, report: true }),
  );
  showDiagnosis(output, diagnosis);
  output.result({ ...diagnosis });
  return EXIT_OF[diagnosis.outcome];
};

const EXIT_OF: Readonly<Record<Diagnosis['outcome'], ExitCode>> = {
  ok: EXIT.ok,
  blocked: EXIT.different,
  failed: EXIT.different,
  unreachable: EXIT.environment,
};
