import { describe, expect, test } from 'vitest';
import {
  parseConfigDifferences,
  parseShowLicenseStatus,
  parseShowLicenseSummary,
  parseShowSwitch,
  parseShowVersion,
  parseStartupLevel,
} from '../../../../../core/wire/ios-xe/index.ts';

describe('64 KiB of nonsense completes', () => {
  const parsers = [
    parseShowVersion,
    parseShowLicenseSummary,
    parseShowLicenseStatus,
    parseShowSwitch,
    parseStartupLevel,
    parseConfigDifferences,
  ];
  const heads = [
    'Technology Package License Information:\n-----\n-----\n',
    'Switch Ports Model\n',
    'License Usage:\n',
    'Switch#   Role\n',
    '',
  ];
  test.each([
    'a',
    ' ',
    '\t',
    '(',
    ')',
    ':',
    '+',
    '!',
    '*1 ',
    'Version ',
    ' uptime is ',
    'Version 1.',
    ' As of ',
    '-----\n',
    'PID:,',
  ])('%j', (piece) => {
    const text = piece.repeat(Math.ceil(65_536 / piece.length));
    // Lines as long as a parser may get them, and the same text as one line, which cleaning would have refused.
    const lines = text.match(/[^\n]{1,4096}/g) ?? [];
    for (const parse of parsers) {
      for (const head of heads) {
        const first = head.split('\n').filter((line) => line !== '');
        expect(() => parse([...first, ...lines])).not.toThrow();
        expect(() => parse([...first, text])).not.toThrow();
      }
    }
  });
});
