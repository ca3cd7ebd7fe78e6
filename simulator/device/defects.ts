import { DefectError } from '../../core/errors.ts';

/** Where our own mistakes go: they stop the run, and never look like a fault of the network. */
export type DefectReporter = (defect: DefectError) => void;

/** Wraps what was thrown inside our own code as a defect that says where. */
export function asDefect(thrown: unknown, device: string, where: string): DefectError {
  if (thrown instanceof DefectError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new DefectError(
    'SIMULATOR_DEFECT',
    `the simulated switch ${device} failed in ${where}: ${message}`,
    {
      context: { device, where },
      cause: thrown,
    },
  );
}
