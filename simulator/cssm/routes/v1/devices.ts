import type { InstanceState, LedgerState, VirtualAccountState } from '../../ledger/index.ts';
import { success } from './envelope.ts';
import type { Operation } from '../operation.ts';
import type { Paging } from './page.ts';
import { productOf } from '../products.ts';
import { selectionOf } from './selection.ts';

/** Product instances [W, S1]. A stack is one row under the UDI of its first member (assumed). */
export const searchDevices: Operation = {
  name: 'searchDevices',
  dialect: 'v1',
  method: 'POST',
  path: '/v1/accounts/:domain/devices',
  about: 'account',
  run(call, account) {
    const { parts } = call;
    const selection = selectionOf(call, account);
    if ('response' in selection) return selection;
    const { from, page } = selection;
    const devices = instancesOf(parts.ledger.state, from, page).map(deviceRow);
    const totalRecords = from.reduce((sum, { instances }) => sum + instances.size, 0);
    return success({ totalRecords, devices }, devices.length);
  },
};

/** The rows of a page; only those are turned into rows, so that a page costs the same in a big account. */
function instancesOf(
  state: LedgerState,
  from: readonly VirtualAccountState[],
  { limit, offset }: Paging,
): readonly InstanceState[] {
  const rows: InstanceState[] = [];
  let skip = offset;
  for (const { instances } of from) {
    if (skip >= instances.size) {
      skip -= instances.size;
      continue;
    }
    for (const uuid of instances) {
      if (skip-- > 0) continue;
      const instance = state.instances.get(uuid);
      if (instance !== undefined) rows.push(instance);
      if (rows.length === limit) return rows;
    }
    skip = 0;
  }
  return rows;
}

/** Fields as recorded; the product's texts and the form of the dates are assumed. Unset is null or empty. */
function deviceRow(instance: InstanceState): object {
  const { pid, serial } = instance.udis[0] ?? { pid: '', serial: '' };
  const { family, tag } = productOf(pid);
  return {
    hostName: instance.hostname,
    displayName: `UDI_PID:${pid}; UDI_SN:${serial}; `,
    productName: `Catalyst ${family.slice(1)} Series Switches`,
    productDescription: `Catalyst ${family.slice(1)} Series Switches`,
    productType: 'SWITCH',
    productTagName: tag,
    virtualAccount: instance.virtualAccount,
    status: 'In Compliance',
    registrationDate: new Date(instance.registeredAt).toISOString(),
    lastContactDate: new Date(instance.lastContactAt).toISOString(),
    sudi: {
      udiPid: pid,
      udiSerialNumber: serial,
      udiVid: null,
      uuid: instance.uuid,
      suvi: null,
      hostIdentifier: null,
      macAddress: '',
    },
    licenseUsage: instance.usage.map(({ license, quantity }) => ({ license, quantity })),
  };
}
