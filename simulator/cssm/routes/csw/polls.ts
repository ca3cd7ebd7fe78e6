import type { Random } from '../../../../core/ports/random.ts';

/** Results kept; the oldest go first. */
const POLLS_MAX = 10_000;

/** Something asked for that takes time. */
export interface Poll {
  readonly action: 'acknowledgements' | 'authorizations';
  /** Domain of the account that asked: another one does not see it. */
  readonly domain: string;
  isReady(): boolean;
  /** Content of `data`, made when it is fetched. */
  result(): object;
}

/** Results by poll id, in memory only: a restart forgets them, as a client must expect. */
export interface Polls {
  /** Keeps a result; the id has only digits. */
  open(poll: Poll): string;
  find(id: string): Poll | undefined;
}

/** `isUnsafe`: ids of 17 or 18 digits beyond 2^53, as recorded (`reference/cssm.md` 0.2); else nine digits. */
export function createPolls(random: Random, isUnsafe: boolean): Polls {
  const held = new Map<string, Poll>();

  /** Odd, so that a double beyond 2^54 cannot be equal to it. */
  function draw(): string {
    const length = isUnsafe ? 17 + random.below(2) : 9;
    let id = '77';
    while (id.length < length - 1) id += String(random.below(10));
    return `${id}${1 + 2 * random.below(5)}`;
  }

  return {
    open(poll) {
      let id = draw();
      while (held.has(id)) id = draw();
      held.set(id, poll);
      const [oldest] = held.keys();
      if (held.size > POLLS_MAX && oldest !== undefined) held.delete(oldest);
      return id;
    },
    find: (id) => held.get(id),
  };
}
