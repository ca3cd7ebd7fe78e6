import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Secret } from '../../../agent/secrets/secret.ts';

test('a secret shows itself only when it is asked to', () => {
  const secret = new Secret('canary-text');
  const shown = [
    String(secret),
    `${secret.toString()}`,
    JSON.stringify({ secret }),
    inspect(secret),
    inspect({ deep: { secret } }),
    Object.values(secret).join(''),
  ];
  expect(shown.join(' ')).not.toContain('canary');
  expect(secret.toString()).toBe('[redacted]');
  expect(secret.reveal()).toBe('canary-text');
  expect([secret.equals(new Secret('canary-text')), secret.equals(new Secret('other'))]).toEqual([
    true,
    false,
  ]);
});
