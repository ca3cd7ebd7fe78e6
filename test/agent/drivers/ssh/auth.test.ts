import { describe, expect, test } from 'vitest';
import { isPasswordPrompt, planAuth } from '../../../../agent/drivers/ssh/auth.ts';
import { createAuthMemory } from '../../../../agent/drivers/ssh/auth-memory.ts';
import { Secret } from '../../../../agent/secrets/secret.ts';
import { manualClock } from '../support/clock.ts';

const password = { username: 'admin', password: new Secret('secret') };
const key = { username: 'admin', privateKey: new Secret('key') };

/** Runs a plan against the server's answers; the methods tried, and the reason at the end. */
function run(
  credentials: Parameters<typeof planAuth>[0],
  answers: readonly (readonly string[])[],
  keyOnly = false,
): { tried: string[]; reason: string; refused: boolean } {
  const plan = planAuth(credentials, keyOnly);
  const tried: string[] = [];
  for (const offered of [null, ...answers]) {
    const step = plan.next(offered, false);
    if (step.method === null) return { tried, reason: step.reason, refused: plan.refused };
    tried.push(step.method);
  }
  return { tried, reason: '', refused: plan.refused };
}

describe('which methods are tried', () => {
  const all = ['publickey', 'password', 'keyboard-interactive'];
  test.each([
    {
      what: 'a wrong password counts once',
      credentials: password,
      answers: [all],
      tried: ['password'],
      refused: true,
    },
    {
      what: 'no password login: keyboard-interactive',
      credentials: password,
      answers: [['keyboard-interactive']],
      tried: ['password', 'keyboard-interactive'],
      refused: false,
    },
    {
      what: 'keyboard-interactive refused too',
      credentials: password,
      answers: [['keyboard-interactive'], ['keyboard-interactive']],
      tried: ['password', 'keyboard-interactive'],
      refused: true,
    },
    {
      what: 'only public keys are taken',
      credentials: password,
      answers: [['publickey']],
      tried: ['password'],
      refused: false,
    },
    {
      what: 'a key first, then the password',
      credentials: { ...password, ...key },
      answers: [all, all],
      tried: ['publickey', 'password'],
      refused: true,
    },
    {
      what: 'no password when only keys may go',
      credentials: { ...password, ...key },
      answers: [all],
      keyOnly: true,
      tried: ['publickey'],
      refused: true,
    },
    {
      what: 'nothing when only keys may go and there is none',
      credentials: password,
      answers: [],
      keyOnly: true,
      tried: [],
      refused: false,
    },
    {
      what: 'nothing without secrets',
      credentials: { username: 'admin' },
      answers: [],
      tried: [],
      refused: false,
    },
  ])('$what', ({ credentials, answers, tried, refused, keyOnly }) => {
    const done = run(credentials, answers, keyOnly ?? false);
    expect(done.tried).toEqual(tried);
    expect(done.refused).toBe(refused);
  });

  test('a second factor is asked after a partial success', () => {
    const plan = planAuth({ ...password, ...key }, false);
    expect(plan.next(null, false).method).toBe('publickey');
    expect(plan.next(['password'], true).method).toBe('password');
    expect(plan.refused).toBe(false);
  });

  test('what a server offers is shown without control characters', () => {
    expect(run(password, [['gssapi\u001b[31m']]).reason).toContain('gssapi?[31m');
  });
});

test.each([
  { prompts: [{ prompt: 'Password: ', echo: false }], answered: true },
  { prompts: [{ prompt: 'Password: ' }], answered: true },
  { prompts: [{ prompt: 'Password: ', echo: true }], answered: false },
  { prompts: [], answered: false },
  {
    prompts: [
      { prompt: 'a', echo: false },
      { prompt: 'b', echo: false },
    ],
    answered: false,
  },
])('prompts $prompts: answered $answered', ({ prompts, answered }) => {
  expect(isPasswordPrompt(prompts)).toBe(answered);
});

describe('memory of refused logins', () => {
  test('holds for a minute, per host and credential set', () => {
    const clock = manualClock();
    const memory = createAuthMemory(clock);
    memory.refused('main', 'sw1', password);
    expect(memory.waitMs('main', 'sw1', password)).toBe(60_000);
    expect(memory.waitMs('main', 'sw2', password)).toBe(0);
    expect(memory.waitMs('other', 'sw1', password)).toBe(0);
    expect(memory.waitMs('main', 'sw1', { ...password, password: new Secret('new') })).toBe(0);
    clock.advance(59_999);
    expect(memory.waitMs('main', 'sw1', password)).toBe(1);
    clock.advance(1);
    expect(memory.waitMs('main', 'sw1', password)).toBe(0);
  });

  test('ends with an accepted login, and keeps a bounded number', () => {
    const memory = createAuthMemory(manualClock());
    memory.refused('main', 'sw1', password);
    memory.accepted('main', 'sw1');
    expect(memory.waitMs('main', 'sw1', password)).toBe(0);
    for (let index = 0; index <= 20_000; index += 1) memory.refused('main', `host-${index}`, password);
    expect(memory.waitMs('main', 'host-0', password)).toBe(0);
    expect(memory.waitMs('main', 'host-1', password)).toBe(60_000);
  });
});
