import type { Random } from '../../core/ports/random.ts';

/** Plant codes seen on Catalyst switches. */
const PLANTS = ['FCW', 'FOC', 'FDO', 'FJC'] as const;
/** Years since 1996, as serials count them: 2018 to 2025. */
const YEARS = [22, 29] as const;
const WEEKS = 52;
/** No I and no O: they are mistaken for 1 and 0. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const LAST_DIGITS = 4;
/** Endings there are: 1,336,336, more than any lab has chassis. */
const SPACE = ALPHABET.length ** LAST_DIGITS;
/** Has no factor in common with {@link SPACE} (2 and 17), so that every number gives another ending. */
const STRIDE = 467_213;

/** Gives out serial numbers in Cisco's form `PPPYYWWSSSS`, e.g. `FCW2214L0AB`; each differs from all others of the lab. */
export function createSerials(random: Random): () => string {
  const start = random.below(SPACE);
  let given = 0;
  return () => {
    const plant = PLANTS[random.below(PLANTS.length)] ?? PLANTS[0];
    const year = YEARS[0] + random.below(YEARS[1] - YEARS[0] + 1);
    const week = String(1 + random.below(WEEKS)).padStart(2, '0');
    let rest = (start + given * STRIDE) % SPACE;
    given += 1;
    let ending = '';
    for (let digit = 0; digit < LAST_DIGITS; digit++) {
      ending = ALPHABET.charAt(rest % ALPHABET.length) + ending;
      rest = Math.floor(rest / ALPHABET.length);
    }
    return `${plant}${year}${week}${ending}`;
  };
}
