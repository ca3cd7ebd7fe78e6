import { expect, test } from 'vitest';
import {
  ConfigError,
  DefectError,
  DeviceError,
  LicenseLabError,
  LicensingError,
  TransportError,
} from '../../../core/errors.ts';
import { createOutput, exitCodeOf } from '../../../agent/output/index.ts';

function streams({ isTTY = false, json = false, color = true } = {}) {
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') => ({
    isTTY,
    columns: 80,
    write: (text: string) => (written[name] += text),
  });
  const output = createOutput({
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    json,
    color,
    verb: 'device-check',
    logFile: '.liclab/agent.log',
  });
  return { output, written };
}

test('without --json people read stdout, notes go to stderr and there is no object', () => {
  const { output, written } = streams();
  output.say('one\u001b[2J');
  output.note('beside');
  output.result({ a: 1 });
  expect(written).toEqual({ stdout: 'one\\x1B[2J\n', stderr: 'beside\n' });
});

test('with --json stdout holds exactly the object, on its last line', () => {
  const { output, written } = streams({ json: true });
  output.say('for people');
  output.table([{ title: 'A' }], [['x']]);
  output.result({ devices: ['a\u202e'] });
  expect(written.stdout).toBe('{"schema":"liclab.device-check/1","devices":["a\\u202e"]}\n');
  expect(written.stderr).toBe('for people\nA\nx\n');
});

test('an error tells message, hint and code, each safe, and with --json the object', () => {
  const error = new ConfigError('X_WRONG', 'a.yaml:3: bad \u001b]0;t\u0007\na.yaml:4: bad too', {
    hint: 'Try it.',
  });
  const human = streams();
  human.output.failure(error);
  expect(human.written).toEqual({
    stdout: '',
    stderr: 'error: a.yaml:3: bad \\x1B]0;t\\x07\n       a.yaml:4: bad too\nhint:  Try it.\ncode:  X_WRONG\n',
  });
  const machine = streams({ json: true });
  machine.output.failure(error);
  expect(JSON.parse(machine.written.stdout)).toMatchObject({
    schema: 'liclab.device-check/1',
    error: { code: 'X_WRONG', hint: 'Try it.' },
  });
});

test.each([
  ['a program error', new TypeError("Cannot read 'secret-canary' at /opt/x/y.ts:3")],
  ['what is no error at all', 'secret-canary'],
])('%s shows its code and the log, and nothing of itself', (_name, error) => {
  for (const json of [true, false]) {
    const { output, written } = streams({ json });
    output.failure(error);
    expect(written.stderr).toContain('code:  DEFECT');
    expect(written.stderr).toContain('.liclab/agent.log');
    expect(written.stdout + written.stderr).not.toMatch(/canary|\.ts|TypeError|\bat /);
  }
});

test('a defect of ours names the log too', () => {
  const { output, written } = streams();
  output.failure(new DefectError('DEFECT', 'two effects at once'));
  expect(written.stderr).toContain('report it with the log');
});

test('colour only on a terminal, and not with --no-color', () => {
  for (const [isTTY, color, expected] of [
    [true, true, '\u001b[32mok\u001b[39m\n'],
    [true, false, 'ok\n'],
    [false, true, 'ok\n'],
  ] as const) {
    const { output, written } = streams({ isTTY, color });
    output.say('ok', 'good');
    expect(written.stdout).toBe(expected);
  }
});

test.each([
  [new ConfigError('KEY_UNKNOWN', ''), 2],
  [new ConfigError('LAB_CREDENTIALS_OUTSIDE_LAB', ''), 4],
  [new ConfigError('PLAN_UNWRITABLE', ''), 3],
  [new ConfigError('SECRET_PROMPT_CANCELLED', ''), 130],
  [new LicenseLabError('PLAN_HASH_MISMATCH', ''), 4],
  [new LicenseLabError('PLAN_INVENTORY_CHANGED', ''), 4],
  [new LicenseLabError('APPROVAL_MISSING', ''), 4],
  [new LicenseLabError('INTERRUPTED', ''), 130],
  [new LicensingError('ROLLOUT_UNKNOWN', ''), 2],
  [new LicensingError('ROLLOUT_ENDED', ''), 4],
  [new TransportError('UNREACHABLE', ''), 3],
  [new DeviceError('X', ''), 3],
  [new DefectError('DEFECT', ''), 3],
  [new Error('x'), 3],
  [undefined, 3],
])('%s ends with exit code %i', (error, code) => {
  expect(exitCodeOf(error)).toBe(code);
});
