import { isAbsolute, join } from 'node:path';
import { ConfigError } from '../../core/errors.ts';
import { commandSecret } from './command-secret.ts';
import { environmentSecret } from './environment-secret.ts';
import { fileSecret } from './file-secret.ts';
import { keyringSecret } from './keyring-secret.ts';
import { parseReference, REFERENCE_EXAMPLES } from './reference.ts';
import { Secret } from './secret.ts';

/** What resolving needs of the process around it. */
export interface SecretSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths count from: that of the file with the reference. */
  readonly folder: string;
  /** `process.platform` of another system; absent: of this one. It decides which program asks the keyring. */
  readonly platform?: NodeJS.Platform;
  /** Asks the person without echo; null where no terminal is. */
  readonly ask: ((question: string) => Promise<string>) | null;
}

/** Turns references into secrets. `purpose` says what for, e.g. `the password of credentials "lab"`. */
export interface SecretResolver {
  resolve(reference: string, purpose: string): Promise<Secret>;
}

/**
 * Makes a resolver. Variables, files and commands are read anew each time, so that a rotated secret counts at once; a
 * person is asked once per purpose. Rejects with `SECRET_REFERENCE_INVALID`, `SECRET_KEYRING_UNSUPPORTED`,
 * `SECRET_KEYRING_EMPTY`, `SECRET_PROMPT_NO_TERMINAL`, `SECRET_PROMPT_EMPTY`, and the codes of the single ways.
 */
export function createSecretResolver(surroundings: SecretSurroundings): SecretResolver {
  const asked = new Map<string, Promise<Secret>>();
  return {
    async resolve(text, purpose) {
      const reference = parseReference(text);
      if (reference === null) throw notAReference(purpose);
      switch (reference.scheme) {
        case 'env':
          return environmentSecret(reference.rest, surroundings.env);
        case 'file':
          return fileSecret(within(surroundings.folder, reference.rest));
        case 'exec':
          return commandSecret(reference.rest, surroundings.folder);
        case 'keyring':
          return keyringSecret(
            reference.rest,
            surroundings.folder,
            surroundings.platform ?? process.platform,
          );
        case 'prompt': {
          const answer = asked.get(purpose) ?? askOnce(surroundings.ask, purpose);
          asked.set(purpose, answer);
          // A mistake at the prompt can be repaired by asking again.
          answer.catch(() => asked.delete(purpose));
          return answer;
        }
      }
    },
  };
}

async function askOnce(ask: SecretSurroundings['ask'], purpose: string): Promise<Secret> {
  if (ask === null) {
    throw new ConfigError('SECRET_PROMPT_NO_TERMINAL', `There is no terminal to ask for ${purpose}.`, {
      hint: 'Use env:NAME, file:PATH or exec:COMMAND where nobody can type.',
    });
  }
  const text = await ask(`Enter ${purpose}: `);
  if (text !== '') return new Secret(text);
  throw new ConfigError('SECRET_PROMPT_EMPTY', `Nothing was entered for ${purpose}.`);
}

function within(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}

function notAReference(purpose: string): ConfigError {
  return new ConfigError('SECRET_REFERENCE_INVALID', `Expected a reference for ${purpose}, got plain text.`, {
    hint: `Write ${REFERENCE_EXAMPLES}.`,
  });
}
