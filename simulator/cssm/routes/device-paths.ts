/** Where devices send their messages, by transport (`reference/cssm.md` 2.1); the literals are Cisco's, what is sent there is ours. */
import { DEVICE_PATH } from '../device/exchange.ts';

/** The side a device talks to. */
export interface DeviceAim {
  readonly transport: 'smart' | 'smart-on-prem' | 'call-home' | 'gateway' | 'cslu';
  /** Named by the path of a CSLU in an On-Prem; null: the message names it. */
  readonly virtualAccount: string | null;
}

const PATHS: Readonly<Record<string, DeviceAim['transport']>> = {
  [DEVICE_PATH]: 'smart',
  '/SmartTransport': 'smart-on-prem',
  '/its/service/oddce/services/DDCEService': 'call-home',
  '/Transportgateway/services/DeviceRequestHandler': 'gateway',
  '/cslu/v1/pi': 'cslu',
};

/** Reads the path of a request; null when devices do not use it. */
export function deviceAimOf(path: string): DeviceAim | null {
  const transport = PATHS[path];
  if (transport !== undefined) return { transport, virtualAccount: null };
  // The name of the Virtual Account, percent-encoded, with the suffix `-1`.
  const name = /^\/cslu\/v1\/pi\/([^/]{1,600})-1$/.exec(path)?.[1];
  const virtualAccount = name === undefined ? null : decoded(name);
  return virtualAccount === null ? null : { transport: 'cslu', virtualAccount };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
