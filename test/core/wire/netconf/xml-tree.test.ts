import { describe, expect, test } from 'vitest';
import {
  attribute,
  attributeOf,
  childOf,
  childrenOf,
  descend,
  el,
  elementsOf,
  isElement,
  leafOf,
  namespaceOfPrefix,
  parseXml,
  textOf,
  withChildren,
} from '../../../../core/wire/netconf/index.ts';

const TREE = parseXml(
  '<a xmlns="u" xmlns:n="v" x="1" n:x="2"><b> one </b><n:b>two</n:b><b><c><d>deep</d></c></b><e/>\n<f>1<g/>2</f></a>',
);

describe('the tree', () => {
  test('children by namespace and name', () => {
    expect(childOf(TREE, 'u', 'b')).toBe(TREE.children[0]);
    expect(childOf(TREE, 'v', 'b')).toBe(TREE.children[1]);
    expect(childOf(TREE, '', 'b')).toBeNull();
    expect(childrenOf(TREE, 'u', 'b')).toEqual([TREE.children[0], TREE.children[2]]);
    expect(elementsOf(TREE).map(({ name }) => name)).toEqual(['b', 'b', 'b', 'e', 'f']);
    expect(isElement('b', 'u', 'b')).toBe(false);
  });

  test('texts', () => {
    expect(leafOf(TREE, 'u', 'b')).toBe('one');
    expect(leafOf(TREE, 'u', 'e')).toBe('');
    expect(leafOf(TREE, 'u', 'z')).toBeNull();
    expect(elementsOf(TREE).map(textOf)).toEqual([' one ', 'two', '', '', '12']);
    expect(textOf(el('', 'a', 'a text that is longer than thirteen'))).toBe(
      'a text that is longer than thirteen',
    );
  });

  test('a path goes by first children', () => {
    expect(descend(parseXml('<a><b><c>1</c></b><b><d/></b></a>'), '', ['b', 'c'])?.children).toEqual(['1']);
    expect(descend(parseXml('<a><b/><b><c/></b></a>'), '', ['b', 'c', 'd'])).toBeNull();
    expect(descend(TREE, 'u', [])).toBe(TREE);
  });

  test('attributes', () => {
    expect(attributeOf(TREE, 'x')).toBe('1');
    expect(attributeOf(TREE, 'x', 'v')).toBe('2');
    expect(attributeOf(TREE, 'x', 'u')).toBeNull();
    expect(attribute('x', '1')).toEqual({ name: 'x', namespace: '', prefix: '', value: '1' });
  });

  test('prefixes inside of values', () => {
    const inner = childOf(TREE, 'u', 'b');
    expect(namespaceOfPrefix(inner?.scope ?? null, 'n')).toBe('v');
    expect(namespaceOfPrefix(inner?.scope ?? null, '')).toBe('u');
    expect(namespaceOfPrefix(inner?.scope ?? null, 'm')).toBeNull();
    expect(namespaceOfPrefix(null, '')).toBeNull();
  });

  test('other children, all else the same', () => {
    expect(withChildren(TREE, ['x'])).toEqual({ ...TREE, children: ['x'] });
  });
});
