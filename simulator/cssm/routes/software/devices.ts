import type { InstanceState } from '../../ledger/index.ts';
import { observed } from '../http.ts';
import type { Operation } from '../operation.ts';
import { productOf } from '../products.ts';
import { failure } from '../v1/envelope.ts';
import { pagingOf } from '../v1/page.ts';

const LIMIT_MAX = 500;

/** Product instances of one Virtual Account [C, S8, S11]; values may carry blanks around them. */
export const listDevicesNew: Operation = {
  name: 'listDevicesNew',
  dialect: 'software',
  method: 'GET',
  path: '/licensing/v2/accounts/:domain/devices',
  about: 'account',
  run({ parts, query, rights }, account) {
    const name = query.get('virtualAccountName') ?? '';
    const holder = account.virtualAccounts.get(name);
    if (holder === undefined || !rights.sees(name))
      return failure(`Virtual Account '${name}' was not found.`);
    const page = pagingOf(query, LIMIT_MAX);
    if (page === null) return failure('limit and offset must be whole numbers.');
    const wanted = query.get('instanceName');
    const found: InstanceState[] = [];
    for (const uuid of holder.instances) {
      const instance = parts.ledger.state.instances.get(uuid);
      if (instance !== undefined && (wanted === null || instance.hostname === wanted)) found.push(instance);
    }
    const pad = parts.options.quirks.paddedValues ? ' ' : '';
    const devices = found.slice(page.offset, page.offset + page.limit).map((instance) => {
      const { pid, serial } = instance.udis[0] ?? { pid: '', serial: '' };
      return {
        instanceName: `${instance.hostname}${pad}`,
        productTagName: productOf(pid).tag,
        sudi: { udiPid: `${pid}${pad}`, udiSerialNumber: `${pad}${serial}` },
      };
    });
    return { response: observed({ status: 'SUCCESS', devices }), rows: devices.length };
  },
};

/** Where a serial number is, in all accounts [C, S11]: `data` is an object for one, a list for several. */
export const findDevice: Operation = {
  name: 'findDevice',
  dialect: 'software',
  method: 'GET',
  path: '/licensing/v2/device/search',
  about: 'nothing',
  run({ parts, query }) {
    const serial = query.get('udi_serial_number') ?? '';
    const { state } = parts.ledger;
    const data = (state.bySerial.get(serial) ?? []).flatMap((uuid) => {
      const instance = state.instances.get(uuid);
      const account = instance && state.accounts.get(instance.domain);
      const holder = instance && account?.virtualAccounts.get(instance.virtualAccount);
      if (instance === undefined || account?.status !== 'active' || holder === undefined) return [];
      const udi = instance.udis.find((one) => one.serial === serial) ?? { pid: '', serial };
      return [
        {
          account: {
            account_id: String(account.id),
            name: account.name,
            domain: account.domain,
            virtual_account_id: String(holder.id),
            virtual_account_name: holder.name,
            default: holder.isDefault,
          },
          software_tag: productOf(udi.pid).tag,
          sudi: { udi_pid: udi.pid, udi_serial_number: udi.serial },
        },
      ];
    });
    const [only] = data;
    return {
      response: observed({ status: 'COMPLETE', data: data.length === 1 ? only : data }),
      rows: data.length,
    };
  },
};
