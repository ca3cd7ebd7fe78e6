import { readRegistry, showAccount } from '../../accounts/index.ts';
import { EXIT } from '../../output/index.ts';
import type { VerbAction } from '../verb.ts';
import { withLicensing } from './open.ts';
import { ageText, progressText, toneOf } from './words.ts';

/** Lists the Smart Accounts with the state and age of what is known of each. Asks nobody but the store. */
export const accountLs: VerbAction = (invocation) =>
  withLicensing(invocation, async ({ documents, session, now }) => {
    const { output } = invocation;
    const { accounts } = await readRegistry(documents, session.inventory);
    const views = [];
    for (const account of accounts) views.push((await showAccount(documents, account, now())).view);
    output.table(
      [
        { title: 'ACCOUNT', fit: 'cut' },
        { title: 'DEFAULT' },
        { title: 'STATE' },
        { title: 'DATA' },
        { title: 'PROGRESS' },
        { title: 'REASON', fit: 'wrap' },
      ],
      views.map((view) => [
        view.name,
        view.default ? 'default' : '',
        { text: view.state, tone: toneOf(view.state) },
        view.ageMs === null ? '-' : `${ageText(view.ageMs)} old`,
        view.state === 'retrieving' ? progressText(view) : '',
        view.reason ?? '',
      ]),
    );
    output.result({ accounts: views });
    return EXIT.ok;
  });
