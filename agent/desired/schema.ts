import { z } from 'zod';
import { parseSelector } from '../../core/model/selector.ts';
import { described } from '../config/index.ts';
import { ACCOUNT_NAME } from '../inventory/index.ts';

/** Most entries of one file: each is compared with every other. */
const ENTRIES_MAX = 1_000;

const about = <Schema extends z.ZodType>(schema: Schema, description: string): Schema =>
  schema.meta({ description });

const expression = z.string().min(1).max(1_024);
const window = z.string().min(1).max(128);

const oneOrMore = <Item extends z.ZodType<string>>(item: Item, expected: string, most: number) =>
  described(
    z
      .union([item, z.array(item).min(1).max(most)])
      .transform((value) => (Array.isArray(value) ? value : [value])),
    { expected },
  );

const entry = z.strictObject({
  select: about(
    oneOrMore(expression, 'a selection such as site=berlin-*, or a list of them', 64),
    'Which switches: all, or key=glob joined by commas; of a list one must match. Keys: id, site, model, name, tag, account, virtualAccount.',
  ),
  level: about(z.enum(['network-essentials', 'network-advantage']), 'License level.').optional(),
  addon: about(
    z.enum(['dna-essentials', 'dna-advantage']),
    'Add-on; with a level and without an add-on, the add-on goes away.',
  ).optional(),
  account: about(
    described(z.string().regex(ACCOUNT_NAME), {
      expected: 'the domain of a Smart Account, e.g. example.com',
    }),
    'Smart Account to belong to.',
  ).optional(),
  virtualAccount: about(
    described(z.string().regex(/^[^\p{C}]{1,128}$/u), { expected: 'the name of a Virtual Account' }),
    'Virtual Account in it; absent: any, or the default one for who must be associated.',
  ).optional(),
  window: about(
    oneOrMore(window, 'a window such as "Sat 02:00-04:00 Europe/Berlin", or a list of them', 64),
    'When changes may be made; absent: any time.',
  ).optional(),
  autoApply: about(
    z.boolean(),
    'True: this entry approves plans made from it by a running serve, within its windows.',
  ).default(false),
});

/** What a desired-state file holds. */
export const desiredSchema = described(z.array(entry).min(1).max(ENTRIES_MAX), {
  expected: 'a list of entries, each with select and what is wanted',
});

/** One entry as it stands in the file. */
export type EntryValues = z.output<typeof desiredSchema>[number];

/** Keys that say what a switch runs or where it is: an entry that selects by them would stop selecting once it is reached. */
export function selfReferring(select: readonly string[]): 'level' | null {
  return parseSelector(select).some((terms) => terms.some(({ key }) => key === 'level')) ? 'level' : null;
}
