import { describe, expect, test } from 'vitest';
import {
  DEFAULT_LIMITS,
  filterSubtree,
  parseXml,
  type XmlElement,
} from '../../../../core/wire/netconf/index.ts';
import { codeOf } from './helpers.ts';
import { RFC_6241_SECTION_6_4 } from './rfc6241-filters.ts';
import { shapeOf } from './tree-shape.ts';

const filter = (content: string): XmlElement => parseXml(`<filter type="subtree">${content}</filter>`);
const data = (content: string): XmlElement => parseXml(`<data>${content}</data>`);

describe('subtree filters', () => {
  test.each(RFC_6241_SECTION_6_4)('RFC 6241 §$section: $title', ({ filter: wanted, data: all, result }) => {
    expect(shapeOf(filterSubtree(filter(wanted), data(all)))).toEqual(shapeOf(data(result)));
  });

  /** description, content of filter, content of data, content of the result. */
  const rows: readonly (readonly [string, string, string, string])[] = [
    ['an empty filter selects nothing', '', '<a/>', ''],
    ['white space selects nothing', ' \n ', '<a/>', ''],
    ['a selection node takes the subtree', '<a/>', '<a><b>1</b></a><c/>', '<a><b>1</b></a>'],
    ['a selection node with white space is one too', '<a> \n </a>', '<a><b>1</b></a><c/>', '<a><b>1</b></a>'],
    ['two selection nodes', '<a/><c/>', '<a/><b/><c/>', '<a/><c/>'],
    ['the order is that of the data', '<c/><a/>', '<a/><b/><c/>', '<a/><c/>'],
    ['a selection node that is not there', '<x/>', '<a/>', ''],
    ['a containment node without a match inside is not taken', '<a><x/></a>', '<a><b/></a>', ''],
    [
      'a containment node and a selection node as siblings',
      '<a><b/></a><c/>',
      '<a><b/><x/></a><c/><d/>',
      '<a><b/></a><c/>',
    ],
    ['another namespace does not match', '<a xmlns="u"/>', '<a xmlns="v"/>', ''],
    [
      'no namespace in the filter matches any',
      '<a/>',
      '<a xmlns="u"/><a xmlns="v"/><b xmlns="u"/>',
      '<a xmlns="u"/><a xmlns="v"/>',
    ],
    [
      'no namespace taken away further inside',
      '<a xmlns="u"><b xmlns=""/></a>',
      '<a xmlns="u"><b/><c/></a>',
      '<a xmlns="u"><b/></a>',
    ],
    ['a prefix is as good as a default namespace', '<n:a xmlns:n="u"/>', '<a xmlns="u"/>', '<a xmlns="u"/>'],
    ['data without namespace does not match a filter with one', '<a xmlns="u"/>', '<a/>', ''],
    ['an attribute must have the value', '<a b="1"/>', '<a b="1"/><a b="2"/><a/>', '<a b="1"/>'],
    [
      'all attributes must match',
      '<a b="1" c="2"/>',
      '<a b="1" c="2" d="3"/><a b="1"/>',
      '<a b="1" c="2" d="3"/>',
    ],
    [
      'an attribute of a containment node',
      '<a b="1"><c/></a>',
      '<a b="2"><c/></a><a b="1"><c/><d/></a>',
      '<a b="1"><c/></a>',
    ],
    [
      'an attribute of a content match node',
      '<a><b x="1">2</b></a>',
      '<a><b>2</b></a><a><b x="1">2</b><c/></a>',
      '<a><b x="1">2</b><c/></a>',
    ],
    ['the wildcard does not hold for attributes', '<a b="1"/>', '<a xmlns:n="u" n:b="1"/>', ''],
    [
      'a qualified attribute',
      '<a xmlns:n="u" n:b="1"/>',
      '<a xmlns:m="u" m:b="1"/>',
      '<a xmlns:m="u" m:b="1"/>',
    ],
    [
      'a content match takes all siblings',
      '<a><k>1</k></a>',
      '<a><k>1</k><x/></a><a><k>2</k><x/></a>',
      '<a><k>1</k><x/></a>',
    ],
    [
      'white space around content does not count',
      '<a><k> 1\n</k></a>',
      '<a><k>1</k><x/></a>',
      '<a><k>1</k><x/></a>',
    ],
    ['white space inside of content does', '<a><k>1  2</k></a>', '<a><k>1 2</k></a>', ''],
    ['content is compared exactly', '<a><k>v</k></a>', '<a><k>V</k></a>', ''],
    ['content does not match a node with children', '<a><k>1</k></a>', '<a><k><k>1</k></k></a>', ''],
    ['nor one of mixed content', '<a><k>1</k></a>', '<a><k>1<x/></k></a>', ''],
    [
      'two content matches are an and',
      '<a><k>1</k><l>2</l></a>',
      '<a><k>1</k><l>2</l><x/></a><a><k>1</k><l>3</l></a>',
      '<a><k>1</k><l>2</l><x/></a>',
    ],
    [
      'two content matches of one leaf never hold',
      '<a><k>1</k><k>2</k></a>',
      '<a><k>1</k></a><a><k>2</k></a>',
      '',
    ],
    [
      'of a leaf-list they may',
      '<a><k>1</k><k>2</k><l/></a>',
      '<a><k>1</k><k>2</k><k>3</k><l/></a>',
      '<a><k>1</k><k>2</k><l/></a>',
    ],
    [
      'content match and selection',
      '<a><k>1</k><x/></a>',
      '<a><k>1</k><x>2</x><y/></a>',
      '<a><k>1</k><x>2</x></a>',
    ],
    [
      'content match and a selection that is not there',
      '<a><k>1</k><z/></a>',
      '<a><k>1</k><x/></a>',
      '<a><k>1</k></a>',
    ],
    [
      'content match and containment',
      '<a><k>1</k><c><x/></c></a>',
      '<a><k>1</k><c><x/><y/></c><d/></a>',
      '<a><k>1</k><c><x/></c></a>',
    ],
    [
      'a false content match stops all of its set',
      '<a><k>2</k><x/><c><x/></c></a>',
      '<a><k>1</k><x/><c><x/></c></a>',
      '',
    ],
    [
      'one containment node for many entries',
      '<a><b/></a>',
      '<a><b>1</b><c/></a><a><c/></a><a><b>2</b></a>',
      '<a><b>1</b></a><a><b>2</b></a>',
    ],
    [
      'two containment nodes of one name are joined',
      '<a><b><x/></b></a><a><b><y/></b><c/></a>',
      '<a><b><x/><y/><z/></b><c/><d/></a>',
      '<a><b><x/><y/></b><c/></a>',
    ],
    [
      'also where they meet further inside',
      '<a><b><x/></b></a><a><b><x><y/></x></b></a>',
      '<a><b><x><y/><z/></x><w/></b></a>',
      '<a><b><x><y/><z/></x></b></a>',
    ],
    [
      'in either order',
      '<a><b><x><y/></x></b></a><a><b><x/></b></a>',
      '<a><b><x><y/><z/></x><w/></b></a>',
      '<a><b><x><y/><z/></x></b></a>',
    ],
    [
      'a selection beats a containment of the same node',
      '<a><b/></a><a/>',
      '<a><b/><c/></a>',
      '<a><b/><c/></a>',
    ],
    [
      'everything at once',
      '<a xmlns="u" t="1"><k>1</k><s/><c><q/></c></a>',
      '<a xmlns="u" t="1"><k>1</k><s>2</s><c><q/><r/></c><z/></a><a xmlns="u"><k>1</k><s/></a>',
      '<a xmlns="u" t="1"><k>1</k><s>2</s><c><q/></c></a>',
    ],
    ['texts beside elements are not part of a selection', '<a><b/></a>', '<a>x<b/>y</a>', '<a><b/></a>'],
  ];
  test.each(rows)('%s', (_description, wanted, all, result) => {
    const source = data(all);
    const before = JSON.stringify(source);
    expect(shapeOf(filterSubtree(filter(wanted), source))).toEqual(shapeOf(data(result)));
    expect(JSON.stringify(source)).toBe(before);
  });

  test('the license filter of a switch', () => {
    const native = 'http://cisco.com/ns/yang/Cisco-IOS-XE-native';
    const wanted = `<native xmlns="${native}"><license/></native>`;
    const level =
      '<license><boot><level><network-advantage><addon>dna-advantage</addon></network-advantage></level></boot></license>';
    const all = `<native xmlns="${native}"><version>17.15</version>${level}<hostname>sw1</hostname></native><other xmlns="u"/>`;
    expect(shapeOf(filterSubtree(filter(wanted), data(all)))).toEqual(
      shapeOf(data(`<native xmlns="${native}">${level}</native>`)),
    );
  });

  test('keys of list entries are added where the server knows them', () => {
    const keysOf = (entry: XmlElement): readonly string[] => (entry.name === 'interface' ? ['name'] : []);
    const all = data(
      '<interface><name>1</name><mtu>9</mtu><speed>1</speed></interface><interface><name>2</name></interface>',
    );
    const result = filterSubtree(filter('<interface><mtu/></interface>'), all, { keysOf });
    expect(shapeOf(result)).toEqual(shapeOf(data('<interface><name>1</name><mtu>9</mtu></interface>')));
  });

  test('a filter above the limit is refused', () => {
    const limits = { ...DEFAULT_LIMITS, filterElementsMax: 3 };
    expect(codeOf(() => filterSubtree(filter('<a><b/><c/></a>'), data(''), { limits }))).toBe('none');
    expect(codeOf(() => filterSubtree(filter('<a><b/><c/></a><d/>'), data(''), { limits }))).toBe(
      'NETCONF_FILTER_TOO_LARGE',
    );
  });
});
