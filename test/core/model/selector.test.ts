import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXPRESSION_LENGTH_MAX, isSelected, parseSelector } from '../../../core/model/selector.ts';
import type { Selectable } from '../../../core/model/selector.ts';

const SWITCH: Selectable = {
  id: 'ber-acc-01',
  name: null,
  site: 'berlin-hq',
  models: ['C9300-24UX', 'C9300-48T'],
  tags: ['access', 'floor-3'],
  level: { network: 'network-essentials', addon: 'dna-essentials' },
  account: 'Example Networks, Inc',
  virtualAccount: 'Campus',
};

describe('a selection', () => {
  test.each([
    ['all', true],
    [' all ', true],
    ['id=ber-acc-01', true],
    ['id=BER-acc-*', true],
    ['id=ber-acc-0?', true],
    ['id=ber-acc', false],
    ['site=berlin-*,tag=access', true],
    ['site=berlin-*,tag=core', false],
    ['tag=access,tag=floor-*', true],
    ['model=c9300-48*', true],
    ['model=c9500*', false],
    ['level=network-essentials', true],
    ['level=network-essentials+dna-essentials', true],
    ['level=network-essentials+none', false],
    ['level=*advantage*', false],
    ['account=Example Networks\\, Inc', true],
    ['account=Example*', true],
    ['virtualAccount=campus', true],
    ['name=*', false],
    ['id=*\\**', false],
    ['id = ber-acc-01 , site = * ', true],
  ])('%s', (expression, selected) => {
    expect(isSelected(parseSelector([expression]), SWITCH)).toBe(selected);
  });

  test('several expressions are alternatives', () => {
    expect(isSelected(parseSelector(['site=paris', 'tag=access']), SWITCH)).toBe(true);
    expect(isSelected(parseSelector(['site=paris', 'tag=core']), SWITCH)).toBe(false);
  });

  test.each([
    ['no expression', [], 'SELECTOR_EMPTY'],
    ['an empty expression', [''], 'SELECTOR_TERM_INVALID'],
    ['no key', ['=x'], 'SELECTOR_TERM_INVALID'],
    ['no value', ['site='], 'SELECTOR_TERM_INVALID'],
    ['a comma too many', ['site=a,'], 'SELECTOR_TERM_INVALID'],
    ['all among other terms', ['all,site=a'], 'SELECTOR_TERM_INVALID'],
    ['an unknown key', ['sites=a'], 'SELECTOR_KEY_UNKNOWN'],
    ['a key of the prototype', ['constructor=a'], 'SELECTOR_KEY_UNKNOWN'],
    ['64 KiB', [`id=${'*a'.repeat(32_768)}`], 'SELECTOR_TOO_LONG'],
  ])('refuses %s', (_, expressions, code) => {
    expect(() => parseSelector(expressions)).toThrow(expect.objectContaining({ code, name: 'ConfigError' }));
  });

  test('an unknown key names the nearest one', () => {
    expect(() => parseSelector(['virtual-account=x'])).toThrow(
      expect.objectContaining({ hint: 'Did you mean "virtualAccount"?' }),
    );
  });

  test('every id selects itself when its special characters are escaped', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 60 }), (raw) => {
        const id = raw.trim();
        fc.pre(id !== '');
        const glob = id.replaceAll(/[*?\\,]/g, (character) => `\\${character}`);
        expect(isSelected(parseSelector([`id=${glob}`]), { ...SWITCH, id })).toBe(true);
      }),
    );
  });

  test('the longest expression with many stars over a long text completes', () => {
    const glob = '*a'.repeat((EXPRESSION_LENGTH_MAX - 4) / 2);
    const device = { ...SWITCH, id: `${'a'.repeat(20_000)}b` };
    expect(isSelected(parseSelector([`id=${glob}`]), device)).toBe(false);
  });
});
