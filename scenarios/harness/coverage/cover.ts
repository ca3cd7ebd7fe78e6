import { unknownWord } from '../words/unknown.ts';
import { CSSM_FAULTS, INVARIANTS, SAFETY_FAULTS } from './faults.ts';
import { REQUIREMENTS, type Requirement } from './requirements.ts';

/** What a scenario may cover: a requirement, or a numbered fault or invariant. */
export type Cover =
  | Requirement
  | keyof typeof SAFETY_FAULTS
  | keyof typeof CSSM_FAULTS
  | keyof typeof INVARIANTS;

/** Everything that can be covered, in the order of the matrix: heading, and id with its meaning. */
export const COVERABLE: readonly {
  readonly title: string;
  readonly entries: Readonly<Record<string, string>>;
}[] = [
  { title: 'Requirements', entries: REQUIREMENTS },
  { title: 'Faults of a level change', entries: SAFETY_FAULTS },
  { title: 'Failures of CSSM', entries: CSSM_FAULTS },
  { title: 'Invariants', entries: INVARIANTS },
];

const KNOWN: readonly string[] = COVERABLE.flatMap(({ entries }) => Object.keys(entries));

/** Passes a known id on; `COVER_UNKNOWN` names the nearest one. */
export function coverId(id: string): Cover {
  if (KNOWN.includes(id)) return id as Cover;
  throw unknownWord('COVER_UNKNOWN', 'requirement, fault or invariant', id, KNOWN);
}
