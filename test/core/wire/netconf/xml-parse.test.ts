import { describe, expect, test } from 'vitest';
import { ProtocolError } from '../../../../core/errors.ts';
import {
  DEFAULT_LIMITS,
  type NetconfLimits,
  parseXml,
  writeXml,
} from '../../../../core/wire/netconf/index.ts';
import { codeOf } from './helpers.ts';
import { shapeOf } from './tree-shape.ts';

const BOM = '\ufeff';

describe('reading XML', () => {
  /** description, text, shape (see tree-shape.ts). */
  const rows: readonly (readonly [string, string, unknown])[] = [
    ['an empty element', '<a/>', ['a']],
    ['start and end tag', '<a></a>', ['a']],
    ['a text', '<a>x</a>', ['a', 'x']],
    ['order is kept', '<a><c/><b/><c/></a>', ['a', ['c'], ['b'], ['c']]],
    ['a declaration', '<?xml version="1.0" encoding="UTF-8"?><a/>', ['a']],
    ['a declaration of version 1.1 changes nothing', '<?xml version="1.1"?><a/>', ['a']],
    ['the encoding in small letters', '<?xml version="1.0" encoding="utf-8"?><a/>', ['a']],
    ['a byte order mark', `${BOM}<?xml version="1.0"?><a/>`, ['a']],
    [
      'white space before the declaration, as after a delimiter',
      '\n \r\n\t<?xml version="1.0"?>\n<a/>\n',
      ['a'],
    ],
    ['references', '<a b="&lt;&#x41;">&amp;&quot;&apos;&gt;&#955;</a>', ['a', { b: '<A' }, '&"\'>\u03bb']],
    ['CDATA is text', '<a>x<![CDATA[<b>&amp;]]>y</a>', ['a', 'x<b>&amp;y']],
    ['comments are dropped and join texts', '<a>x<!-- < & --><!---->y</a>', ['a', 'xy']],
    ['a comment before and after the root', '<!-- a --><a/><!-- b -->', ['a']],
    ['indentation beside elements is dropped', '<a>\n  <b/>\n  <c/>\n</a>', ['a', ['b'], ['c']]],
    ['white space alone stays', '<a> \n </a>', ['a', ' \n ']],
    ['a text keeps its white space', '<a> x </a>', ['a', ' x ']],
    ['indentation before a comment and a text stays', '<a> <!-- --> x</a>', ['a', '  x']],
    ['line ends become line feeds', '<a>1\r\n2\r3</a>', ['a', '1\n2\n3']],
    ['an escaped carriage return stays one', '<a>1&#13;</a>', ['a', '1\r']],
    ['line feeds in values become spaces', '<a b="1\n2&#10;3"/>', ['a', { b: '1 2\n3' }]],
    ['white space inside of tags', '<a\n b = "1"\n></a\n>', ['a', { b: '1' }]],
    [
      'single quotes',
      "<result xmlns='http://cisco.com/yang/cisco-ia'>ok</result>",
      ['{http://cisco.com/yang/cisco-ia}result', 'ok'],
    ],
    ['a default namespace is inherited', '<a xmlns="u"><b/></a>', ['{u}a', ['{u}b']]],
    ['and changed', '<a xmlns="u"><b xmlns="v"><c/></b><d/></a>', ['{u}a', ['{v}b', ['{v}c']], ['{u}d']]],
    ['and taken away', '<a xmlns="u"><b xmlns=""><c/></b><d/></a>', ['{u}a', ['b', ['c']], ['{u}d']]],
    ['a prefix', '<n:a xmlns:n="u"><n:b/><c/></n:a>', ['{u}a', ['{u}b'], ['c']]],
    [
      'a prefix shadowed and back',
      '<n:a xmlns:n="u"><n:b xmlns:n="v"/><n:c/></n:a>',
      ['{u}a', ['{v}b'], ['{u}c']],
    ],
    ['the default namespace does not hold for attributes', '<a xmlns="u" b="1"/>', ['{u}a', { b: '1' }]],
    ['a qualified attribute', '<a xmlns:n="u" n:b="1" b="2"/>', ['a', { '{u}b': '1', b: '2' }]],
    ['a prefix declared after its use in the tag', '<n:a n:b="1" xmlns:n="u"/>', ['{u}a', { '{u}b': '1' }]],
    [
      'xml:lang needs no declaration',
      '<a xml:lang="en"/>',
      ['a', { '{http://www.w3.org/XML/1998/namespace}lang': 'en' }],
    ],
    [
      'xmlns:xml may be declared as what it is',
      '<a xmlns:xml="http://www.w3.org/XML/1998/namespace"/>',
      ['a'],
    ],
    ['names that begin with xmlns', '<a xmlnsx="1"/>', ['a', { xmlnsx: '1' }]],
    [
      'names that objects have',
      '<__proto__ constructor="1"><toString/></__proto__>',
      ['__proto__', { constructor: '1' }, ['toString']],
    ],
    [
      'names in other scripts',
      '<r\u00e9seau><\u540d\u524d/></r\u00e9seau>',
      ['r\u00e9seau', ['\u540d\u524d']],
    ],
    ['characters beyond the basic plane', '<a>\u{1f600}</a>', ['a', '\u{1f600}']],
  ];
  test.each(rows)('%s', (_description, text, shape) => {
    expect(shapeOf(parseXml(text))).toEqual(shape);
  });

  test('the scope holds the declarations, for prefixes inside of values', () => {
    const tree = parseXml('<a xmlns="u" xmlns:n="v"><b select="/n:x"/></a>');
    const [child] = tree.children;
    expect(child).toMatchObject({
      scope: { prefix: 'n', namespace: 'v', outer: { prefix: '', namespace: 'u', outer: null } },
    });
  });
});

describe('refusing XML', () => {
  /** description, text, code. */
  const rows: readonly (readonly [string, string, string])[] = [
    ['nothing', '', 'XML_EMPTY'],
    ['white space', ' \r\n\t', 'XML_EMPTY'],
    ['a byte order mark alone', BOM, 'XML_EMPTY'],
    ['text without element', 'Password: ', 'XML_MALFORMED'],
    ['a comment alone', '<!-- -->', 'XML_MALFORMED'],
    ['a declaration alone', '<?xml version="1.0"?>', 'XML_MALFORMED'],
    ['an element that does not end', '<a>', 'XML_MALFORMED'],
    ['a tag that does not end', '<a', 'XML_MALFORMED'],
    ['crossed elements', '<a><b></a></b>', 'XML_MALFORMED'],
    ['an end tag alone', '</a>', 'XML_MALFORMED'],
    ['two roots', '<a/><b/>', 'XML_MALFORMED'],
    ['text after the root', '<a/>x', 'XML_MALFORMED'],
    ['text before the root', 'x<a/>', 'XML_MALFORMED'],
    ['an attribute without quotes', '<a b=1/>', 'XML_MALFORMED'],
    ['an attribute without value', '<a b/>', 'XML_MALFORMED'],
    ['a < in a value', '<a b="<"/>', 'XML_MALFORMED'],
    ['the end of CDATA in text', '<a>]]></a>', 'XML_MALFORMED'],
    ['a bare ampersand', '<a>R&D</a>', 'XML_MALFORMED'],
    ['an entity of HTML', '<a>&nbsp;</a>', 'XML_MALFORMED'],
    ['an entity that objects have', '<a>&constructor;</a>', 'XML_MALFORMED'],
    ['NUL', '<a>\0</a>', 'XML_MALFORMED'],
    ['a reference to NUL', '<a>&#0;</a>', 'XML_MALFORMED'],
    ['a control character', '<a>\u0001</a>', 'XML_MALFORMED'],
    ['a reference to a control character', '<a>&#1;</a>', 'XML_MALFORMED'],
    ['the same in what says to be XML 1.1', '<?xml version="1.1"?><a>&#1;</a>', 'XML_MALFORMED'],
    ['a reference beyond Unicode', '<a>&#x110000;</a>', 'XML_MALFORMED'],
    ['a reference to half of a surrogate pair', '<a>&#xd800;</a>', 'XML_MALFORMED'],
    ['half of a surrogate pair', '<a>\ud800</a>', 'XML_MALFORMED'],
    ['a declaration not at the start', '<a/><?xml version="1.0"?>', 'XML_MALFORMED'],
    ['a CDATA section outside of the root', '<![CDATA[x]]><a/>', 'XML_MALFORMED'],
    ['two hyphens in a comment', '<a><!-- -- --></a>', 'XML_MALFORMED'],
    ['a comment that does not end', '<a><!-- </a>', 'XML_MALFORMED'],
    ['an attribute twice', '<a b="1" b="1"/>', 'XML_ATTRIBUTE_DUPLICATE'],
    [
      'an attribute twice by two prefixes',
      '<a xmlns:n="u" xmlns:m="u" n:b="1" m:b="1"/>',
      'XML_ATTRIBUTE_DUPLICATE',
    ],
    ['a default namespace twice', '<a xmlns="u" xmlns="u"/>', 'XML_ATTRIBUTE_DUPLICATE'],
    ['a DOCTYPE', '<!DOCTYPE a><a/>', 'XML_DOCTYPE'],
    [
      'a DOCTYPE with an external entity',
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
      'XML_DOCTYPE',
    ],
    ['many laughs', '<!DOCTYPE a [<!ENTITY b "&c;&c;"><!ENTITY c "ha">]><a>&b;</a>', 'XML_DOCTYPE'],
    ['a DOCTYPE that does not end', '<!DOCTYPE a [<!ENTITY', 'XML_DOCTYPE'],
    [
      'a DOCTYPE after the declaration',
      '<?xml version="1.0"?>\n<!DOCTYPE a SYSTEM "http://x.test/a.dtd">\n<a/>',
      'XML_DOCTYPE',
    ],
    ['a DOCTYPE inside of the root', '<a><!DOCTYPE a></a>', 'XML_DOCTYPE'],
    ['a DOCTYPE after the root', '<a/><!DOCTYPE a>', 'XML_DOCTYPE'],
    ['a processing instruction', '<a><?php echo 1 ?></a>', 'XML_PROCESSING_INSTRUCTION'],
    [
      'a processing instruction before the root',
      '<?xml-stylesheet href="x"?><a/>',
      'XML_PROCESSING_INSTRUCTION',
    ],
    ['a processing instruction after the root', '<a/><?x?>', 'XML_PROCESSING_INSTRUCTION'],
    ['another encoding', '<?xml version="1.0" encoding="ISO-8859-1"?><a/>', 'XML_ENCODING'],
    ['an encoding of 16 bits', '<?xml version="1.0" encoding="UTF-16"?><a/>', 'XML_ENCODING'],
    ['an element with an unknown prefix', '<n:a/>', 'XML_PREFIX_UNBOUND'],
    ['an attribute with an unknown prefix', '<a n:b="1"/>', 'XML_PREFIX_UNBOUND'],
    ['a prefix after its element has ended', '<a><b xmlns:n="u"/><n:c/></a>', 'XML_PREFIX_UNBOUND'],
    ['the prefix of nothing', '<a xmlns:n=""/>', 'XML_NAMESPACE_INVALID'],
    ['xmlns as a prefix', '<a xmlns:xmlns="u"/>', 'XML_NAMESPACE_INVALID'],
    ['the namespace of xmlns', '<a xmlns="http://www.w3.org/2000/xmlns/"/>', 'XML_NAMESPACE_INVALID'],
    ['xml as another namespace', '<a xmlns:xml="u"/>', 'XML_NAMESPACE_INVALID'],
    [
      'the namespace of xml with another prefix',
      '<a xmlns:x="http://www.w3.org/XML/1998/namespace"/>',
      'XML_NAMESPACE_INVALID',
    ],
    [
      'the namespace of xml as default',
      '<a xmlns="http://www.w3.org/XML/1998/namespace"/>',
      'XML_NAMESPACE_INVALID',
    ],
    ['a name of two colons', '<a:b:c xmlns:a="u"/>', 'XML_NAME_INVALID'],
    ['a name that begins with a colon', '<:a/>', 'XML_NAME_INVALID'],
    ['a name that ends with a colon', '<a: xmlns:a="u"/>', 'XML_NAME_INVALID'],
    ['a local name that begins with a digit', '<a:1 xmlns:a="u"/>', 'XML_NAME_INVALID'],
    ['a declaration of two colons', '<a xmlns:b:c="u"/>', 'XML_NAME_INVALID'],
  ];
  test.each(rows)('%s', (_description, text, code) => {
    expect(codeOf(() => parseXml(text))).toBe(code);
  });

  test('a document without a part at its end or start is never taken, whatever the place', () => {
    const whole = '<?xml version="1.0"?><a b="1"><n:c xmlns:n="u">x&amp;y</n:c><![CDATA[z]]><!-- c --></a>';
    for (let end = 1; end < whole.length; end += 1) {
      expect(codeOf(() => parseXml(whole.slice(0, end)))).toMatch(/^XML_/);
    }
  });

  test('the message never repeats more than a little of what came', () => {
    const message = (text: string): string => {
      try {
        parseXml(text);
        return '';
      } catch (error) {
        return error instanceof ProtocolError ? error.message : '';
      }
    };
    const long = 'n'.repeat(100_000);
    for (const text of [
      `<a></${long}>`,
      `<?${long} ?><a/>`,
      `<${'n'.repeat(250)}>`,
      `<${long}`,
      `<?xml version="1.0" encoding="${long}"?><a/>`,
    ]) {
      expect(message(text).length).toBeGreaterThan(10);
      expect(message(text).length).toBeLessThan(300);
    }
  });
});

describe('limits', () => {
  /** description, the limit, text at it, text above it, code. */
  const rows: readonly (readonly [string, Partial<NetconfLimits>, string, string, string])[] = [
    ['depth', { depthMax: 3 }, '<a><b><c/></b></a>', '<a><b><c><d/></c></b></a>', 'XML_TOO_DEEP'],
    ['attributes', { attributesMax: 2 }, '<a b="" c=""/>', '<a b="" c="" d=""/>', 'XML_TOO_MANY_ATTRIBUTES'],
    [
      'declarations',
      { attributesMax: 2 },
      '<a xmlns="" c=""/>',
      '<a xmlns="" c="" d=""/>',
      'XML_TOO_MANY_ATTRIBUTES',
    ],
    ['elements', { elementsMax: 3 }, '<a><b/><b/></a>', '<a><b/><b/><b/></a>', 'XML_TOO_MANY_ELEMENTS'],
    ['a text', { textCharactersMax: 8 }, '<a>12345678</a>', '<a>123456789</a>', 'XML_TEXT_TOO_LONG'],
    [
      'a text in parts',
      { textCharactersMax: 9 },
      '<a>1234<!---->56789</a>',
      '<a>1234<!---->567890</a>',
      'XML_TEXT_TOO_LONG',
    ],
    [
      'CDATA',
      { textCharactersMax: 13 },
      `<a><![CDATA[${'x'.repeat(13)}]]></a>`,
      `<a><![CDATA[${'x'.repeat(14)}]]></a>`,
      'XML_TEXT_TOO_LONG',
    ],
    [
      'a value',
      { textCharactersMax: 20 },
      `<a b="${'x'.repeat(20)}"/>`,
      `<a b="${'x'.repeat(21)}"/>`,
      'XML_TEXT_TOO_LONG',
    ],
    ['a name', { nameCharactersMax: 3 }, '<abc/>', '<abcd/>', 'XML_NAME_TOO_LONG'],
    [
      'a name with its prefix',
      { nameCharactersMax: 9 },
      '<abc:defgh xmlns:abc="u"/>',
      '<abc:defghi xmlns:abc="u"/>',
      'XML_NAME_TOO_LONG',
    ],
    ['a name of an attribute', { nameCharactersMax: 3 }, '<a abc=""/>', '<a abcd=""/>', 'XML_NAME_TOO_LONG'],
  ];
  test.each(rows)('%s', (_description, limit, atLimit, above, code) => {
    const limits = { ...DEFAULT_LIMITS, ...limit };
    expect(codeOf(() => parseXml(atLimit, limits))).toBe('none');
    expect(codeOf(() => parseXml(above, limits))).toBe(code);
  });

  /** description, hostile text, code. */
  const hostile: readonly (readonly [string, () => string, string])[] = [
    ['100,000 levels', () => '<a>'.repeat(100_000), 'XML_TOO_DEEP'],
    [
      '200,000 attributes',
      () => `<a ${Array.from({ length: 200_000 }, (_, i) => `a${i}=""`).join(' ')}/>`,
      'XML_TOO_MANY_ATTRIBUTES',
    ],
    ['a million elements', () => `<a>${'<b/>'.repeat(1_000_000)}</a>`, 'XML_TOO_MANY_ELEMENTS'],
    ['a text of 8 MiB', () => `<a>${'x'.repeat(8 << 20)}</a>`, 'XML_TEXT_TOO_LONG'],
    ['a million references', () => `<a>${'&amp;'.repeat(1_000_000)}</a>`, 'XML_TEXT_TOO_LONG'],
    ['a name of 8 MiB', () => `<${'x'.repeat(8 << 20)}/>`, 'XML_TEXT_TOO_LONG'],
    ['a name of 1 MiB', () => `<${'x'.repeat(1 << 20)}/>`, 'XML_NAME_TOO_LONG'],
    ['a comment of 8 MiB', () => `<a><!--${'x'.repeat(8 << 20)}--></a>`, 'XML_TEXT_TOO_LONG'],
  ];
  test.each(hostile)('%s end early', (_description, text, code) => {
    expect(codeOf(() => parseXml(text()))).toBe(code);
  });

  test('the messages say in words which limit', () => {
    expect(() => parseXml('<!DOCTYPE a><a/>')).toThrow(/DOCTYPE/);
    expect(() => parseXml(`<a>${'x'.repeat(9)}</a>`, { ...DEFAULT_LIMITS, textCharactersMax: 8 })).toThrow(
      /size limit/,
    );
    expect(() => parseXml('<a><b/></a>', { ...DEFAULT_LIMITS, depthMax: 1 })).toThrow(/at most 1 deep/);
  });

  test('a document of the greatest depth is read and written', () => {
    const text = `${'<a>'.repeat(64)}${'</a>'.repeat(64)}`;
    expect(parseXml(writeXml(parseXml(text)))).toEqual(parseXml(text));
  });
});
