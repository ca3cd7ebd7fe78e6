import { describe, expect, test } from 'vitest';
import { reloadByCli } from '../../../../agent/drivers/cli/reload-dialogue.ts';
import type { ReloadOutcome } from '../../../../agent/drivers/cli/reload-dialogue.ts';
import { openCliSession } from '../../../../agent/drivers/cli/session.ts';
import type { CliSession } from '../../../../agent/drivers/cli/session.ts';
import { TransportError } from '../../../../core/errors.ts';
import { manualClock } from '../support/clock.ts';
import { scriptedNetwork } from '../support/scripted-network.ts';

const address = {
  deviceId: 'sw-1',
  host: '127.42.0.1',
  netconfPort: 830,
  sshPort: 22,
  credentials: 'main',
  hostKey: null,
};
const LOST = null;

/** Plays a dialogue: what the device says, in order; `null` cuts the connection. `writes` says how many writes are allowed. */
function play(
  says: readonly (string | null)[],
  writes = 99,
): { outcome: ReloadOutcome | null; sent: string } {
  const clock = manualClock();
  const network = scriptedNetwork();
  let session: CliSession | null = null;
  openCliSession({ network, clock, enable: null }, address, {
    ready(value) {
      session = value;
    },
    closed: () => {},
  });
  const peer = network.last();
  peer.open();
  for (let count = 0; count < 3; count += 1) {
    peer.send('sw-1#');
    clock.advance(30);
  }
  peer.take();
  if (session === null) throw new Error('not ready');
  let outcome: ReloadOutcome | null = null;
  let left = writes;
  reloadByCli(
    session,
    'liclab c-1',
    10_000,
    () => left-- > 0,
    (value) => {
      outcome = value;
    },
  );
  for (const text of says) {
    if (text === null) peer.close(new TransportError('CONNECTION_LOST', 'gone'));
    else peer.send(text);
    clock.advance(30);
  }
  clock.advance(20_000);
  return { outcome, sent: peer.take() };
}

const ECHO = 'reload reason liclab c-1\r\n';
const PROCEED = `${ECHO}Reload command is being issued on Active unit, this will reload the whole stack\r\nProceed with reload? [confirm]`;
const GOING =
  '\r\n*Nov 24: %SYS-5-RELOAD: Reload requested by admin. Reload Reason: liclab c-1.\r\nChassis 1 reloading, reason - Reload command\r\n';

describe('the reload dialogue', () => {
  test.each([
    {
      what: 'confirmed, and the device says that it goes',
      says: [PROCEED, GOING, LOST],
      kind: 'answered',
      sent: 'reload reason liclab c-1\n\n',
    },
    {
      what: 'confirmed, and the connection is lost',
      says: [PROCEED, LOST],
      kind: 'lost',
      sent: 'reload reason liclab c-1\n\n',
    },
    {
      what: 'confirmed, and no word comes',
      says: [PROCEED],
      kind: 'lost',
      sent: 'reload reason liclab c-1\n\n',
    },
    {
      what: 'a second question about the reload',
      says: [PROCEED, '\r\nSystem is running in SIMPLEX mode, reload anyway? [confirm]', GOING, LOST],
      kind: 'answered',
      sent: 'reload reason liclab c-1\n\n\n',
    },
    {
      what: 'another spelling',
      says: [`${ECHO}Proceed with reload fast? [confirm] `, GOING, LOST],
      kind: 'answered',
      sent: 'reload reason liclab c-1\n\n',
    },
    {
      what: 'the question whether to save: left without an answer',
      says: [`${ECHO}\r\nSystem configuration has been modified. Save? [yes/no]: `],
      kind: 'refused',
      code: 'RELOAD_UNSAVED',
      sent: 'reload reason liclab c-1\n',
    },
    {
      what: 'a question about something else',
      says: [`${ECHO}Erase the nvram filesystem? [confirm]`],
      kind: 'refused',
      code: 'RELOAD_REFUSED',
      sent: 'reload reason liclab c-1\n',
    },
    {
      what: 'a refusal',
      says: [`${ECHO}               ^\r\n% Invalid input detected at '^' marker.\r\n\r\nsw-1#`],
      kind: 'refused',
      code: 'RELOAD_REFUSED',
      sent: 'reload reason liclab c-1\n',
    },
    {
      what: 'the prompt without a question',
      says: [`${ECHO}\r\nsw-1#`],
      kind: 'refused',
      code: 'RELOAD_REFUSED',
      sent: 'reload reason liclab c-1\n',
    },
    {
      what: 'lost before the confirmation',
      says: [ECHO, LOST],
      kind: 'not-sent',
      code: 'SESSION_LOST',
      sent: 'reload reason liclab c-1\n',
    },
    {
      what: 'the prompt after the confirmation',
      says: [PROCEED, '\r\nsw-1#'],
      kind: 'lost',
      code: 'RELOAD_UNCLEAR',
      sent: 'reload reason liclab c-1\n\n',
    },
    {
      what: 'a strange question after the confirmation',
      says: [PROCEED, '\r\nErase? [confirm]'],
      kind: 'lost',
      code: 'RELOAD_UNCLEAR',
      sent: 'reload reason liclab c-1\n\n',
    },
  ])('$what', ({ says, kind, code, sent }) => {
    const played = play(says);
    expect(played.outcome?.kind).toBe(kind);
    if (code !== undefined) expect(played.outcome).toMatchObject({ error: { code } });
    expect(played.sent).toBe(sent);
  });

  test.each([
    { writes: 0, sent: '' },
    { writes: 1, sent: 'reload reason liclab c-1\n' },
  ])('a worker that may not write any more confirms nothing (after $writes writes)', ({ writes, sent }) => {
    const played = play([PROCEED], writes);
    expect(played.outcome).toMatchObject({
      kind: 'not-sent',
      error: { code: 'WRITE_NOT_ALLOWED', definite: true },
    });
    expect(played.sent).toBe(sent);
  });
});
