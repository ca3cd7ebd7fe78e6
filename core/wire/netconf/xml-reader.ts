import { SaxesParser } from 'saxes';
import { quote, xmlError } from './xml-errors.ts';
import type { TreeBuilder } from './xml-build.ts';

/** Without saxes' namespaces, which are quadratic in depth; a declared version 1.1 changes nothing. */
const OPTIONS = { xmlns: false, forceXMLVersion: true, defaultXMLVersion: '1.0' } as const;

/**
 * A saxes parser with room for nine handlers. `on` adds a property by computed name, and with the eighth V8 turns the whole parser into a
 * dictionary: ten times slower, measured on Node 24. Handlers that exist beforehand are only replaced.
 */
class Reader extends SaxesParser<typeof OPTIONS> {
  constructor() {
    super(OPTIONS);
    this['xmldeclHandler'] = undefined;
    this['doctypeHandler'] = undefined;
    this['piHandler'] = undefined;
    this['openTagStartHandler'] = undefined;
    this['attributeHandler'] = undefined;
    this['openTagHandler'] = undefined;
    this['closeTagHandler'] = undefined;
    this['textHandler'] = undefined;
    this['cdataHandler'] = undefined;
  }
}

/** Feeds a document to the builder. Throws what the builder throws, `XML_DOCTYPE`, `XML_PROCESSING_INSTRUCTION`, `XML_ENCODING`, and saxes' own errors. */
export function readDocument(document: string, builder: TreeBuilder): void {
  const reader = new Reader();
  reader.on('xmldecl', ({ encoding }) => checkEncoding(encoding));
  reader.on('doctype', () => {
    throw doctypeError();
  });
  reader.on('processinginstruction', ({ target }) => {
    throw xmlError('XML_PROCESSING_INSTRUCTION', `expected no processing instruction, got ${quote(target)}`);
  });
  reader.on('opentagstart', ({ name }) => builder.startTag(name));
  reader.on('attribute', ({ name, value }) => builder.addAttribute(name, value));
  reader.on('opentag', () => builder.openElement());
  reader.on('closetag', () => builder.closeElement());
  reader.on('text', (text) => builder.addText(text));
  reader.on('cdata', (text) => builder.addText(text));
  reader.write(document).close();
}

/** The error for a DOCTYPE, which can hold entity definitions and so blow a small document up. */
export function doctypeError(): Error {
  return xmlError('XML_DOCTYPE', 'expected a document without DOCTYPE (RFC 6241 §3.2), got one with it');
}

function checkEncoding(encoding: string | undefined): void {
  if (encoding === undefined || encoding.toLowerCase() === 'utf-8') return;
  throw xmlError('XML_ENCODING', `expected the encoding UTF-8 (RFC 6241 §3), got ${quote(encoding)}`);
}
