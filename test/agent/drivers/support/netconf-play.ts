/** A NETCONF session whose peer is played by a test, on a clock that stands still. */
import { expect } from 'vitest';
import { openNetconfSession } from '../../../../agent/drivers/netconf/session.ts';
import type { NetconfSession } from '../../../../agent/drivers/netconf/contract.ts';
import type { RpcOutcome } from '../../../../agent/drivers/netconf/outstanding.ts';
import type { LicenseLabError } from '../../../../core/errors.ts';
import { createHelloCache, el, NETCONF_NAMESPACE } from '../../../../core/wire/netconf/index.ts';
import type { Address } from '../../../../core/ports/network.ts';
import { manualClock } from './clock.ts';
import type { ManualClock } from './clock.ts';
import { memoryLog } from './log.ts';
import { scriptedNetwork } from './scripted-network.ts';
import type { Peer } from './scripted-network.ts';

export const address: Address = {
  deviceId: 'sw-1',
  host: '127.42.0.1',
  netconfPort: 830,
  sshPort: 22,
  credentials: 'main',
  hostKey: null,
};
export const operation = el(NETCONF_NAMESPACE, 'get');
export const NS = 'xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"';

export interface Play {
  readonly clock: ManualClock;
  readonly peer: Peer;
  readonly log: ReturnType<typeof memoryLog>;
  readonly session: () => NetconfSession;
  readonly ended: () => readonly (LicenseLabError | null)[];
  readonly stop: () => void;
  /** Sends an rpc and keeps its outcome. */
  ask(options?: { deadlineMs?: number; urgent?: boolean }): { outcome: RpcOutcome | null };
}

export function hello(...capabilities: readonly string[]): string {
  const list = capabilities.map((uri) => `<capability>${uri}</capability>`).join('');
  return `<hello ${NS}><capabilities>${list}</capabilities><session-id>7</session-id></hello>]]>]]>`;
}

export const HELLO_11 = hello('urn:ietf:params:netconf:base:1.0', '\n  urn:ietf:params:netconf:base:1.1\n ');
export const HELLO_10 = hello('urn:ietf:params:netconf:base:1.0');

export function start(greeting: string | null = HELLO_11): Play {
  const clock = manualClock();
  const log = memoryLog();
  const network = scriptedNetwork();
  let session: NetconfSession | null = null;
  const ended: (LicenseLabError | null)[] = [];
  const stop = openNetconfSession({ network, clock, log, hellos: createHelloCache() }, address, {
    ready(value) {
      session = value;
    },
    closed: (error) => void ended.push(error),
  });
  const peer = network.last();
  if (greeting !== null) {
    peer.open();
    peer.send(greeting);
    peer.take();
  }
  const get = (): NetconfSession => {
    if (session === null) throw new Error('not ready');
    return session;
  };
  return {
    clock,
    peer,
    log,
    session: get,
    ended: () => ended,
    stop,
    ask({ deadlineMs = 10_000, urgent = false } = {}) {
      const kept: { outcome: RpcOutcome | null } = { outcome: null };
      get().request('get', operation, { deadlineMs, urgent }, (outcome) => {
        kept.outcome = outcome;
      });
      return kept;
    },
  };
}

export function chunked(text: string): string {
  return `\n#${Buffer.byteLength(text)}\n${text}\n##\n`;
}

export function reply(id: number | null, content = '<ok/>'): string {
  return chunked(`<rpc-reply ${NS}${id === null ? '' : ` message-id="${id}"`}>${content}</rpc-reply>`);
}

/** A session whose peer has shown that it repeats message-ids. */
export function warm(): Play {
  const play = start();
  const first = play.ask();
  play.peer.send(reply(1));
  expect(first.outcome?.kind).toBe('reply');
  play.peer.take();
  return play;
}
