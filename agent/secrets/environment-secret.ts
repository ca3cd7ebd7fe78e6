import { ConfigError } from '../../core/errors.ts';
import { nearestWord, suggestWord } from '../../core/model/nearest.ts';
import { Secret } from './secret.ts';

/** The secret in an environment variable. Throws `SECRET_ENV_MISSING`. */
export function environmentSecret(name: string, env: Readonly<Record<string, string | undefined>>): Secret {
  const text = env[name];
  if (text !== undefined && text !== '') return new Secret(text);
  const near = nearestWord(name, Object.keys(env));
  const advice = near === null || near === name ? '' : ` ${suggestWord(name, [near])}`;
  const state = text === undefined ? 'is not set' : 'is empty';
  throw new ConfigError('SECRET_ENV_MISSING', `The environment variable ${name} ${state}.${advice}`, {
    context: { variable: name },
    hint: `Set it before you start the command, for example: read -rs ${name} && export ${name}`,
  });
}
