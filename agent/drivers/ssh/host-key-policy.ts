/** Whether a host key is accepted: the inventory's pin first, then known_hosts with OpenSSH's modes. */
import { isLicenseLabError, TransportError } from '../../../core/errors.ts';
import type { Address } from '../../../core/ports/network.ts';
import type { Log } from '../../../core/ports/log.ts';
import { SSH_PORT } from './host-name.ts';
import type { HostKeyPolicy, HostKeyQuestion, HostKeyVerdict, KnownAs } from './host-key.ts';
import { entryFingerprint, judgeHostKey, knownKeyTypes } from './known-hosts.ts';
import type { FindKnownHosts, KnownHost } from './known-hosts.ts';
import { openKnownHosts } from './known-hosts-file.ts';
import type { KnownHostsStore } from './known-hosts-file.ts';

/**
 * OpenSSH's `StrictHostKeyChecking`: `strict` (yes) accepts only keys on record; `ask` asks a person about unknown ones;
 * `accept-new` puts unknown ones on record; `off` (no) does so too and lets a changed key through, but then sends no password.
 * A changed key is refused in all others, a revoked one in all.
 */
export type HostKeyMode = 'strict' | 'ask' | 'accept-new' | 'off';

/** What the policy is made of. */
export interface HostKeyPolicyOptions {
  readonly mode: HostKeyMode;
  readonly store: KnownHostsStore;
  /** Asks a person whether an unknown key is the right one; needed in mode `ask` (without it, nobody says yes). */
  readonly ask?: (question: HostKeyQuestion, answer: (accepted: boolean) => void) => void;
  readonly log: Log;
}

/** Makes the policy. Refusals are `HOST_KEY_UNKNOWN`, `HOST_KEY_CHANGED`, `HOST_KEY_REVOKED`. */
export function createHostKeyPolicy(options: HostKeyPolicyOptions): HostKeyPolicy {
  const { store, log } = options;
  const findIn = findInAll(store.find);
  return {
    knownTypes(address, port, known) {
      const [host, at] = placeOf(address, port, known);
      return address.hostKey === null ? readable(() => knownKeyTypes(findIn(known), host, at), []) : [];
    },
    check(question, done) {
      const { address, key, known } = question;
      const [host, at] = placeOf(address, question.port, known);
      const answer = readable(() => judgeHostKey(findIn(known), host, at, key), null);
      if (answer === null) return done(refuse(unreadable(question)));
      if (answer.status === 'revoked') return done(refuse(revoked(question, answer.entry)));
      if (address.hostKey !== null) {
        return done(
          address.hostKey === key.fingerprint
            ? accepted('hostKey in the inventory')
            : refuse(pinChanged(question, address.hostKey)),
        );
      }
      if (answer.status === 'known') return done(accepted(placeOfEntry(answer.entry)));
      if (answer.status === 'changed') {
        if (options.mode !== 'off') return done(refuse(changed(question, answer.entry)));
        log.write('warn', 'ssh.host-key-changed-accepted', {
          device: address.deviceId,
          offered: key.fingerprint,
        });
        const trustedBy = 'nothing: the key changed, and host keys are not checked (off)';
        return done({ accept: true, publicKeyOnly: true, remember: null, trustedBy });
      }
      return judgeUnknown(options, question, answer.authority, done);
    },
  };
}

function judgeUnknown(
  options: HostKeyPolicyOptions,
  question: HostKeyQuestion,
  authority: KnownHost | null,
  done: (verdict: HostKeyVerdict) => void,
): void {
  const { address, key } = question;
  const [host, at] = placeOf(address, question.port, question.known);
  const remember = (): void => {
    try {
      options.store.add(host, at, key);
      options.log.write('info', 'ssh.host-key-recorded', {
        device: address.deviceId,
        fingerprint: key.fingerprint,
      });
    } catch (error) {
      const code = isLicenseLabError(error) ? error.code : 'KNOWN_HOSTS_UNWRITABLE';
      options.log.write('warn', 'ssh.host-key-not-recorded', { device: address.deviceId, code });
    }
  };
  const take = (): void =>
    done({ accept: true, publicKeyOnly: false, remember, trustedBy: BY_MODE[options.mode] });
  if (options.mode === 'accept-new' || options.mode === 'off') return take();
  if (options.mode === 'strict' || options.ask === undefined)
    return done(refuse(unknown(question, authority)));
  return options.ask(question, (yes) => (yes ? take() : done(refuse(unknown(question, authority)))));
}

/** A file that became unreadable judges nothing: no key is accepted then. */
function readable<Value>(read: () => Value, otherwise: Value): Value {
  try {
    return read();
  } catch (error) {
    if (isLicenseLabError(error)) return otherwise;
    throw error;
  }
}

function accepted(trustedBy: string): HostKeyVerdict {
  return { accept: true, publicKeyOnly: false, remember: null, trustedBy };
}

/** Why an unknown key was taken. */
const BY_MODE: Readonly<Record<HostKeyMode, string>> = {
  strict: 'nothing',
  ask: 'a person, just now',
  'accept-new': 'nothing before: put on record just now (accept-new)',
  off: 'nothing: host keys are not checked (off)',
};

/** Host and port under which known_hosts has the key: an alias stands there without a port, as OpenSSH writes it. */
function placeOf(address: Address, port: number, known: KnownAs | undefined): readonly [string, number] {
  const alias = known?.alias ?? null;
  return alias === null ? [address.host, port] : [alias, SSH_PORT];
}

/** Looks in the program's files, then in those that are read for one host only; each list of files is opened once. */
function findInAll(own: FindKnownHosts): (known: KnownAs | undefined) => FindKnownHosts {
  const opened = new Map<string, KnownHostsStore>();
  return (known) => {
    if (known === undefined || known.files.length === 0) return own;
    const key = known.files.join('\0');
    const more = opened.get(key) ?? openKnownHosts(known.files);
    opened.set(key, more);
    return (name) => [...own(name), ...more.find(name)];
  };
}

function placeOfEntry({ file, line }: KnownHost): string {
  return line > 0 ? `${file} line ${line}` : file;
}

function refuse(error: TransportError): HostKeyVerdict {
  return { accept: false, error };
}

function where(address: Address, port: number): string {
  return `${address.deviceId} (${address.host} port ${port})`;
}

function trustVerb(question: HostKeyQuestion): string {
  return `liclab device trust-host-key ${question.address.deviceId} --fingerprint ${question.key.fingerprint}`;
}

function changed(question: HostKeyQuestion, entry: KnownHost): TransportError {
  return mismatch(
    question,
    entryFingerprint(entry),
    placeOfEntry(entry),
    `If the change is expected: ${trustVerb(question)}`,
  );
}

function pinChanged(question: HostKeyQuestion, pinned: string): TransportError {
  const hint = `If the change is expected: ${trustVerb(question)}, and correct hostKey in the inventory`;
  return mismatch(question, pinned, 'hostKey in the inventory', hint);
}

function mismatch(question: HostKeyQuestion, expected: string, place: string, hint: string): TransportError {
  const { address, port, key } = question;
  const message =
    `The host key of ${where(address, port)} changed: expected ${expected} (${place}), ` +
    `offered ${key.fingerprint} (${key.type}). No credential was sent; somebody may be listening in, or the device was replaced.`;
  return failure('HOST_KEY_CHANGED', message, question, hint, { expected });
}

function unknown(question: HostKeyQuestion, authority: KnownHost | null): TransportError {
  const { address, port, key } = question;
  const note =
    authority === null
      ? ''
      : ` Only a certificate authority is on record (${authority.file} line ${authority.line}), and host certificates are not supported.`;
  const message = `The host key of ${where(address, port)} is not known: ${key.fingerprint} (${key.type}). No credential was sent.${note}`;
  return failure(
    'HOST_KEY_UNKNOWN',
    message,
    question,
    `Compare the fingerprint on the device's console, then: ${trustVerb(question)}`,
  );
}

function revoked(question: HostKeyQuestion, entry: KnownHost): TransportError {
  const { address, port, key } = question;
  const message =
    `The host key of ${where(address, port)} is marked @revoked (${entry.file} line ${entry.line}): ` +
    `${key.fingerprint} (${key.type}). No credential was sent.`;
  return failure(
    'HOST_KEY_REVOKED',
    message,
    question,
    'Give the device a new host key, and find out why the old one was revoked.',
  );
}

function unreadable(question: HostKeyQuestion): TransportError {
  const message = `The host key of ${where(question.address, question.port)} cannot be judged: a known_hosts file cannot be read. No credential was sent.`;
  return failure('HOST_KEY_UNKNOWN', message, question, 'Make the known_hosts file readable for this user.');
}

function failure(
  code: string,
  message: string,
  question: HostKeyQuestion,
  hint: string,
  more: { readonly expected?: string } = {},
): TransportError {
  const context = {
    deviceId: question.address.deviceId,
    host: question.address.host,
    port: question.port,
    offered: question.key.fingerprint,
    ...more,
  };
  return new TransportError(code, message, { definite: true, retry: 'never', hint, context });
}
