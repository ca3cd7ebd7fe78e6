import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Document } from 'yaml';
import { ConfigError } from '../../core/errors.ts';
import type { Path, Source } from './source.ts';

/**
 * Reads YAML 1.2 as data: no tags, no anchors, no second document, no key twice. Throws `YAML_SYNTAX` and
 * `YAML_NOT_DATA` (tags, anchors, aliases), each naming file and line, and with `columns` the column.
 */
export function parseYaml(text: string, file: string, places: 'lines' | 'columns' = 'lines'): Source {
  const lines = new LineCounter();
  const at = (code: string, offset: number, problem: string, hint?: string): ConfigError => {
    const { line: found, col } = lines.linePos(offset);
    const line = found || 1;
    const place = places === 'columns' ? `${line}:${col || 1}` : `${line}`;
    return new ConfigError(code, `${file}:${place}: ${problem}`, {
      context: { file, line },
      ...(hint === undefined ? {} : { hint }),
    });
  };
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    strict: true,
    logLevel: 'error',
  });
  const [error] = document.errors;
  if (error !== undefined) throw at('YAML_SYNTAX', error.pos[0], `not valid YAML: ${plain(error.message)}`);
  const foreign = findForeign(document);
  if (foreign !== null) {
    throw at(
      'YAML_NOT_DATA',
      foreign.offset,
      `${foreign.what} are not read here.`,
      'Write the value itself.',
    );
  }
  return {
    file,
    value: document.toJS({ maxAliasCount: 0 }) as unknown,
    lineAt: (path) => lines.linePos(offsetAt(document, path)).line || 1,
    ...(places === 'columns'
      ? { columnAt: (path: Path) => lines.linePos(offsetAt(document, path)).col || 1 }
      : {}),
  };
}

/** The parser's own message in one sentence; its recursion ends in a caught stack overflow. */
function plain(message: string): string {
  const [first = ''] = message.split('\n');
  if (first.includes('call stack')) return 'values are nested too deeply.';
  return first.endsWith('.') ? first : `${first}.`;
}

/** The first thing that is not plain data. */
function findForeign(document: Document): { readonly what: string; readonly offset: number } | null {
  let found: { readonly what: string; readonly offset: number } | null = null;
  visit(document, {
    Node(_key, node) {
      const offset = node.range?.[0] ?? 0;
      if (isAlias(node)) found = { what: `Aliases (*${node.source.slice(0, 32)})`, offset };
      else if (node.anchor !== undefined) found = { what: `Anchors (&${node.anchor.slice(0, 32)})`, offset };
      else if (node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,2002:')) {
        found = { what: `Tags (${node.tag.slice(0, 32)})`, offset };
      } else if (node.tag?.includes('/') === true)
        found = { what: `Tags (${node.tag.slice(0, 60)})`, offset };
      return found === null ? undefined : visit.BREAK;
    },
  });
  return found;
}

/** Offset of the key at `path`, or of the deepest value around it that exists. */
function offsetAt(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
      if (pair === undefined) return offset;
      offset = isScalar(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
      node = pair.value;
    } else if (isSeq(node) && typeof part === 'number') {
      node = node.items[part];
      const range = (node as { readonly range?: readonly number[] } | undefined)?.range;
      offset = range?.[0] ?? offset;
    } else return offset;
  }
  return offset;
}
