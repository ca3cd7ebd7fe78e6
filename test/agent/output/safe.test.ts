import { expect, test } from 'vitest';
import { safe, safeJson, safeLines } from '../../../agent/output/index.ts';

test.each([
  ['plain words, accents and scripts', 'Größe 交換機 Ελλάδα 5 €', 'Größe 交換機 Ελλάδα 5 €'],
  ['a colour', '\u001b[31mred', '\\x1B[31mred'],
  ['OSC 52, which writes the clipboard', '\u001b]52;c;Zm9v\u0007', '\\x1B]52;c;Zm9v\\x07'],
  ['OSC 8, a link', '\u001b]8;;https://evil.test\u001b\\x', '\\x1B]8;;https://evil.test\\x1B\\x'],
  ['a DCS body', '\u001bPq#0\u001b\\', '\\x1BPq#0\\x1B\\'],
  ['a C1 CSI', '\u009b2J', '\\xC2\\x9B2J'],
  ['a carriage return that overwrites', 'failed\rok    ', 'failed\\x0Dok    '],
  ['backspace and bell', 'a\b\u0007', 'a\\x08\\x07'],
  ['a line end', 'a\nb', 'a\\x0Ab'],
  ['a right-to-left override', 'a\u202ecod.exe', 'a\\xE2\\x80\\xAEcod.exe'],
  ['isolates', '\u2066\u2069', '\\xE2\\x81\\xA6\\xE2\\x81\\xA9'],
  ['a line separator', 'a\u2028b', 'a\\xE2\\x80\\xA8b'],
  ['a zero-width space', 'a\u200bb', 'a\\xE2\\x80\\x8Bb'],
  ['a soft hyphen', 'a\u00adb', 'a\\xC2\\xADb'],
  ['a Hangul filler, a letter that shows nothing', 'a\u3164b', 'a\\xE3\\x85\\xA4b'],
  ['a tag character', 'a\u{e0041}b', 'a\\xF3\\xA0\\x81\\x81b'],
])('%s', (_name, text, expected) => {
  expect(safe(text)).toBe(expected);
});

test('over all code points only printable characters and \\xNN come out, and again nothing changes', () => {
  const forbidden = /(?![ \u00a0])[\p{C}\p{Z}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/u;
  const wrong: number[] = [];
  for (let start = 0; start <= 0x10ffff; start += 256) {
    // A space between, where two halves of a pair could meet.
    const gap = start >= 0xd800 && start < 0xe000 ? ' ' : '';
    const block = Array.from({ length: 256 }, (_, index) => String.fromCodePoint(start + index)).join(gap);
    const out = safe(block);
    if (forbidden.test(out) || safe(out) !== out) wrong.push(start);
  }
  expect(wrong).toEqual([]);
});

test('ASCII that prints is not touched', () => {
  const ascii = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index)).join('');
  expect(safe(ascii)).toBe(ascii);
});

test('our own line ends part lines, carriage returns do not', () => {
  expect(safeLines('a\r\nb')).toEqual(['a\\x0D', 'b']);
});

test('JSON stays on one printable line and keeps its value', () => {
  const value = { name: 'a\u202e\u001b[2J\u2028\u{e0041}\n', list: ['\u009b'] };
  const text = safeJson(value);
  expect(safe(text)).toBe(text);
  expect(JSON.parse(text)).toEqual(value);
});
