import { z } from 'zod';
import { checkShape, count, someText, text } from './fields.ts';
import type { JsonObject } from './json.ts';
import type { Page } from './page-walk.ts';

/** A product instance: a device as CSSM knows it. A stack is one instance under the UDI of one member. */
export interface ProductInstance {
  readonly hostname: string;
  readonly virtualAccount: string;
  readonly pid: string;
  readonly serial: string;
  /** Empty where CSSM gives none. */
  readonly uuid: string;
  readonly productTag: string;
  readonly isCompliant: boolean;
  /** As CSSM writes it; empty when unset. */
  readonly registered: string;
  readonly lastContact: string;
  readonly usage: readonly { readonly license: string; readonly quantity: number }[];
}

const sudi = z.object({ udiPid: text, udiSerialNumber: someText, uuid: text });
const page = z.object({
  totalRecords: count,
  devices: z.array(
    z.object({
      hostName: text,
      virtualAccount: text,
      productTagName: text,
      status: text,
      registrationDate: text,
      lastContactDate: text,
      sudi,
      licenseUsage: z.array(z.object({ license: someText, quantity: count })).nullish(),
    }),
  ),
});

/** Answer of `POST /v1/accounts/{domain}/devices`. */
export function decodeInstances(body: JsonObject): Page<ProductInstance> {
  const { totalRecords, devices } = checkShape(page, body, 'list of product instances');
  return { total: totalRecords, rows: devices.map(instanceOf) };
}

/** Tells the rows of one pull apart; a UDI may be listed twice after a new trust. */
export function instanceKey(instance: ProductInstance): string {
  const { uuid, pid, serial, virtualAccount, productTag, registered } = instance;
  return uuid === '' ? JSON.stringify([pid, serial, virtualAccount, productTag, registered]) : uuid;
}

function instanceOf(row: z.output<typeof page>['devices'][number]): ProductInstance {
  return {
    hostname: row.hostName,
    virtualAccount: row.virtualAccount,
    pid: row.sudi.udiPid,
    serial: row.sudi.udiSerialNumber,
    uuid: row.sudi.uuid,
    productTag: row.productTagName,
    isCompliant: row.status.toLowerCase() === 'in compliance',
    registered: row.registrationDate,
    lastContact: row.lastContactDate,
    usage: row.licenseUsage ?? [],
  };
}
