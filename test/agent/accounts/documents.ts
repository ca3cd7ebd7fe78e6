import type { Documents, Stored } from '../../../agent/accounts/documents.ts';

/** Documents in a map, without clock or store. */
export function memoryDocuments(at = 0): Documents {
  const kinds = new Map<string, Map<string, string>>();
  const list = async <Body>(kind: string): Promise<readonly Stored<Body>[]> =>
    [...(kinds.get(kind) ?? [])]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, text]) => ({ key, at, body: JSON.parse(text) as Body }));
  return {
    list,
    get: async <Body>(kind: string, key: string) =>
      (await list<Body>(kind)).find((document) => document.key === key) ?? null,
    put: async (kind, key, body) => {
      const known = kinds.get(kind) ?? new Map<string, string>();
      kinds.set(kind, known.set(key, JSON.stringify(body)));
    },
    remove: async (kind, key) => void kinds.get(kind)?.delete(key),
  };
}
