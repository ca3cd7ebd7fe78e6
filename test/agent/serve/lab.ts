/** A running `serve` in a lab in memory, and what it logs. */
import type { startDesiredLab } from '../reconcile/lab.ts';

/** One line of its log. */
export type Line = Readonly<Record<string, unknown>> & { readonly msg: string };

type Lab = Awaited<ReturnType<typeof startDesiredLab>>;

/** Starts `serve` and gives the log as it is written. */
export function startServe(lab: Lab, ...args: readonly string[]) {
  const process = lab.start('serve', ...args);
  const lines = (): readonly Line[] =>
    process
      .stderr()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Line);
  const said = (msg: string): readonly Line[] => lines().filter((line) => line.msg === msg);
  return {
    ...process,
    lines,
    said,
    /** Lets time pass until so many lines of the name are there. */
    async until(msg: string, count = 1, limitMs = 12 * 3_600_000): Promise<readonly Line[]> {
      const endMs = lab.clock.monotonicMs() + limitMs;
      while (said(msg).length < count) {
        if (lab.clock.monotonicMs() > endMs)
          throw new Error(`no ${count} lines "${msg}" in: ${process.stderr()}`);
        await lab.clock.advance(5_000);
      }
      return said(msg);
    },
    /** Ctrl-C, and how it ended. */
    async end() {
      process.interrupt();
      return lab.clock.settle(process.ran, { limitMs: 600_000 });
    },
  };
}
