import { expect, test } from 'vitest';
import { rpcText } from '../../../../agent/drivers/netconf/rpc-text.ts';
import { el, writeRpc } from '../../../../core/wire/netconf/index.ts';
import { OPERATIONS } from '../../../../core/wire/ios-xe/index.ts';

const LEVEL = { network: 'network-advantage', addon: 'dna-advantage' } as const;

test.each([
  OPERATIONS.getDevice.element(),
  OPERATIONS.editBootLevel.element('running', LEVEL),
  OPERATIONS.reload.element('liclab-message-id'),
  el('urn:example', 'x', 'liclab-message-id'),
])('the text is what the codec writes, at first and again (%#)', (operation) => {
  for (const id of [1, 2, 4_294_967_295]) expect(rpcText(id, operation)).toBe(writeRpc(id, operation));
});
