/** A diagnosis for a person: one check after the other, in 80 columns where no terminal says otherwise. */
import type { Check, CheckStatus, Diagnosis } from '../doctor/index.ts';
import type { Output } from './output.ts';
import type { Tone } from './style.ts';
import { wrap } from './width.ts';

/** Width of a page that goes into a pipe or a ticket. */
const PAGE_WIDTH = 80;

const STATUS_WIDTH = 11;
const ID_WIDTH = 14;
const INDENT = ' '.repeat(STATUS_WIDTH + ID_WIDTH);

const TONES: Readonly<Record<CheckStatus, Tone>> = {
  ok: 'good',
  attention: 'warning',
  blocked: 'bad',
  failed: 'bad',
  unknown: 'warning',
};

/** Shows checks, members and what would be sent. */
export function showDiagnosis(output: Output, diagnosis: Diagnosis): void {
  const { device, checks, members, wouldSend, target } = diagnosis;
  const way = device.via.length === 0 ? 'directly' : `over ${device.via.join(', then ')}`;
  output.say(`${device.id} (${device.host}), ${way}`, 'strong');
  const width = Math.max(INDENT.length + 20, output.isTerminal ? output.width : PAGE_WIDTH);
  for (const check of checks) showCheck(output, check, width - INDENT.length);
  if (members.length > 0) {
    output.say('');
    output.table(
      [
        { title: 'MEMBER', align: 'right' },
        { title: 'SERIAL' },
        { title: 'MODEL' },
        { title: 'STATE' },
        { title: 'LEVEL' },
        { title: 'NEXT BOOT' },
      ],
      members.map((member) => [
        String(member.slot),
        member.serial,
        member.model,
        member.state,
        shortLevel(member.level),
        shortLevel(member.bootLevel),
      ]),
    );
  }
  if (wouldSend === null) return;
  output.say('');
  output.say(`A change to ${target} would send, in this order:`, 'strong');
  for (const document of [...wouldSend.rpcs, ...wouldSend.cli]) output.say(document);
}

function showCheck(output: Output, { id, status, text, next }: Check, width: number): void {
  const lines = wrap(text, width);
  lines.forEach((line, index) => {
    const head = index === 0 ? `${status.padEnd(STATUS_WIDTH)}${id.padEnd(ID_WIDTH)}` : INDENT;
    output.say(`${head}${line}`, TONES[status]);
  });
  if (next === null) return;
  for (const line of wrap(`next: ${next}`, width)) output.say(`${INDENT}${line}`);
}

/** Without the words that every level has, so that a row fits: `advantage + dna-advantage`. */
function shortLevel(level: string | null): string {
  return level === null ? '-' : level.replace('network-', '');
}
