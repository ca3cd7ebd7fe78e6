import type { Store, StoredDocument } from '../../core/ports/store.ts';
import { ask } from '../store/index.ts';

/** Documents of the store, with promises. */
export interface Documents {
  /** Null: there is none. */
  get<Body>(kind: string, key: string): Promise<Stored<Body> | null>;
  list<Body>(kind: string): Promise<readonly Stored<Body>[]>;
  put(kind: string, key: string, body: object): Promise<void>;
  remove(kind: string, key: string): Promise<void>;
}

/** A document whose body was written by this program under the same kind. */
export interface Stored<Body> {
  readonly key: string;
  /** When it was written, on the store's clock: never scaled. */
  readonly at: number;
  readonly body: Body;
}

/** Documents over a store. Calls reject with the store's errors. */
export function createDocuments(store: Store): Documents {
  const list = <Body>(kind: string): Promise<readonly Stored<Body>[]> =>
    ask<readonly StoredDocument[]>((done) => store.documents(kind, done)) as Promise<readonly Stored<Body>[]>;
  return {
    list,
    get: async <Body>(kind: string, key: string) =>
      (await list<Body>(kind)).find((document) => document.key === key) ?? null,
    put: (kind, key, body) => ask<void>((done) => store.putDocument(kind, key, body, done)),
    remove: (kind, key) => ask<void>((done) => store.putDocument(kind, key, null, done)),
  };
}
