import { ConfigError } from '../../../core/errors.ts';
import { suggestWord } from '../../../core/model/nearest.ts';
import { readRegistry } from '../../accounts/index.ts';
import { balancesOf, filterBalances, groupBalances, GROUPINGS } from '../../licenses/index.ts';
import type { Grouping } from '../../licenses/index.ts';
import { EXIT } from '../../output/index.ts';
import type { Cell, Column } from '../../output/index.ts';
import type { Invocation, VerbAction } from '../verb.ts';
import { textOption, withLicensing } from './open.ts';
import type { Licensing } from './open.ts';
import { shownAccount } from './shown.ts';

/** What is owned, used, left and short, pool by pool, or added up by `--by`. Nobody but the store is asked. */
export const licenseLs: VerbAction = (invocation) => {
  const by = groupings(invocation);
  const isAll = invocation.options['allAccounts'] === true;
  if (isAll && textOption(invocation, 'account') !== null) {
    throw new ConfigError('ARGUMENTS_INVALID', 'Give --account or --all-accounts, not both.');
  }
  return withLicensing(invocation, async (licensing) => {
    const { output } = invocation;
    const shown = [];
    for (const name of isAll ? await names(licensing) : [textOption(invocation, 'account')]) {
      shown.push(await shownAccount(invocation, licensing, name));
    }
    const licenses = filterBalances(
      shown.flatMap(({ snapshot, nowMs }) => (snapshot === null ? [] : balancesOf(snapshot, nowMs))),
      {
        virtualAccount: textOption(invocation, 'virtualAccount'),
        license: textOption(invocation, 'license'),
        level: textOption(invocation, 'level'),
        model: textOption(invocation, 'model'),
        onlyShort: invocation.options['short'] === true,
      },
    );
    const groups = groupBalances(licenses, by);
    if (groups.length === 0) output.say('No license is listed.', 'faint');
    else
      output.table(
        [...by.map(column), ...FIGURES],
        groups.map((group) => [...by.map((name) => group.by[name] ?? ''), ...figures(group)]),
      );
    for (const { license, virtualAccount, covered } of licenses) {
      if (covered > 0)
        output.note(
          `${covered} of "${license}" in ${virtualAccount} are covered by a higher level there.`,
          'faint',
        );
    }
    const heads = shown.map(({ head }) => head);
    output.result({ ...(isAll ? { accounts: heads } : heads[0]), by, licenses, groups });
    return EXIT.ok;
  });
};

async function names({ documents, session }: Licensing): Promise<readonly string[]> {
  return (await readRegistry(documents, session.inventory)).accounts.map(({ name }) => name);
}

const BY_DEFAULT: readonly Grouping[] = ['virtual-account', 'license'];

/** Throws `OPTION_INVALID`. */
function groupings(invocation: Invocation): readonly Grouping[] {
  const given = textOption(invocation, 'by');
  if (given === null)
    return invocation.options['allAccounts'] === true ? ['account', ...BY_DEFAULT] : BY_DEFAULT;
  return [...new Set(given.split(','))].map((word) => {
    const found = GROUPINGS.find((name) => name === word.trim());
    if (found !== undefined) return found;
    throw new ConfigError('OPTION_INVALID', `--by: expected ${GROUPINGS.join(', ')}, got "${word}".`, {
      hint: suggestWord(word.trim(), GROUPINGS),
    });
  });
}

const column = (name: Grouping): Column => ({ title: name.replace('-', ' ').toUpperCase(), fit: 'cut' });

const FIGURES: readonly Column[] = [
  { title: 'OWNED', align: 'right' },
  { title: 'IN USE', align: 'right' },
  { title: 'LEFT', align: 'right' },
  { title: 'SHORT', align: 'right' },
  { title: 'EXPIRES' },
];

function figures(group: ReturnType<typeof groupBalances>[number]): readonly Cell[] {
  const { quantity, inUse, available, short, expires } = group;
  return [
    String(quantity),
    String(inUse),
    String(available),
    { text: String(short), tone: short > 0 ? 'bad' : 'plain' },
    expires ?? '-',
  ];
}
