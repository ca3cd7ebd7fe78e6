import { plainLine } from '../../../core/wire/ios-xe/index.ts';
import type { PlainLineName } from '../../../core/wire/ios-xe/index.ts';
import type { CliSession } from '../cli/session.ts';
import { withCli } from './cli-work.ts';
import { failure, notSent, ok, refused, writeNotAllowed } from './failures.ts';
import type { Operation } from './kit.ts';
import { SHOW_TIMEOUT_MS } from './limits.ts';

/**
 * Makes the switch report its usage: `license smart sync all`; releases before 17.3.2 do not know it and get `license smart renew
 * auth`. Both return at once, the report itself goes later. Refused: `REPORT_REFUSED` with the CLI's words.
 */
export const report: Operation<'report'> = (kit, _effect, task, mayWrite) => {
  withCli(kit, task, {
    failed: (error) => task.finish(notSent(error)),
    ready: (session) => ask(session, 'license-sync', () => ask(session, 'license-renew', null)),
  });

  function ask(session: CliSession, name: PlainLineName, unknownLine: (() => void) | null): void {
    if (!mayWrite()) return task.lose(writeNotAllowed(task.address));
    const line = plainLine(name);
    session.run(line, Math.min(SHOW_TIMEOUT_MS, task.leftMs()), (outcome) => {
      if (task.isOver) return undefined;
      switch (outcome.kind) {
        case 'output': {
          const { refusal, lines } = outcome;
          if (refusal === null) {
            session.close();
            return task.finish(ok({ text: lines.join('\n').slice(0, TEXT_LENGTH_MAX) }));
          }
          task.clearWritten();
          if (refusal.kind === 'invalid-input' && unknownLine !== null) return unknownLine();
          return task.finish(
            refused(
              failure(
                'REPORT_REFUSED',
                task.address,
                `${task.address.deviceId} refused "${line}": ${refusal.text}`,
              ),
            ),
          );
        }
        case 'asked':
          return task.lose(
            failure(
              'REPORT_REFUSED',
              task.address,
              `${task.address.deviceId} asked a question after "${line}"; nothing was answered.`,
            ),
          );
        case 'not-sent':
        case 'lost':
          return task.lose(outcome.error);
      }
    });
    return task.markWritten();
  }
};

/** Longest text of the CLI that an event carries. */
const TEXT_LENGTH_MAX = 1_000;
