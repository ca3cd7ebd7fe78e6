/** What an effect sends, from the same closed list of operations that the drivers write from. */
import type { Effect } from '../../core/machine.ts';
import type { CssmEffect } from '../../core/ports/cssm.ts';
import type { DeviceEffect } from '../../core/ports/device.ts';
import { OPERATIONS, plainLine, reloadLine } from '../../core/wire/ios-xe/index.ts';
import { writeRpc, type XmlElement } from '../../core/wire/netconf/index.ts';

/**
 * Documents and lines of one effect, in order; none for a read. A session numbers its documents anew, so they all say 1 here.
 * Repeats inside an effect (a lock that was waited for) are the same text again.
 */
export function sentBy(effect: Effect, isCandidate: boolean): readonly string[] {
  const asked = effect as DeviceEffect | CssmEffect;
  switch (asked.op) {
    case 'lock':
      return documents([
        OPERATIONS.lock.element('running'),
        ...(isCandidate ? [OPERATIONS.lock.element('candidate')] : []),
      ]);
    case 'edit':
      return documents([
        OPERATIONS.editBootLevel.element(isCandidate ? 'candidate' : 'running', asked.level),
        ...(isCandidate ? [OPERATIONS.commit.element()] : []),
      ]);
    case 'save':
      return documents([OPERATIONS.saveConfig.element()]);
    case 'reload':
      return documents([OPERATIONS.reload.element(asked.reason)]);
    case 'cli-reload':
      return [reloadLine(asked.reason)];
    case 'report':
      return [plainLine('license-sync')];
    case 'identify':
    case 'preflight':
    case 'look':
    case 'await-down':
    case 'await-up':
    case 'await-ready':
    case 'verify':
    case 'cssm-look':
      return [];
  }
}

function documents(elements: readonly XmlElement[]): readonly string[] {
  return elements.map((element) => writeRpc(1, element, { indent: 2 }));
}
