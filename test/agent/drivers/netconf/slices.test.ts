import { expect, test } from 'vitest';
import { createIntake } from '../../../../agent/drivers/netconf/intake.ts';
import { SESSION_LIMITS } from '../../../../agent/drivers/netconf/limits.ts';
import type { Clock } from '../../../../core/ports/clock.ts';
import { createHelloCache } from '../../../../core/wire/netconf/index.ts';
import { manualClock } from '../support/clock.ts';

const NS = 'xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"';
const HELLO = `<hello ${NS}><capabilities><capability>urn:ietf:params:netconf:base:1.1</capability></capabilities><session-id>1</session-id></hello>]]>]]>`;
const reply = (id: number): string => {
  const text = `<rpc-reply ${NS} message-id="${id}"><ok/></rpc-reply>`;
  return `\n#${text.length}\n${text}\n##\n`;
};

/** An intake on a clock that moves `stepMs` each time it is read, as parsing would. */
function intake(stepMs: number) {
  const manual = manualClock();
  let readMs = 0;
  const clock: Clock = { ...manual, monotonicMs: () => (readMs += stepMs) };
  const seen: string[] = [];
  const made = createIntake(clock, SESSION_LIMITS, createHelloCache(), {
    hello: () => true,
    reply: (value) => void seen.push(value.messageId ?? ''),
    notification: () => undefined,
    broken: (error) => void seen.push(error.code),
  });
  made.push(Buffer.from(HELLO));
  return { made, seen, manual };
}

test('many messages in one piece are handled in slices, in order', () => {
  const { made, seen, manual } = intake(15);
  made.push(Buffer.from([1, 2, 3, 4, 5].map(reply).join('')));
  expect(seen.length).toBeLessThan(5);
  while (manual.pending().length > 0) manual.advance(0);
  expect(seen).toEqual(['1', '2', '3', '4', '5']);
});

test('replies before a broken message count, however the slices fall', () => {
  const { made, seen, manual } = intake(15);
  made.push(Buffer.from(`${[1, 2, 3].map(reply).join('')}garbage`));
  while (manual.pending().length > 0) manual.advance(0);
  expect(seen).toEqual(['1', '2', '3', 'NETCONF_CHUNK_MALFORMED']);
});

test('what has come is handled at once when the stream ends', () => {
  const { made, seen } = intake(15);
  made.push(Buffer.from([1, 2, 3].map(reply).join('')));
  made.end();
  expect(seen).toEqual(['1', '2', '3']);
});
