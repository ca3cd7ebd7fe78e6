import { ConfigError } from '../../../core/errors.ts';
import { stagedKind } from '../../../core/machines/sync/index.ts';
import {
  accountsWithRuns,
  forgetPoints,
  forgetRuns,
  forgetSnapshot,
  readRegistry,
  readRuns,
} from '../../accounts/index.ts';
import type { Documents } from '../../accounts/index.ts';
import { EXIT } from '../../output/index.ts';
import { rfc3339 } from '../../planning/index.ts';
import type { VerbAction } from '../verb.ts';
import { withLicensing } from './open.ts';
import { ageText } from './words.ts';

/** Retrievals with durations and causes, also of accounts that vanished; `--forget` deletes what is kept of a vanished one. */
export const accountHistory: VerbAction = (invocation) =>
  withLicensing(invocation, async ({ documents, session }) => {
    const { output, args, options } = invocation;
    const registry = await readRegistry(documents, session.inventory);
    const known = await accountsWithRuns(documents);
    const named = args[0]?.toLowerCase() ?? null;
    if (named !== null && !known.includes(named)) registry.find(named);
    if (options['forget'] === true) {
      if (named === null)
        throw new ConfigError('ACCOUNT_MISSING', 'Name the account whose history is to be deleted.');
      const current = registry.accounts.find(({ name, gone }) => name === named && gone === null);
      if (current !== undefined) {
        throw new ConfigError(
          'ACCOUNT_IN_USE',
          `${named} is still there; only the history of a vanished account is deleted.`,
          {
            hint: `Remove it first: liclab account remove ${named}`,
          },
        );
      }
      await forget(documents, named);
      output.say(`What was kept of ${named} is deleted.`, 'good');
      output.result({ name: named, forgotten: true });
      return EXIT.ok;
    }
    const runs = [];
    for (const account of named === null ? known : [named]) {
      for (const run of await readRuns(documents, account)) runs.push({ account, ...run });
    }
    runs.sort((a, b) => a.startedMs - b.startedMs);
    output.table(
      [
        { title: 'BEGUN' },
        { title: 'ACCOUNT', fit: 'cut' },
        { title: 'RESULT' },
        { title: 'TOOK', align: 'right' },
        { title: 'PAGES', align: 'right' },
        { title: 'CAUSE', fit: 'wrap' },
      ],
      runs.map(({ account, startedMs, endedMs, result, pages, level, reason }) => [
        rfc3339(startedMs),
        account,
        { text: result, tone: result === 'ok' ? 'good' : 'bad' },
        ageText(endedMs - startedMs),
        String(pages),
        reason === null ? '' : `${level ?? 'client'}: ${reason}`,
      ]),
    );
    output.result({
      runs: runs.map(({ startedMs, endedMs, ...run }) => ({
        ...run,
        startedAt: rfc3339(startedMs),
        durationMs: endedMs - startedMs,
      })),
    });
    return EXIT.ok;
  });

async function forget(documents: Documents, account: string): Promise<void> {
  await forgetRuns(documents, account);
  await forgetPoints(documents, account);
  await forgetSnapshot(documents, account);
  for (const { key } of await documents.list(stagedKind(account)))
    await documents.remove(stagedKind(account), key);
}
