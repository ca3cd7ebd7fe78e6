/**
 * Which credential goes to the server, and how often: each way that the credential set has once, in the set's order. Password and
 * keyboard-interactive are one secret: where one of them was refused, the other is not tried, so that a wrong password counts once.
 */
import { LOGIN_METHODS } from '../credentials.ts';
import type { Credentials, LoginMethod } from '../credentials.ts';

/** What to do next. */
export type AuthStep = { readonly method: LoginMethod } | { readonly method: null; readonly reason: string };

/** Chooses methods for one login. */
export interface AuthPlan {
  /** `offered` is null for the first step, afterwards the methods the server still takes; `partial`: it wants one more of them. */
  next(offered: readonly string[] | null, partial: boolean): AuthStep;
  /** The last step could not be taken: nothing was sent, so nothing is refused. */
  unsent(): void;
  /** True when a credential was sent and refused. */
  readonly refused: boolean;
}

/** Makes the plan for a credential set; with `publicKeyOnly` no password leaves this process. */
export function planAuth(credentials: Credentials, publicKeyOnly: boolean): AuthPlan {
  const configured = (credentials.methods ?? LOGIN_METHODS).filter(
    (method) => has(credentials, method) && !(publicKeyOnly && isByPassword(method)),
  );
  const left = [...configured];
  let last: LoginMethod | null = null;
  let refused = false;
  return {
    next(offered, partial) {
      if (
        last !== null &&
        offered !== null &&
        !partial &&
        (offered.includes(wireName(last)) || last !== 'password')
      ) {
        refused = true;
        if (isByPassword(last)) for (const other of BY_PASSWORD) drop(left, other);
      }
      const method = left.find((candidate) => offered === null || offered.includes(wireName(candidate)));
      if (method === undefined)
        return { method: null, reason: reason(configured, offered, refused, publicKeyOnly) };
      drop(left, method);
      last = method;
      return { method };
    },
    unsent() {
      last = null;
    },
    get refused() {
      return refused;
    },
  };
}

const BY_PASSWORD: readonly LoginMethod[] = ['password', 'keyboard-interactive'];

function isByPassword(method: LoginMethod): boolean {
  return BY_PASSWORD.includes(method);
}

function has({ privateKey, agent, password }: Credentials, method: LoginMethod): boolean {
  if (method === 'publickey') return privateKey !== undefined;
  return method === 'agent' ? agent !== undefined : password !== undefined;
}

/** The method as SSH names it (RFC 4252, RFC 4256). */
function wireName(method: LoginMethod): string {
  return method === 'agent' ? 'publickey' : method;
}

function drop(methods: LoginMethod[], method: LoginMethod): void {
  const at = methods.indexOf(method);
  if (at !== -1) methods.splice(at, 1);
}

function reason(
  configured: readonly LoginMethod[],
  offered: readonly string[] | null,
  refused: boolean,
  keyOnly: boolean,
): string {
  if (configured.length === 0) {
    return keyOnly
      ? 'may not be sent a password, because its host key changed, and the credential set holds no private key'
      : 'cannot be logged in to: the credential set holds neither password nor private key';
  }
  if (refused) return 'refused the login: the user name or the secret is wrong';
  if (offered === null) return `could not be logged in to by ${configured.join(', ')}`;
  const names = offered
    .map((name) => name.replace(/[^!-~]/g, '?'))
    .join(', ')
    .slice(0, 200);
  return `takes other kinds of login than the credential set holds: it offers ${names === '' ? 'none' : names}`;
}

/** A question of keyboard-interactive login. */
export interface Prompt {
  readonly prompt: string;
  readonly echo?: boolean;
}

/**
 * Whether a set of questions is a password prompt: exactly one question, answered unseen. Anything else (several, or one that
 * is shown while typed) never gets an answer (safety T3).
 */
export function isPasswordPrompt(prompts: readonly Prompt[]): boolean {
  return prompts.length === 1 && prompts[0]?.echo !== true;
}
