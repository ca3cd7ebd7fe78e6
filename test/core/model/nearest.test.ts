import { describe, expect, test } from 'vitest';
import { nearestWord, suggestWord } from '../../../core/model/nearest.ts';

const KEYS = ['id', 'site', 'model', 'name', 'tag', 'level', 'account', 'virtualAccount'];

describe('the nearest valid word', () => {
  test.each([
    ['a missing letter', 'sit', 'site'],
    ['a wrong letter', 'modul', 'model'],
    ['two neighbours that changed places', 'levle', 'level'],
    ['letter case', 'VirtualAccount', 'virtualAccount'],
    ['an underscore for a hyphen', 'virtual_account', 'virtualAccount'],
    ['the word itself', 'tag', 'tag'],
    ['nothing near', 'colour', null],
    ['nothing at all', '', null],
  ])('%s: %j', (_, word, nearest) => {
    expect(nearestWord(word, KEYS)).toBe(nearest);
  });

  test('a word of 64 KiB has no neighbour and costs nothing', () => {
    expect(nearestWord('a'.repeat(65_536), KEYS)).toBeNull();
    expect(nearestWord('a', ['b'.repeat(65_536)])).toBeNull();
  });

  test('a level that is spelled wrongly', () => {
    expect(nearestWord('network-adventage', ['network-essentials', 'network-advantage'])).toBe(
      'network-advantage',
    );
  });
});

test('a suggestion names the neighbour, or every valid word', () => {
  expect(suggestWord('sites', KEYS)).toBe('Did you mean "site"?');
  expect(suggestWord('zzzzzz', ['a', 'b'])).toBe('Valid: a, b.');
});
