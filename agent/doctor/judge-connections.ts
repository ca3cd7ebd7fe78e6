/** How the switch was reached: each server on the way, its key, what was agreed with it. */
import { legacyIn } from '../drivers/ssh/algorithms.ts';
import type { Negotiated } from '../drivers/ssh/algorithms.ts';
import type { SshEvent } from '../drivers/ssh/watch.ts';
import { check } from './checks.ts';
import type { Check, ConnectionSeen, Findings } from './contract.ts';

/** The connections in the order in which they were begun; one for each server and port. */
export function connectionsOf(events: readonly SshEvent[]): readonly ConnectionSeen[] {
  const seen = new Map<string, ConnectionSeen>();
  for (const event of events) {
    const { peer, host, port } = event;
    const key = `${peer} ${port}`;
    const before = seen.get(key) ?? {
      peer,
      host,
      port,
      hostKey: null,
      agreed: null,
      offered: null,
      login: null,
    };
    seen.set(key, { ...before, ...newIn(event) });
  }
  return [...seen.values()];
}

function newIn(event: SshEvent): Partial<ConnectionSeen> {
  switch (event.kind) {
    case 'connected':
      return {};
    case 'host-key': {
      const { type, fingerprint } = event.key;
      return { hostKey: { type, fingerprint, trustedBy: event.trustedBy } };
    }
    case 'agreed':
      return { agreed: agreedIn(event.agreed), offered: event.offer };
    case 'logged-in':
      return { login: event.method };
  }
}

function agreedIn({ kex, serverHostKey, cs }: Negotiated): ConnectionSeen['agreed'] {
  // Ciphers that authenticate themselves have no MAC.
  return { kex, serverHostKey, cipher: cs.cipher, mac: cs.mac === '' ? 'in the cipher' : cs.mac };
}

/** One check per jump host, per port, for host keys, and for algorithms. */
export function judgeConnections(findings: Findings): readonly Check[] {
  const connections = connectionsOf(findings.events);
  return [
    ...findings.device.hops.map(({ address }) => judgeHop(address.deviceId, connections)),
    judgePort('netconf', 'NETCONF', findings.netconf, findings.device.address.netconfPort),
    judgePort('cli', 'The CLI', findings.cli, findings.device.address.sshPort),
    ...connections.flatMap(judgeHostKey),
    ...judgeAlgorithms(connections),
  ];
}

function judgeHop(name: string, connections: readonly ConnectionSeen[]): Check {
  const seen = connections.find(({ peer }) => peer === name);
  if (seen === undefined) return check('jump-host', 'failed', `${name} was not reached.`, null);
  const where = `${name} (${seen.host} port ${seen.port})`;
  if (seen.hostKey === null)
    return check('jump-host', 'failed', `${where} answers; its host key was not accepted.`);
  if (seen.login === null) return check('jump-host', 'failed', `${where} did not let us in.`);
  return check('jump-host', 'ok', `${where} lets us in (${seen.login}).`);
}

function judgePort(
  id: string,
  name: string,
  part: Findings['netconf'] | Findings['cli'],
  port: number,
): Check {
  if ('found' in part) return check(id, 'ok', `${name} answers on port ${port}.`);
  const { message, hint, code } = part.failure;
  return check(id, 'failed', `${message} [${code}]`, hint);
}

function judgeHostKey({ peer, port, hostKey }: ConnectionSeen): readonly Check[] {
  if (hostKey === null) return [];
  const { type, fingerprint, trustedBy } = hostKey;
  const text = `${peer} port ${port}: ${type} ${fingerprint}, trusted by ${trustedBy}.`;
  if (!trustedBy.startsWith('nothing')) return [check('host-key', 'ok', text)];
  const next = `Compare the fingerprint on the console, then: liclab device trust-host-key ${peer} --fingerprint ${fingerprint}`;
  return [check('host-key', 'attention', text, next)];
}

function judgeAlgorithms(connections: readonly ConnectionSeen[]): readonly Check[] {
  return connections.flatMap(({ peer, port, agreed, offered }) => {
    if (agreed === null) return [];
    const { kex, serverHostKey, cipher, mac } = agreed;
    const sides = { cipher, mac };
    const old = legacyIn({ kex, serverHostKey, cs: sides, sc: sides });
    const text = `${peer} port ${port}: ${kex}, ${serverHostKey}, ${cipher}, MAC ${mac}.${offersOf(offered)}`;
    if (old.length === 0) return [check('algorithms', 'ok', text)];
    return [
      check(
        'algorithms',
        'attention',
        `${text} Weak: ${old.join(', ')}.`,
        'Update the image, or its SSH settings, and take legacyAlgorithms out of the inventory.',
      ),
    ];
  });
}

function offersOf(offered: ConnectionSeen['offered']): string {
  if (offered === null) return '';
  const { kex, serverHostKey, cipher, hmac } = offered;
  const lists = [kex, serverHostKey, cipher, hmac].map((names) => names.join(', '));
  return ` It offers: ${lists.join('; ')}.`.slice(0, OFFER_LENGTH_MAX);
}

/** Longest offer that is shown; `--json` has all of it. */
const OFFER_LENGTH_MAX = 1_000;
