import { describe, expect, test } from 'vitest';
import { openCliSession } from '../../../../agent/drivers/cli/session.ts';
import type { CliOutcome, CliSession } from '../../../../agent/drivers/cli/session.ts';
import { Secret } from '../../../../agent/secrets/secret.ts';
import { TransportError } from '../../../../core/errors.ts';
import type { LicenseLabError } from '../../../../core/errors.ts';
import type { Address } from '../../../../core/ports/network.ts';
import { manualClock } from '../support/clock.ts';
import type { ManualClock } from '../support/clock.ts';
import { scriptedNetwork } from '../support/scripted-network.ts';
import type { Peer } from '../support/scripted-network.ts';

const address: Address = {
  deviceId: 'sw-1',
  host: '127.42.0.1',
  netconfPort: 830,
  sshPort: 22,
  credentials: 'main',
  hostKey: null,
};

interface Play {
  readonly clock: ManualClock;
  readonly peer: Peer;
  readonly session: () => CliSession;
  readonly ended: readonly (LicenseLabError | null)[];
  /** The device prints, and then there is silence. */
  say(text: string): void;
  run(line: string, deadlineMs?: number): { outcome: CliOutcome | null };
}

function start(enable: Secret | null = new Secret('enable-me')): Play {
  const clock = manualClock();
  const network = scriptedNetwork();
  const ended: (LicenseLabError | null)[] = [];
  let session: CliSession | null = null;
  openCliSession({ network, clock, enable }, address, {
    ready(value) {
      session = value;
    },
    closed: (error) => void ended.push(error),
  });
  const peer = network.last();
  peer.open();
  const get = (): CliSession => {
    if (session === null) throw new Error('not ready');
    return session;
  };
  return {
    clock,
    peer,
    ended,
    session: get,
    say(text) {
      peer.send(text);
      clock.advance(30);
    },
    run(line, deadlineMs = 10_000) {
      const kept: { outcome: CliOutcome | null } = { outcome: null };
      get().run(line, deadlineMs, (outcome) => {
        kept.outcome = outcome;
      });
      return kept;
    },
  };
}

/** A session that is ready. */
function ready(): Play {
  const play = start(null);
  play.say('\r\nsw-1#');
  play.say('terminal length 0\r\nsw-1#');
  play.say('terminal width 0\r\nsw-1#');
  play.peer.take();
  return play;
}

describe('login', () => {
  test('from the user prompt through enable to a prompt without paging', () => {
    const play = start();
    play.say('banner line\r\n\r\nsw-1>');
    expect(play.peer.take()).toBe('enable\n');
    play.say('enable\r\nPassword: ');
    expect(play.peer.take()).toBe('enable-me\n');
    play.say('\r\nsw-1#');
    expect(play.peer.take()).toBe('terminal length 0\n');
    play.say('terminal length 0\r\nsw-1#');
    expect(play.peer.take()).toBe('terminal width 0\n');
    play.say('terminal width 0\r\nsw-1#');
    expect(play.session().host).toBe('sw-1');
    expect(play.clock.pending()).toEqual([]);
  });

  test('a log line after the prompt does not disturb', () => {
    const play = start(null);
    play.say('sw-1#\r\n*Nov 24 04:26:01.123: %SYS-5-CONFIG_I: Configured from console by admin\r\n');
    expect(play.peer.take()).toBe('terminal length 0\n');
  });

  test.each([
    {
      what: 'a wrong secret',
      enable: 'x',
      says: ['sw-1>', 'enable\r\nPassword: ', '\r\n% Access denied\r\n\r\nsw-1>'],
      code: 'ENABLE_REFUSED',
    },
    {
      what: 'a secret asked for again',
      enable: 'x',
      says: ['sw-1>', 'enable\r\nPassword: ', '\r\nPassword: '],
      code: 'ENABLE_REFUSED',
    },
    { what: 'no secret configured', enable: null, says: ['sw-1>'], code: 'ENABLE_SECRET_MISSING' },
    {
      what: 'a secret with a line feed',
      enable: 'x\nreload',
      says: ['sw-1>', 'enable\r\nPassword: '],
      code: 'ENABLE_SECRET_UNUSABLE',
    },
    {
      what: 'a password question that we did not ask for',
      enable: 'x',
      says: ['Password: '],
      code: 'CLI_LOGIN_UNEXPECTED',
    },
    { what: 'a user name question', enable: 'x', says: ['Username: '], code: 'CLI_LOGIN_UNEXPECTED' },
    { what: 'a boot loader', enable: 'x', says: ['switch: '], code: 'CLI_LOGIN_UNEXPECTED' },
    { what: 'a standby member', enable: 'x', says: ['sw-1-stby#'], code: 'CLI_LOGIN_UNEXPECTED' },
    { what: 'an endless line', enable: 'x', says: ['x'.repeat(5_000)], code: 'CLI_LINE_TOO_LONG' },
  ])('$what: the secret is not given again, and it is said so', ({ enable, says, code }) => {
    const play = start(enable === null ? null : new Secret(enable));
    for (const text of says) play.say(text);
    expect(play.ended).toMatchObject([{ code }]);
    expect(play.peer.state).toBe('destroyed');
    expect(play.peer.written().split('x\n').length).toBeLessThanOrEqual(2);
    expect(play.clock.pending()).toEqual([]);
  });

  test('no prompt in time', () => {
    const play = start();
    play.say('hello?\r\n');
    play.clock.advance(30_000);
    expect(play.ended).toMatchObject([{ code: 'CLI_LOGIN_TIMEOUT' }]);
  });
});

describe('lines', () => {
  test('the output comes without echo, prompt, pager and log lines', () => {
    const play = ready();
    const run = play.run('show version');
    expect(play.peer.take()).toBe('show version\n');
    play.peer.send('show version\r\nCisco IOS XE Software\r\n --More-- ');
    expect(play.peer.take()).toBe(' ');
    play.say(
      '\b\b\b\b\b\b\b\b\b\b          \b\b\b\b\b\b\b\b\b\bline 2\r\n*Nov 24 04:26:01.123: %SYS-5-CONFIG_I: x\r\nline 3\r\nsw-1#',
    );
    expect(run.outcome).toMatchObject({
      kind: 'output',
      lines: ['Cisco IOS XE Software', 'line 2', 'line 3'],
      refusal: null,
    });
  });

  test('a refusal is recognised', () => {
    const play = ready();
    const run = play.run('license smart sync all');
    play.say(
      "license smart sync all\r\n               ^\r\n% Invalid input detected at '^' marker.\r\n\r\nsw-1#",
    );
    expect(run.outcome).toMatchObject({ kind: 'output', refusal: { kind: 'invalid-input' } });
  });

  test('a table heading that looks like a prompt is none: silence and the right name count', () => {
    const play = ready();
    const run = play.run('show switch');
    play.peer.send('show switch\r\nSwitch#');
    play.clock.advance(29);
    play.peer.send('   Role\r\n*1       Active\r\n');
    play.say('Switch#');
    expect(run.outcome).toBeNull();
    play.say('   Role\r\nsw-1#');
    expect(run.outcome?.kind).toBe('output');
  });

  test('lines that are not on the closed list are not sent', () => {
    const play = ready();
    expect(() => play.run('configure terminal')).toThrow(
      expect.objectContaining({ code: 'CLI_LINE_REFUSED' }),
    );
    expect(() => play.run('show version\nreload')).toThrow(
      expect.objectContaining({ code: 'CLI_LINE_REFUSED' }),
    );
    expect(play.peer.take()).toBe('');
  });

  test('a second line while one is under way is not sent', () => {
    const play = ready();
    play.run('show version');
    expect(play.session().isDrained()).toBe(false);
    expect(play.run('show switch').outcome).toMatchObject({
      kind: 'not-sent',
      error: { code: 'CHANNEL_BUSY' },
    });
  });

  test('no prompt in time: lost, and the session ends', () => {
    const play = ready();
    const run = play.run('show version', 1_000);
    play.peer.send('show version\r\nhalf');
    play.clock.advance(1_000);
    expect(run.outcome).toMatchObject({ kind: 'lost', error: { code: 'CLI_TIMEOUT' }, lines: ['half'] });
    expect(play.ended).toMatchObject([{ code: 'CLI_TIMEOUT' }]);
    expect(play.run('show switch').outcome).toMatchObject({ kind: 'not-sent' });
  });

  test('more than 8 MiB of output end the session', () => {
    const play = ready();
    const run = play.run('show version');
    const block = `${'x'.repeat(99)}\n`.repeat(1_000);
    for (let count = 0; count < 200 && run.outcome === null; count += 1) play.peer.send(block);
    expect(run.outcome).toMatchObject({ kind: 'lost', error: { code: 'CLI_OUTPUT_TOO_LARGE' } });
  });

  test('a line is measured over pieces', () => {
    const play = ready();
    const run = play.run('show version');
    for (let count = 0; count < 40; count += 1) play.peer.send('x'.repeat(100));
    expect(run.outcome).toBeNull();
    play.peer.send('\nshort\n');
    expect(run.outcome).toBeNull();
    for (let count = 0; count < 42; count += 1) play.peer.send('x'.repeat(100));
    expect(run.outcome).toMatchObject({ kind: 'lost', error: { code: 'CLI_LINE_TOO_LONG' } });
  });

  test('an endless pager ends the session', () => {
    const play = ready();
    const run = play.run('show version');
    for (let count = 0; count <= 10_001 && run.outcome === null; count += 1)
      play.peer.send('x\r\n --More-- ');
    expect(run.outcome).toMatchObject({ kind: 'lost', error: { code: 'CLI_OUTPUT_TOO_LARGE' } });
  });

  test('a connection that is lost: what was printed until then is known', () => {
    const play = ready();
    const run = play.run('show version');
    play.peer.send('show version\r\nCisco\r\n');
    play.peer.close(new TransportError('CONNECTION_LOST', 'gone'));
    expect(run.outcome).toMatchObject({ kind: 'lost', error: { code: 'CONNECTION_LOST' }, lines: ['Cisco'] });
    expect(play.ended).toMatchObject([{ code: 'CONNECTION_LOST' }]);
  });
});
