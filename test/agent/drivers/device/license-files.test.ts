/** What a switch says to `save usage` and `import`, played from texts: the words are those of the public documents. */
import { expect, test } from 'vitest';
import type { CliError } from '../../../../core/wire/ios-xe/index.ts';
import type { Conversation } from '../../../../agent/drivers/device/conversation.ts';
import { importFile, saveUsage } from '../../../../agent/drivers/device/license-files.ts';

const POLICY = [
  'Usage Reporting:',
  '  Last ACK received: Mar 01 10:00:00 2026 UTC',
  '  Next ACK deadline: May 30 10:00:00 2026 UTC',
];
const LEGACY = ['Smart Licensing is ENABLED', '', 'Registration:', '  Status: REGISTERED'];

/** A talk that answers `show` with `status`, and any line with `lines`; records what was sent. */
function talkOf(status: readonly string[], lines: readonly string[], refusal: CliError | null = null) {
  const sent: string[] = [];
  const talk: Conversation = {
    show: async (name) => (name === 'show-license-status' ? status : []),
    say: async (line) => {
      sent.push(line);
      return { lines, refusal };
    },
    wait: async () => undefined,
    leftMs: () => 60_000,
  };
  return { talk, sent };
}

test('saving says nothing when all is well', async () => {
  const { talk, sent } = talkOf(POLICY, ['']);
  expect(await saveUsage(talk, 'flash:usage.xml')).toMatchObject({ result: 'done', words: '' });
  expect(sent).toEqual(['license smart save usage unreported file flash:usage.xml']);
});

test('saving where nothing can be written is refused in the words of the switch', async () => {
  const text = '%Error opening flash:usage.xml (No space left on device)';
  const { talk } = talkOf(POLICY, [text], { kind: 'failed', text });
  expect(await saveUsage(talk, 'flash:usage.xml')).toMatchObject({ result: 'refused', words: text });
});

test.each([
  ['Import Data Successful', 'done'],
  ['Import Data Failed: nothing in the file is for this device', 'refused'],
  ['', 'refused'],
])('an import that says "%s" is %s', async (words, result) => {
  const { talk, sent } = talkOf(POLICY, [words, '']);
  expect(await importFile(talk, 'flash:ack.xml')).toMatchObject({ result, words });
  expect(sent).toEqual(['license smart import flash:ack.xml']);
});

test('licensing before 17.3.2 is not sent what it does not know', async () => {
  const { talk, sent } = talkOf(LEGACY, []);
  expect(await saveUsage(talk, 'flash:x')).toMatchObject({ result: 'not-offered' });
  expect(sent).toEqual([]);
});

test('a place that is none is never sent', async () => {
  const { talk, sent } = talkOf(POLICY, []);
  await expect(importFile(talk, 'flash:x\nreload')).rejects.toMatchObject({ code: 'FILE_LOCATION_INVALID' });
  expect(sent).toEqual([]);
});
