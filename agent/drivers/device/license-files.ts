/** Usage and acknowledgements as files, for switches without a way to CSSM: where they are the switch says, we never carry them. */
import { importLine, saveUsageLine } from '../../../core/wire/ios-xe/index.ts';
import type { Conversation } from './conversation.ts';
import { readLicensing } from './license-reading.ts';

/** How it went. */
export interface DeviceFile {
  /** `not-offered`: licensing before 17.3.2 has no such files. */
  readonly result: 'done' | 'refused' | 'not-offered';
  /** What the switch says; empty where it says nothing. */
  readonly words: string;
  /** Last acknowledgement as the switch shows it; null: none. */
  readonly lastAck: string | null;
}

/** Longest text of a switch that is kept. */
const WORDS_MAX = 500;

/** Saves the usage that was not reported. The switch prints nothing when all is well. Rejects as the conversation does. */
export async function saveUsage(talk: Conversation, location: string): Promise<DeviceFile> {
  return transfer(talk, saveUsageLine(location), () => true);
}

/** Imports an acknowledgement; success is what `Import Data Successful` says (`reference/cssm.md` 2.4). */
export async function importFile(talk: Conversation, location: string): Promise<DeviceFile> {
  return transfer(talk, importLine(location), (words) => /import data successful/i.test(words));
}

async function transfer(
  talk: Conversation,
  line: string,
  isGood: (words: string) => boolean,
): Promise<DeviceFile> {
  const before = await readLicensing(talk);
  if (before.status.scheme === 'legacy') {
    return { result: 'not-offered', words: 'licensing before 17.3.2 has no such files', lastAck: null };
  }
  const { lines, refusal } = await talk.say(line);
  const words = (refusal?.text ?? lines.filter((text) => text !== '').join(' ')).slice(0, WORDS_MAX);
  const { reporting } = (await readLicensing(talk)).status;
  const isDone = refusal === null && isGood(words);
  return { result: isDone ? 'done' : 'refused', words, lastAck: reporting.lastAck };
}
