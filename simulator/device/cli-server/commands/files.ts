import type { FileTrouble } from '../../files.ts';
import { clockDate } from '../../model/time-text.ts';
import type { CliContext, ExecHandler } from '../context.ts';
import type { Command } from '../grammar.ts';
import { lines, type Outcome, SILENT } from '../outcome.ts';

/** Commands about the few files that licensing writes and reads. */
export const FILE_COMMANDS: readonly Command<ExecHandler>[] = [
  { spec: 'dir', handler: dir },
  { spec: 'dir <word>', handler: dir },
  { spec: 'more <word>', handler: more },
  { spec: 'delete <word>', handler: remove },
];

/** What a command prints that cannot open a file. */
export function fileError(trouble: FileTrouble, path: string): string {
  switch (trouble) {
    case 'path':
      return `%Error opening ${path} (only flash: is simulated)`;
    case 'missing':
      return `%Error opening ${path} (No such file or directory)`;
    case 'full':
      return `%Error opening ${path} (No space left on device)`;
  }
}

function dir({ chassis }: CliContext): Outcome {
  const flash = chassis.state.facts.platforms[0]?.flash ?? 'flash:';
  const rows = chassis.files.all.map(
    ({ name, text, writtenMs }, index) =>
      `${String(index + 1).padStart(5)}  -rw-  ${String(text.length).padStart(16)}  ${clockDate(writtenMs)}  ${name}`,
  );
  return lines(
    `Directory of ${flash}/`,
    '',
    ...rows,
    '',
    '11353194496 bytes total (9054806016 bytes free)',
    '',
  );
}

function more({ chassis }: CliContext, [path = '']: readonly string[]): Outcome {
  const file = chassis.files.read(path);
  return typeof file === 'string' ? lines(fileError(file, path), '') : lines(...file.text.split('\n'));
}

function remove({ chassis }: CliContext, [path = '']: readonly string[]): Outcome {
  return {
    kind: 'ask',
    question: {
      text: `Delete ${path}? [confirm]`,
      reads: 'key',
      answer: (key) => {
        if (key !== '' && key.toLowerCase() !== 'y') return SILENT;
        return chassis.files.remove(path) ? SILENT : lines(fileError('missing', path), '');
      },
    },
  };
}
