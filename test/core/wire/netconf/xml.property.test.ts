import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseString } from 'xml2js';
import {
  attribute,
  el,
  elementsOf,
  parseXml,
  writeXml,
  type XmlElement,
  type XmlNode,
} from '../../../../core/wire/netconf/index.ts';
import { outcomeOf } from './helpers.ts';
import { detailOf, looseShapeOf, shapeOf, sorted } from './tree-shape.ts';

const character = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 1 })
  .filter((text) => /[\t\n\r\u0020-\ufffd]/.test(text));
const special = fc.constantFrom(
  '<',
  '>',
  '&',
  '"',
  "'",
  ']]>',
  '\r',
  '\n',
  '\t',
  ' ',
  '&amp;',
  '<!--',
  '<![CDATA[',
  'n:x',
);
const text = fc
  .array(fc.oneof(character, special), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join(''));
const visibleText = text.map((inner) => `x${inner}`);
const name = fc.constantFrom('a', 'b', 'c-d', '_e', 'f.1', 'toString');
const namespace = fc.constantFrom('', 'urn:u', 'urn:v', 'http://x.test/?a=1&b="2"');
const anyAttribute = fc.record({
  name,
  namespace,
  prefix: fc.constantFrom('', 'n', 'm', 'ns1'),
  value: fc.oneof(text, fc.constant('')),
});
const attributes = fc
  .uniqueArray(anyAttribute, { maxLength: 4, selector: (each) => `${each.namespace} ${each.name}` })
  .map((all) => all.map((each) => attribute(each.name, each.value, each.namespace, each.prefix)));

const { tree } = fc.letrec<{ tree: XmlElement; children: readonly XmlNode[] }>((tie) => ({
  tree: fc
    .record({
      name,
      namespace,
      attributes,
      prefix: fc.constantFrom('', '', 'n', 'm'),
      children: tie('children'),
    })
    .map((each) => ({
      ...el(each.namespace, each.name, each.children, each.attributes),
      prefix: each.prefix,
    })),
  children: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant([]),
    text.map((only) => [only]),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.tuple(visibleText, tie('tree'), visibleText, tie('tree')),
  ),
}));

/** What markup is made of, right and wrong. */
const NOISE =
  '< > / </ <a <a> </a> <n:a b=" " & ; &lt; #x <!-- --> <![CDATA[ ]]> <? ?> <!DOCTYPE [ ] x : = \0 \ud800 \ufeff'
    .split(' ')
    .concat(' ', '\n', ' xmlns="u"', ' xmlns:n="v"', '<?xml version="1.0"');

describe('XML properties', () => {
  test('what is written is read as the same tree', () => {
    fc.assert(
      fc.property(tree, (original) => {
        const written = writeXml(original);
        const read = parseXml(written);
        expect(shapeOf(read)).toEqual(shapeOf(original));
        expect(written).not.toContain(']]>');
        // Once more, now with the declarations that the reader kept.
        expect(detailOf(parseXml(writeXml(read)))).toEqual(detailOf(read));
      }),
      { numRuns: 300 },
    );
  });

  test('a part of a tree means the same by itself', () => {
    fc.assert(
      fc.property(tree, (original) => {
        const parts = elementsOf(parseXml(writeXml(original)));
        expect(parts.map((part) => shapeOf(parseXml(writeXml(part))))).toEqual(parts.map(shapeOf));
      }),
    );
  });

  test('xml2js reads the same tree', () => {
    fc.assert(
      fc.property(tree, (original) => {
        const written = writeXml(original);
        expect(looseShapeOf(parseXml(written))).toEqual(byXml2js(written));
      }),
      { numRuns: 200 },
    );
  });

  test('any text ends in a tree or an error of ours', () => {
    const piece = fc.constantFrom(...NOISE);
    const noise = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(noise, (input) => {
        const outcome = outcomeOf(() => parseXml(input));
        const again = 'code' in outcome ? outcome : outcomeOf(() => parseXml(writeXml(outcome.value)));
        expect('code' in again ? again.code : shapeOf(again.value)).toEqual(
          'code' in outcome ? expect.stringMatching(/^XML_/) : shapeOf(outcome.value),
        );
      }),
      { numRuns: 2000 },
    );
  });
});

/** An element as xml2js gives it with the options below. */
interface Xml2jsElement {
  readonly $?: Readonly<
    Record<
      string,
      {
        readonly local: string;
        readonly uri: string;
        readonly prefix: string;
        readonly name: string;
        readonly value: string;
      }
    >
  >;
  readonly $ns: { readonly local: string; readonly uri: string };
  readonly $children?: readonly Xml2jsElement[];
  readonly _?: string;
}

/** The tree as xml2js sees it, in the form of `looseShapeOf`. */
function byXml2js(source: string): readonly unknown[] {
  const options = {
    xmlns: true,
    explicitCharkey: true,
    includeWhiteChars: true,
    explicitRoot: false,
    explicitChildren: true,
    childkey: '$children',
    preserveChildrenOrder: true,
  };
  let result: Xml2jsElement | null = null;
  parseString(source, { ...options, async: false }, (error, root: Xml2jsElement) => {
    if (error !== null) throw error;
    result = root;
  });
  if (result === null) throw new Error('xml2js gave nothing');
  return shapeOfXml2js(result);
}

function shapeOfXml2js(element: Xml2jsElement): readonly unknown[] {
  const qualify = (uri: string, local: string): string => (uri === '' ? local : `{${uri}}${local}`);
  const values = Object.values(element.$ ?? {})
    .filter((each) => each.name !== 'xmlns' && each.prefix !== 'xmlns')
    .map((each) => `${qualify(each.uri, each.local)}=${each.value}`)
    .sort();
  const children = (element.$children ?? []).filter((child) => child.$ns !== undefined);
  return [
    qualify(element.$ns.uri, element.$ns.local),
    values,
    (element._ ?? '').trim(),
    sorted(children.map(shapeOfXml2js)),
  ];
}
