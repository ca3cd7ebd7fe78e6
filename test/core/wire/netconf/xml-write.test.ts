import { describe, expect, test } from 'vitest';
import { attribute, el, parseXml, writeXml, type XmlElement } from '../../../../core/wire/netconf/index.ts';
import { codeOf } from './helpers.ts';
import { shapeOf } from './tree-shape.ts';

describe('writing XML', () => {
  /** description, tree, text. */
  const rows: readonly (readonly [string, XmlElement, string])[] = [
    ['an empty element', el('', 'a'), '<a/>'],
    ['an empty text is none', el('', 'a', ''), '<a/>'],
    ['a text', el('', 'a', 'x'), '<a>x</a>'],
    ['order', el('', 'a', [el('', 'c'), 'x', el('', 'b')]), '<a><c/>x<b/></a>'],
    ['a default namespace once', el('u', 'a', [el('u', 'b'), el('u', 'c')]), '<a xmlns="u"><b/><c/></a>'],
    [
      'a default namespace that changes',
      el('u', 'a', [el('v', 'b', [el('v', 'c')]), el('u', 'd')]),
      '<a xmlns="u"><b xmlns="v"><c/></b><d/></a>',
    ],
    ['no namespace inside of one', el('u', 'a', [el('', 'b')]), '<a xmlns="u"><b xmlns=""/></a>'],
    ['text is escaped', el('', 'a', '<&>"\'\r\n\t'), '<a>&lt;&amp;&gt;"\'&#13;\n\t</a>'],
    ['the end of CDATA and the delimiter cannot come out', el('', 'a', ']]>]]>'), '<a>]]&gt;]]&gt;</a>'],
    [
      'values are escaped',
      el('', 'a', [], [attribute('b', '<&>"\'\r\n\t')]),
      '<a b="&lt;&amp;&gt;&quot;\'&#13;&#10;&#9;"/>',
    ],
    ['a namespace is escaped', el('u&v"', 'a'), '<a xmlns="u&amp;v&quot;"/>'],
    ['a qualified attribute', el('', 'a', [], [attribute('b', '1', 'u', 'n')]), '<a xmlns:n="u" n:b="1"/>'],
    [
      'without a wish for a prefix',
      el('', 'a', [], [attribute('b', '1', 'u')]),
      '<a xmlns:ns1="u" ns1:b="1"/>',
    ],
    [
      'two namespaces that wish for one prefix',
      el(
        '',
        'a',
        [],
        [attribute('b', '1', 'u', 'n'), attribute('b', '1', 'v', 'n'), attribute('c', '1', 'u', 'm')],
      ),
      '<a xmlns:n="u" xmlns:ns1="v" n:b="1" ns1:b="1" n:c="1"/>',
    ],
    [
      'an attribute of the default namespace needs a prefix',
      el('u', 'a', [], [attribute('b', '1', 'u', 'n')]),
      '<a xmlns="u" xmlns:n="u" n:b="1"/>',
    ],
    [
      'a prefix in force is used',
      el('', 'a', [el('', 'b', [], [attribute('c', '1', 'u', 'm')])], [attribute('c', '1', 'u', 'n')]),
      '<a xmlns:n="u" n:c="1"><b n:c="1"/></a>',
    ],
    [
      'its own namespace wins over the scope',
      { ...el('u', 'a'), scope: { prefix: '', namespace: 'v', outer: null } },
      '<a xmlns="u"/>',
    ],
    [
      'xml:lang',
      el('', 'a', [], [attribute('lang', 'en', 'http://www.w3.org/XML/1998/namespace', 'xml')]),
      '<a xml:lang="en"/>',
    ],
    [
      'prefixes as they were read',
      parseXml('<n:a xmlns:n="u"><n:b/></n:a>'),
      '<n:a xmlns:n="u"><n:b/></n:a>',
    ],
    [
      'declarations for values stay',
      parseXml('<a xmlns:n="u"><b>n:x</b></a>'),
      '<a xmlns:n="u"><b>n:x</b></a>',
    ],
    [
      'and go with a part that is put elsewhere',
      el('w', 'z', [...parseXml('<n:a xmlns:n="u" xmlns="v"><b>n:x</b></n:a>').children]),
      '<z xmlns="w"><b xmlns="v" xmlns:n="u">n:x</b></z>',
    ],
    [
      'the nearest declaration of a prefix wins',
      el('', 'z', [parseXml('<a xmlns:n="u"><b xmlns:n="v">n:x</b></a>').children[0] as XmlElement]),
      '<z><b xmlns:n="v">n:x</b></z>',
    ],
  ];
  test.each(rows)('%s', (_description, tree, text) => {
    expect(writeXml(tree)).toBe(text);
    expect(shapeOf(parseXml(text))).toEqual(shapeOf(tree));
  });

  test('with a declaration', () => {
    expect(writeXml(el('', 'a'), { declaration: true })).toBe('<?xml version="1.0" encoding="UTF-8"?>\n<a/>');
  });

  test('indented for people, texts left alone', () => {
    const tree = el('u', 'a', [el('u', 'b', [el('u', 'c', ' x ')]), el('u', 'd')]);
    expect(writeXml(tree, { indent: 2 })).toBe('<a xmlns="u">\n  <b>\n    <c> x </c>\n  </b>\n  <d/>\n</a>');
    expect(shapeOf(parseXml(writeXml(tree, { indent: 2 })))).toEqual(shapeOf(tree));
  });

  /** description, tree, code. */
  const refused: readonly (readonly [string, XmlElement, string])[] = [
    ['a control character in a text', el('', 'a', 'x\u0003'), 'XML_CHARACTER'],
    ['a control character in a value', el('', 'a', [], [attribute('b', '\u001b[0m')]), 'XML_CHARACTER'],
    ['NUL', el('', 'a', '\0'), 'XML_CHARACTER'],
    ['U+FFFE', el('', 'a', '\ufffe'), 'XML_CHARACTER'],
    ['half of a surrogate pair', el('', 'a', '\ud83d'), 'XML_CHARACTER'],
    ['a name that would end the tag', el('', 'a><b', ''), 'XML_NAME_INVALID'],
    ['an empty name', el('', ''), 'XML_NAME_INVALID'],
    ['a name with a colon', el('', 'a:b'), 'XML_NAME_INVALID'],
    ['a name that begins with a digit', el('', '1a'), 'XML_NAME_INVALID'],
    ['a name of an attribute with a space', el('', 'a', [], [attribute('b c', '')]), 'XML_NAME_INVALID'],
    ['a prefix with a quote', el('', 'a', [], [attribute('b', '', 'u', 'n"')]), 'XML_NAME_INVALID'],
  ];
  test.each(refused)('refuses %s, and nothing was sent', (_description, tree, code) => {
    expect(codeOf(() => writeXml(tree))).toBe(code);
    expect(() => writeXml(tree)).toThrow(expect.objectContaining({ definite: true }));
  });
});
