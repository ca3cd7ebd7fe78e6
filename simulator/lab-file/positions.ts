import { isMap, isScalar } from 'yaml';
import type { Document, LineCounter } from 'yaml';
import type { Path } from './places.ts';

/** Lines and columns of a parsed file, from 1. */
export interface Positions {
  /** Of a value, of one of its keys, or of the nearest thing around it that stands in the file. */
  of(path: Path, key?: string): { readonly line: number; readonly column: number };
}

/** Positions of a parsed YAML file. */
export function positionsOf(document: Document, lines: LineCounter): Positions {
  function offsetOf(path: Path, key: string | undefined): number {
    for (let length = path.length; length >= 0; length--) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      const isWhole = length === path.length;
      const offset = isWhole && key !== undefined ? keyOffset(node, key) : startOf(node);
      if (offset !== undefined) return offset;
      if (isWhole && key === undefined && length > 0) {
        // `key:` without a value stands in the file all the same.
        const around = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
        const own = keyOffset(around, String(path[length - 1]));
        if (own !== undefined) return own;
      }
    }
    return 0;
  }

  return {
    of(path, key) {
      const { line, col } = lines.linePos(offsetOf(path, key));
      return { line: Math.max(1, line), column: Math.max(1, col) };
    },
  };
}

function startOf(node: unknown): number | undefined {
  const { range } = (node ?? {}) as { readonly range?: readonly number[] | null };
  return range?.[0];
}

function keyOffset(map: unknown, key: string): number | undefined {
  if (!isMap(map)) return undefined;
  const pair = map.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
  return startOf(pair?.key);
}
