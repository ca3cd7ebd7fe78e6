import { describe, expect, test } from 'vitest';
import { parseXml, writeXml } from '../../../../core/wire/netconf/index.ts';
import { readXPath } from '../../../../simulator/device/netconf-server/xpath/expression.ts';
import {
  onlySelected,
  selectNodes,
  XPathPrefixUnknown,
  XPathTooLarge,
} from '../../../../simulator/device/netconf-server/xpath/select.ts';

const DATA = parseXml(
  '<data xmlns="urn:d"><a xmlns="urn:a"><list><name>x</name><v>1</v><in><w/></in></list><list><name>y</name><v>2</v></list></a>' +
    '<b xmlns="urn:b"><list><name>x</name></list><v>1</v></b></data>',
);
const { scope } = parseXml('<x xmlns:p="urn:a" xmlns:q="urn:b"/>');

function filtered(text: string): string {
  const reading = readXPath(text);
  if (reading.kind !== 'expression') return reading.kind;
  const nodes = selectNodes(reading.paths, scope, DATA);
  const kept = onlySelected(DATA, nodes, ({ name }) => (name === 'list' ? ['name'] : []));
  return writeXml(kept).replaceAll(/ xmlns="[^"]*"/g, '');
}

describe('XPath filters', () => {
  test.each([
    [
      '/',
      '<data><a><list><name>x</name><v>1</v><in><w/></in></list><list><name>y</name><v>2</v></list></a><b><list><name>x</name></list><v>1</v></b></data>',
    ],
    ['/b', '<data><b><list><name>x</name></list><v>1</v></b></data>'],
    ['/p:a/p:list[p:name="y"]', '<data><a><list><name>y</name><v>2</v></list></a></data>'],
    ["/p:a/list[name='x']/v", '<data><a><list><name>x</name><v>1</v></list></a></data>'],
    ['/a/list[2]/v', '<data><a><list><name>y</name><v>2</v></list></a></data>'],
    ['/a/list[in/w]/v', '<data><a><list><name>x</name><v>1</v></list></a></data>'],
    ["/a/list/v[.='2']", '<data><a><list><name>y</name><v>2</v></list></a></data>'],
    ['//w', '<data><a><list><name>x</name><in><w/></in></list></a></data>'],
    [
      '/q:b/* | /p:a/list[v="2"]',
      '<data><a><list><name>y</name><v>2</v></list></a><b><list><name>x</name></list><v>1</v></b></data>',
    ],
    ['/q:a', '<data/>'],
    ['/a/list[name="z"]', '<data/>'],
  ])('%s', (text, expected) => {
    expect(filtered(text)).toBe(expected);
  });

  test.each([
    '',
    'a',
    '/a[',
    '/a]',
    '/a/',
    '/a["x"]',
    "/a[name='x]",
    '/a b',
    '/:a',
    '/a[0]',
    `/${'a/'.repeat(70)}a`,
  ])('%o is no XPath that is taken', (text) => {
    expect(filtered(text)).toBe('invalid');
  });

  test.each([
    'count(/a)',
    '/a/..',
    '/a[@x]',
    '/child::a',
    '/a[v>1]',
    "/a[v='1' and name='x']",
    '/a/text()',
    `/${'a'.repeat(5000)}`,
  ])('%o is more than is simulated', (text) => {
    expect(filtered(text)).toBe('unsupported');
  });

  test('a prefix that is not declared is told, also where nothing would be compared', () => {
    const reading = readXPath('/nothing/z:a[x:b]');
    const paths = reading.kind === 'expression' ? reading.paths : [];
    expect(() => selectNodes(paths, scope, DATA)).toThrow(XPathPrefixUnknown);
  });

  test('what would cost too much ends', () => {
    const wide = parseXml(`<data>${`<a>${'<a/>'.repeat(400)}</a>`.repeat(400)}</data>`);
    const reading = readXPath('//a//a//a');
    const paths = reading.kind === 'expression' ? reading.paths : [];
    expect(() => selectNodes(paths, null, wide)).toThrow(XPathTooLarge);
  });
});
