/** Reads of a Virtual Account's product instances that are shared: each reads the whole list, so many askers get one reading. */
import type { ProductInstance } from '../../../core/wire/cssm/index.ts';
import type { CssmClient, Done } from '../../cssm/index.ts';

interface Place {
  waiting: Done<readonly ProductInstance[]>[];
  isReading: boolean;
}

/** Asks for the product instances of a Virtual Account, by a reading that begins after the question. */
export type ReadInstances = (
  cssm: CssmClient,
  account: string,
  virtualAccount: string,
  done: Done<readonly ProductInstance[]>,
) => void;

/** Makes the reader of a process. */
export function createSharedInstances(): ReadInstances {
  const places = new Map<string, Place>();

  function read(cssm: CssmClient, account: string, virtualAccount: string, place: Place): void {
    const asked = place.waiting.splice(0);
    place.isReading = asked.length > 0;
    if (!place.isReading) return;
    cssm.instances(account, { virtualAccounts: [virtualAccount] }, (answer) => {
      for (const done of asked) done(answer);
      read(cssm, account, virtualAccount, place);
    });
  }

  return (cssm, account, virtualAccount, done) => {
    const key = JSON.stringify([account, virtualAccount]);
    const place = places.get(key) ?? { waiting: [], isReading: false };
    places.set(key, place);
    place.waiting.push(done);
    if (!place.isReading) read(cssm, account, virtualAccount, place);
  };
}
