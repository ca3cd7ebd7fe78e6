import { planReapply } from '../../../core/model/reapply.ts';
import { EXIT } from '../../output/index.ts';
import type { VerbAction } from '../verb.ts';
import { withLicensing } from './open.ts';
import { shownAccount } from './shown.ts';

/**
 * Plans transfers between the Virtual Accounts of an account, with balances before and after. Moves nothing: this release has no
 * transfer. Exit code 1 when licenses stay missing.
 */
export const licenseReapply: VerbAction = (invocation) =>
  withLicensing(invocation, async (licensing) => {
    const { output } = invocation;
    const { snapshot, head } = await shownAccount(invocation, licensing);
    const plan = planReapply(snapshot?.pools ?? []);
    output.table(
      [
        { title: 'LICENSE', fit: 'cut' },
        { title: 'QUANTITY', align: 'right' },
        { title: 'FROM', fit: 'cut' },
        { title: 'TO', fit: 'cut' },
      ],
      plan.moves.map(({ license, quantity, from, to }) => [license, String(quantity), from, to]),
    );
    output.table(
      [
        { title: 'VIRTUAL ACCOUNT', fit: 'cut' },
        { title: 'LICENSE', fit: 'cut' },
        { title: 'OWNED' },
        { title: 'SHORT' },
      ],
      plan.balances.map((row) => [
        row.virtualAccount,
        row.license,
        `${row.quantityBefore} -> ${row.quantityAfter}`,
        {
          text: `${row.shortBefore} -> ${row.shortAfter}`,
          tone: row.shortAfter > 0 ? 'bad' : 'plain',
        },
      ]),
    );
    output.say(
      'A plan only: nothing is moved. Move them in CSSM, then retrieve: liclab account sync',
      'warning',
    );
    output.result({ ...head, ...plan, executed: false });
    return plan.uncovered === 0 ? EXIT.ok : EXIT.different;
  });
