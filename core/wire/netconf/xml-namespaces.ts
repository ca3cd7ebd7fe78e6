import { XML_NAMESPACE, XMLNS_NAMESPACE } from './namespaces.ts';
import { quote, xmlError } from './xml-errors.ts';
import type { NamespaceScope } from './xml-tree.ts';

/** A declaration to take back when its element ends. */
interface Undo {
  readonly depth: number;
  readonly prefix: string;
  readonly before: string | undefined;
}

/**
 * The prefixes in force while a document is read, with constant cost per lookup: saxes' own resolution walks all open elements,
 * which makes a deep document quadratic. Namespaces in XML 1.0.
 */
export class NamespaceTable {
  readonly #bound = new Map<string, string>([['xml', XML_NAMESPACE]]);
  readonly #undo: Undo[] = [];

  /** Declares `prefix` (`''`: the default) for the element at `depth`. Throws `XML_NAMESPACE_INVALID`. Returns the scope with it. */
  declare(depth: number, prefix: string, namespace: string, outer: NamespaceScope | null): NamespaceScope {
    checkDeclaration(prefix, namespace);
    this.#undo.push({ depth, prefix, before: this.#bound.get(prefix) });
    this.#bound.set(prefix, namespace);
    return { prefix, namespace, outer };
  }

  /** Takes back what the element at `depth` declared. */
  leave(depth: number): void {
    if (this.#undo.length === 0) return;
    for (let last = this.#undo.at(-1); last !== undefined && last.depth === depth; last = this.#undo.at(-1)) {
      if (last.before === undefined) this.#bound.delete(last.prefix);
      else this.#bound.set(last.prefix, last.before);
      this.#undo.pop();
    }
  }

  /** The default namespace; `''` when there is none. */
  get default(): string {
    return this.#bound.get('') ?? '';
  }

  /** What the prefix is bound to. Throws `XML_PREFIX_UNBOUND`. */
  resolve(prefix: string): string {
    const namespace = this.#bound.get(prefix);
    if (namespace === undefined)
      throw xmlError('XML_PREFIX_UNBOUND', `expected a declared namespace prefix, got ${quote(prefix)}`);
    return namespace;
  }
}

function checkDeclaration(prefix: string, namespace: string): void {
  if (prefix === 'xmlns' || namespace === XMLNS_NAMESPACE)
    throw invalid("the prefix 'xmlns' and its namespace are reserved");
  if ((prefix === 'xml') !== (namespace === XML_NAMESPACE))
    throw invalid("the prefix 'xml' and its namespace belong together");
  if (prefix !== '' && namespace === '') throw invalid(`prefix ${quote(prefix)} is bound to nothing`);
}

function invalid(reason: string): Error {
  return xmlError('XML_NAMESPACE_INVALID', `expected a legal namespace declaration: ${reason}`);
}
