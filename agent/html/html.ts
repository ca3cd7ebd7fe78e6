import { safe } from '../output/safe.ts';

/** A piece of HTML that is safe to put into another one. Made only by {@link html} and {@link join}. */
export class Html {
  readonly #text: string;

  constructor(text: string, proof: typeof PROOF) {
    if (proof !== PROOF) throw new TypeError('HTML is made by the html tag alone.');
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** Kept in this module, so that no other one can call a text safe. */
const PROOF = Symbol('made by the html tag');

/** What may stand in a template: everything but {@link Html} is escaped, whatever device it came from (T6). */
export type Part = Html | string | number | null | undefined | false | readonly Html[];

/** A template whose values are escaped. Attributes must be quoted in the template. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const text = strings.reduce(
    (sum, fixed, index) => `${sum}${fixed}${index < parts.length ? render(parts[index]) : ''}`,
    '',
  );
  return new Html(text, PROOF);
}

/** Pieces one after the other. */
export function join(pieces: readonly Html[]): Html {
  return new Html(pieces.map(String).join(''), PROOF);
}

function render(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (part instanceof Html) return String(part);
  if (typeof part === 'object') return part.map(render).join('');
  return escapeHtml(safe(String(part)));
}

/** Text for between tags and for quoted attributes. */
function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('`', '&#96;');
}
