import { reloadByCli } from '../cli/reload-dialogue.ts';
import { failureOf } from '../../../core/machine.ts';
import { withCli } from './cli-work.ts';
import { notSent, ok, refused, unknown } from './failures.ts';
import type { Operation } from './kit.ts';

/**
 * Asks for a reload over the CLI dialogue, once. *Refused* when the device says no or asks whether to save (somebody changed
 * the configuration); *not sent* while the confirmation was not given; *ok* when the device says that it goes, else *unknown*.
 */
export const cliReload: Operation<'cli-reload'> = (kit, effect, task, mayWrite) => {
  withCli(kit, task, {
    failed: (error) => task.finish(notSent(error)),
    ready(session) {
      // From the confirmation on a loss is unknown; before it the dialogue itself knows better.
      const watched = (): boolean => {
        const may = mayWrite();
        if (may) task.markWritten();
        return may;
      };
      reloadByCli(session, effect.reason, task.leftMs(), watched, (outcome) => {
        switch (outcome.kind) {
          case 'answered':
            return task.finish(ok({ text: outcome.text }));
          case 'refused':
            return task.finish(refused(failureOf(outcome.error)));
          case 'not-sent':
            return task.finish(notSent(outcome.error));
          case 'lost':
            return task.finish(unknown(outcome.error));
        }
      });
    },
  });
};
