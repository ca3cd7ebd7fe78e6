/** Keys of the user's ssh-agent for one login. The agent signs; its keys never come here, and it is never forwarded (safety T3). */
import ssh2 from 'ssh2';
import type { KnownPublicKeys, ParsedKey, SignCallback, SigningRequestOptions } from 'ssh2';
import type { AgentUse } from '../credentials.ts';
import { fingerprintOf } from './host-key.ts';
import { AGENT_KEYS_MAX } from './limits.ts';
import { ONLY_SHA1 } from './private-key.ts';

/** What is told about the agent, beside the login: why it was of no use. */
export type AgentNote = (text: string) => void;

type Listed = (error?: Error | null, keys?: KnownPublicKeys<ParsedKey>) => void;

/** An agent as ssh2 takes it: only the keys that may be offered, at most {@link AGENT_KEYS_MAX}, and no SHA-1 unless `legacy`. */
export class AgentKeys extends ssh2.BaseAgent<ParsedKey> {
  readonly #agent: ssh2.BaseAgent;
  readonly #use: AgentUse;
  readonly #legacy: boolean;
  readonly #note: AgentNote;

  constructor(use: AgentUse, legacy: boolean, note: AgentNote) {
    super();
    this.#agent = ssh2.createAgent(use.socket);
    this.#use = use;
    this.#legacy = legacy;
    this.#note = note;
  }

  /** Never fails: an agent that cannot be asked has no keys, and the next method is tried. */
  override getIdentities(done: Listed): void {
    this.#agent.getIdentities((error, keys) => {
      if (error) {
        this.#note('the ssh-agent cannot be asked: nothing answers at SSH_AUTH_SOCK');
        return done(null, []);
      }
      const held = (keys ?? []).flatMap(parsed);
      const { only } = this.#use;
      const usable = held.filter((key) => only === null || only.includes(fingerprintOf(key.getPublicSSH())));
      if (held.length === 0) this.#note('the ssh-agent holds no key (ssh-add adds one)');
      else if (usable.length === 0) this.#note(`the ssh-agent does not hold ${only?.join(' or ') ?? ''}`);
      if (usable.length > AGENT_KEYS_MAX)
        this.#note(
          `the ssh-agent holds ${usable.length} keys, and only ${AGENT_KEYS_MAX} are offered; name the right one`,
        );
      return done(null, usable.slice(0, AGENT_KEYS_MAX));
    });
  }

  override sign(
    key: ParsedKey,
    data: Buffer,
    options: SigningRequestOptions | SignCallback,
    done?: SignCallback,
  ): void {
    const [asked, answer] = typeof options === 'function' ? [{}, options] : [options, done];
    const isSha1 = key.type === 'ssh-rsa' && asked.hash !== 'sha256' && asked.hash !== 'sha512';
    if (isSha1 && !this.#legacy) return this.#fail(ONLY_SHA1, answer);
    return this.#agent.sign(key as never, data, asked, (error, signature) => {
      if (error) this.#fail('the ssh-agent did not sign (it may be locked, or wait for a touch)', answer);
      else answer?.(null, signature);
    });
  }

  #fail(text: string, answer: SignCallback | undefined): void {
    this.#note(text);
    answer?.(new Error(text));
  }
}

/** A key of the agent; what ssh2 cannot parse (certificates, keys on a security token) is left out. */
function parsed(listed: unknown): readonly ParsedKey[] {
  const blob: unknown = (listed as { readonly pubKey?: unknown }).pubKey ?? listed;
  const inner: unknown = Buffer.isBuffer(blob)
    ? blob
    : ((blob as { readonly pubKey?: unknown }).pubKey ?? blob);
  const key: unknown = ssh2.utils.parseKey(inner as Buffer);
  return key instanceof Error ? [] : [(Array.isArray(key) ? key[0] : key) as ParsedKey];
}
