import type { AnyAuthMethod } from 'ssh2';
import { isLicenseLabError } from '../../../core/errors.ts';
import type { Credentials, LoginMethod } from '../credentials.ts';
import { AgentKeys } from './agent-keys.ts';
import { isPasswordPrompt, planAuth } from './auth.ts';
import type { AuthPlan, Prompt } from './auth.ts';
import type { LoginTarget, LoginWorld } from './login-world.ts';
import { usableKey } from './private-key.ts';

/** ssh2's question for the next login method: null at first, then what the server still takes. */
export type AuthQuestion = (
  offered: readonly string[] | null,
  partial: boolean | null,
  next: (method: AnyAuthMethod) => void,
) => undefined;

/** How a login is given up: `AUTH_FAILED` with the text, which goes on after the device's name. */
export type AuthFailed = (text: string, hint: string | null, cause?: unknown) => void;

/** Answers to one login, and by which method it goes on just now. */
export interface Authenticator {
  readonly ask: AuthQuestion;
  readonly method: LoginMethod | null;
}

/**
 * Answers ssh2's questions. ssh2 asks only after the host key was accepted, so this is the one place from which a secret
 * leaves, and the place where it is fetched.
 */
export function createAuthenticator(
  world: LoginWorld,
  target: LoginTarget,
  publicKeyOnly: () => boolean,
  failed: AuthFailed,
): Authenticator {
  const { address } = target;
  let login: { readonly credentials: Credentials; readonly plan: AuthPlan } | null = null;
  let current: LoginMethod | null = null;
  /** Why a key or the ssh-agent was of no use. */
  const notes: string[] = [];

  const step = (
    offered: readonly string[] | null,
    partial: boolean,
    next: (method: AnyAuthMethod) => void,
  ): void => {
    if (login === null) return;
    const { credentials, plan } = login;
    const chosen = plan.next(offered, partial);
    if (chosen.method === null) {
      const why = notes.length === 0 ? chosen.reason : `${chosen.reason}; ${notes.join('; ')}`;
      if (plan.refused) refuse(credentials, why);
      else failed(why, HINT);
      return;
    }
    current = chosen.method;
    const method = methodOf(chosen.method, credentials);
    if (typeof method !== 'string') return next(method);
    // As ssh does: a key that is of no use leaves the other ways.
    notes.push(method);
    plan.unsent();
    return step(offered, partial, next);
  };

  const refuse = (credentials: Credentials, text: string): void => {
    world.memory.refused(address.credentials, address.deviceId, credentials);
    failed(text, HINT);
  };

  const methodOf = (method: LoginMethod, credentials: Credentials): AnyAuthMethod | string => {
    const { username, password, privateKey, passphrase, agent } = credentials;
    if (method === 'publickey' && privateKey !== undefined) {
      const key = usableKey(privateKey, passphrase ?? null, target.legacy);
      return typeof key === 'string' ? key : { type: 'publickey', username, key };
    }
    if (method === 'agent' && agent !== undefined)
      return {
        type: 'agent',
        username,
        agent: new AgentKeys(agent, target.legacy, (text) => notes.push(text)),
      };
    if (password === undefined) return 'the credential set holds no password';
    if (method === 'password') return { type: 'password', username, password: password.reveal() };
    let answered = false;
    const prompt = (
      _name: string,
      _text: string,
      _lang: string,
      prompts: readonly Prompt[],
      finish: (answers: string[]) => void,
    ): void => {
      if (answered) return refuse(credentials, 'refused the login: it asked again after the password');
      if (!isPasswordPrompt(prompts)) {
        return failed(
          `asks ${prompts.length} questions to log in, or shows the answer; only one hidden password prompt is answered`,
          HINT,
        );
      }
      answered = true;
      return finish([password.reveal()]);
    };
    return { type: 'keyboard-interactive', username, prompt };
  };

  const ask: AuthQuestion = (offered, partial, next) => {
    if (login !== null) {
      step(offered, partial === true, next);
      return;
    }
    world.credentials(address.credentials, (found) => {
      if (isLicenseLabError(found))
        return failed(`cannot be logged in to: ${found.message}`, found.hint, found);
      const waitMs = world.memory.waitMs(address.credentials, address.deviceId, found);
      if (waitMs > 0) {
        return failed(
          `refused this login before; it is not tried again for ${Math.ceil(waitMs / 1000)} s, so that the account is not locked`,
          HINT,
        );
      }
      login = { credentials: found, plan: planAuth(found, publicKeyOnly()) };
      return step(offered, partial === true, next);
    });
  };
  return {
    ask,
    get method() {
      return current;
    },
  };
}

const HINT = 'Check the credential set of the inventory; each method is tried once.';
