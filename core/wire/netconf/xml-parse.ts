import { isLicenseLabError } from '../../errors.ts';
import { DEFAULT_LIMITS, type NetconfLimits } from './limits.ts';
import { TreeBuilder } from './xml-build.ts';
import { xmlError } from './xml-errors.ts';
import { doctypeError, readDocument } from './xml-reader.ts';
import type { XmlElement } from './xml-tree.ts';

/**
 * Reads one XML document into a tree. White space before it is taken (peers send a line feed after a delimiter); comments are dropped;
 * white space beside elements is indentation and dropped too, for NETCONF data has no mixed content (RFC 7950 §7).
 * Every limit is checked while reading. Throws ProtocolError with one of `XmlCode`. Cost: about 10-20 us per KB, linear in the text.
 */
export function parseXml(text: string, limits: NetconfLimits = DEFAULT_LIMITS): XmlElement {
  const document = text.slice(startOf(text));
  if (document === '') throw xmlError('XML_EMPTY', 'expected an XML document, got none');
  checkPieces(document, limits);
  const builder = new TreeBuilder(limits);
  try {
    readDocument(document, builder);
  } catch (error) {
    throw isLicenseLabError(error) ? error : explain(error, document, builder);
  }
  return builder.root();
}

/** What saxes complains about, as a code of ours. Its message may repeat a name of the peer's, so it is cut. */
function explain(error: unknown, document: string, builder: TreeBuilder): Error {
  const reason = (error as Error).message;
  if (reason.includes('doctype') || (!builder.hasRoot && document.includes('<!DOCTYPE')))
    return doctypeError();
  if (reason.includes('duplicate attribute'))
    return xmlError('XML_ATTRIBUTE_DUPLICATE', `expected different attributes in a tag: ${cut(reason)}`);
  return xmlError('XML_MALFORMED', `expected well-formed XML: ${cut(reason)}`);
}

function cut(reason: string): string {
  return reason.length <= 120 ? reason : `${reason.slice(0, 119)}…`;
}

/** Index of the first character that is neither white space nor a byte order mark at the start. */
function startOf(text: string): number {
  let index = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (isSpaceCode(text.charCodeAt(index))) index += 1;
  return index;
}

function isSpaceCode(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/**
 * Before the parser: no piece from one `<` to the next may be longer than a tag and a text of the greatest length, because saxes gathers
 * a text, a name or a value whole before it tells us. Costs nothing for documents shorter than that.
 */
function checkPieces(document: string, limits: NetconfLimits): void {
  const { textCharactersMax } = limits;
  const pieceMax = 2 * textCharactersMax;
  if (document.length <= pieceMax) return;
  for (let at = 0; at !== -1; ) {
    const next = document.indexOf('<', at + 1);
    if ((next === -1 ? document.length : next) - at > pieceMax) {
      throw xmlError(
        'XML_TEXT_TOO_LONG',
        `expected texts and tags within the size limit of ${textCharactersMax} characters, got a longer one`,
      );
    }
    at = next;
  }
}
