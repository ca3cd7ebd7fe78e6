import { ENTITLEMENTS } from '../../../core/model/data/entitlement-tags.ts';

/** Which level stands in for which when there are too few: only upwards (`reference/cssm.md` 3.7). */
const ABOVE = { 'network-essentials': 'network-advantage', 'dna-essentials': 'dna-advantage' } as const;

/** Essentials -> Advantage of the same family, by CSSM's names. */
const COVERS: ReadonlyMap<string, string> = new Map(
  ENTITLEMENTS.flatMap(({ name, families, license }) => {
    const above = name === 'network-essentials' || name === 'dna-essentials' ? ABOVE[name] : null;
    const found = ENTITLEMENTS.find(
      (other) => other.name === above && other.families.some((family) => families.includes(family)),
    );
    return found === undefined ? [] : [[license, found.license] as const];
  }),
);

/** Licenses lent by one pool to another of the same Virtual Account. */
export interface Loan {
  /** What is short. */
  readonly license: string;
  /** What stands in. */
  readonly substitute: string;
  readonly quantity: number;
}

/** The loans between pools, by name of what is short, from what each pool has left (negative: lacks). */
export function loansOf(left: ReadonlyMap<string, number>): readonly Loan[] {
  const spare = new Map(left);
  const loans: Loan[] = [];
  for (const license of [...left.keys()].toSorted()) {
    const substitute = COVERS.get(license);
    const missing = -(left.get(license) ?? 0);
    if (substitute === undefined || missing <= 0) continue;
    const quantity = Math.min(missing, Math.max(0, spare.get(substitute) ?? 0));
    if (quantity === 0) continue;
    spare.set(substitute, (spare.get(substitute) ?? 0) - quantity);
    loans.push({ license, substitute, quantity });
  }
  return loans;
}
