import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Invocation } from 'catalyst-license-lab/agent';

/** What a run of `lab` is asked for. */
export interface LabRun {
  readonly isOnce: boolean;
  readonly labFile: string;
  /** Folder for evidence, or null. */
  readonly evidenceDir: string | null;
  /** Folder under which the lab's own folder is made. */
  readonly dataDir: string;
  /** In place of the lab file's, or null. */
  readonly seed: number | null;
  readonly time: string;
  readonly isJson: boolean;
}

/** Clock of the demonstration: boots of minutes take seconds. */
const DEFAULT_TIME = 'scaled:60';

/** Reads the options of `lab`. */
export function labRun({ options, config, context }: Invocation): LabRun {
  const inCwd = (path: string): string => (isAbsolute(path) ? path : join(context.cwd, path));
  const text = (name: string): string | null => (typeof options[name] === 'string' ? options[name] : null);
  const lab = text('lab');
  const evidence = text('evidence');
  return {
    isOnce: options['once'] === true,
    labFile:
      lab === null
        ? fileURLToPath(import.meta.resolve('catalyst-license-lab/labs/campus-24.yaml'))
        : inCwd(lab),
    evidenceDir: evidence === null ? null : inCwd(evidence),
    dataDir: inCwd(config.data),
    seed: config.seed ?? null,
    time: text('time') ?? DEFAULT_TIME,
    isJson: options['json'] === true,
  };
}
