import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tableLines } from '../../../agent/output/table.ts';
import type { Column } from '../../../agent/output/table.ts';
import { cut, widthOf, wrap } from '../../../agent/output/width.ts';

const COLUMNS: readonly Column[] = [
  { title: 'SWITCH', fit: 'cut' },
  { title: 'COUNT', align: 'right' },
  { title: 'WHY', fit: 'wrap' },
];
const PLAIN = { width: 80, isColored: false };

test('columns are aligned, and long texts wrap inside their column', () => {
  const rows = [
    ['sw-1', '5', 'short'],
    ['sw-1000', '12', 'a longer text that does not fit into forty columns at once'],
  ];
  expect(tableLines(COLUMNS, rows, { width: 40, isColored: false })).toEqual([
    'SWITCH   COUNT  WHY',
    'sw-1         5  short',
    'sw-1000     12  a longer text that does',
    '                not fit into forty',
    '                columns at once',
  ]);
});

test('a table without rows shows its titles', () => {
  expect(tableLines(COLUMNS, [], PLAIN)).toEqual(['SWITCH  COUNT  WHY']);
});

test('cells pass the sink before they are laid out, and colour does not disturb the columns', () => {
  const lines = tableLines(COLUMNS, [[{ text: 'a\u001b[2J', tone: 'bad' }, '1', 'x\ry']], {
    width: 80,
    isColored: true,
  });
  expect(lines[1]).toBe('\u001b[31ma\\x1B[2J\u001b[39m      1  x\\x0Dy');
});

test('tables with flexible columns fit into 80 columns, whatever the cells hold', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 200 });
  const row = fc.tuple(text, fc.nat(99_999).map(String), text);
  fc.assert(
    fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
      const lines = tableLines(COLUMNS, rows, PLAIN);
      expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(80);
    }),
  );
});

test.each([
  ['abc', 3],
  ['交換', 4],
  ['e\u0301', 1],
  ['', 0],
])('%j takes %i columns', (text, columns) => {
  expect(widthOf(text)).toBe(columns);
});

test.each([
  ['abcdef', 6, 'abcdef'],
  ['abcdef', 4, 'abc…'],
  ['交換機器', 5, '交換…'],
  ['abc', 0, ''],
])('%j cut to %i columns is %j', (text, columns, expected) => {
  expect(cut(text, columns)).toBe(expected);
});

test('wrapping loses no letter and no line is too long', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 100 }), fc.integer({ min: 2, max: 20 }), (text, columns) => {
      const lines = wrap(text, columns);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(columns);
    }),
  );
});
