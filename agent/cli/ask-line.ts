import { createInterface } from 'node:readline';
import { LicenseLabError } from '../../core/errors.ts';
import { safe } from '../output/index.ts';
import type { CliContext } from './context.ts';

/** True when a person can be asked. */
export function isSomebodyThere({ stdin, stderr }: CliContext): boolean {
  return stdin.isTTY === true && stderr.isTTY === true;
}

/** Asks on the terminal and gives the line that was typed. Rejects with `INTERRUPTED` on Ctrl-C and at the end of input. */
export function askLine(context: CliContext, question: string): Promise<string> {
  return new Promise((resolve, reject) => {
    context.stderr.write(safe(question));
    const lines = createInterface({ input: context.stdin, terminal: false });
    const stopListening = context.onInterrupt(() => lines.close());
    let isAnswered = false;
    lines.once('line', (line) => {
      isAnswered = true;
      resolve(line.trim());
      lines.close();
    });
    lines.once('close', () => {
      stopListening();
      // The program may go on: nothing must keep waiting for the keyboard.
      context.stdin.pause();
      if (isAnswered) return;
      context.stderr.write('\n');
      reject(new LicenseLabError('INTERRUPTED', 'Interrupted.', { definite: true }));
    });
  });
}

/** Asks yes or no; anything but `yes` is no. */
export async function confirm(context: CliContext, question: string): Promise<boolean> {
  return (await askLine(context, `${question} Type "yes" to go on: `)).toLowerCase() === 'yes';
}
