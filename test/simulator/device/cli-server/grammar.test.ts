import { describe, expect, test } from 'vitest';
import {
  candidates,
  type Command,
  compile,
  readLine,
} from '../../../../simulator/device/cli-server/grammar.ts';

const GRAMMAR = compile<string>([
  { spec: 'show version', handler: 'version' },
  { spec: 'show vlan', handler: 'vlan' },
  { spec: 'show vlan brief', handler: 'brief' },
  { spec: 'trust idtoken <word> all', handler: 'trust' },
  { spec: 'description <line>', handler: 'description' },
]);

describe('reading command lines', () => {
  test.each([
    ['show version', { kind: 'match', handler: 'version', args: [], canonical: 'show version' }],
    ['  SH   VER ', { kind: 'match', handler: 'version', args: [], canonical: 'show version' }],
    ['sh vl br', { kind: 'match', handler: 'brief', args: [], canonical: 'show vlan brief' }],
    [
      'trust id ABC a',
      { kind: 'match', handler: 'trust', args: ['ABC'], canonical: 'trust idtoken ABC all' },
    ],
    [
      'desc  two  words ',
      { kind: 'match', handler: 'description', args: ['two  words'], canonical: 'description two  words' },
    ],
    ['show v', { kind: 'ambiguous' }],
    ['show', { kind: 'incomplete' }],
    ['description', { kind: 'incomplete' }],
    ['show clock', { kind: 'invalid', column: 5 }],
    ['show version x', { kind: 'invalid', column: 13 }],
    ['xyz', { kind: 'invalid', column: 0 }],
  ])('%s', (line, reading) => {
    expect(readLine(GRAMMAR, line)).toEqual(reading);
  });

  test.each([
    ['', ['description', 'show', 'trust'], []],
    ['sh', ['show'], []],
    ['show v', ['version', 'vlan'], []],
    ['show vlan ', ['brief'], ['end']],
    ['description ', [], ['line']],
    ['description two ', [], ['line', 'end']],
    ['trust idtoken ', [], ['word']],
  ])('what may follow "%s"', (line, keywords, others) => {
    const found = candidates(GRAMMAR, line);
    if (typeof found === 'string') throw new Error(found);
    const { takesWord, takesLine, mayEnd } = found;
    expect(found.keywords).toEqual(keywords);
    expect({ takesWord, takesLine, mayEnd }).toEqual({
      takesWord: others.includes('word'),
      takesLine: others.includes('line'),
      mayEnd: others.includes('end'),
    });
  });

  test('nothing follows a word that is none, or that means several', () => {
    expect(candidates(GRAMMAR, 'nonsense ')).toBe('invalid');
    expect(candidates(GRAMMAR, 'show v ')).toBe('ambiguous');
  });

  test('a command stated twice is a mistake', () => {
    const command: Command<string> = { spec: 'show version', handler: 'x' };
    expect(() => compile([command, command])).toThrow(/stated twice/);
  });
});
