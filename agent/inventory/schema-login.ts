/** Credential sets and jump hosts of an inventory file. */
import { z } from 'zod';
import { described } from '../config/index.ts';
import { LOGIN_METHODS } from '../drivers/credentials.ts';
import { about, FINGERPRINT, host, name, port, secret } from './schema-words.ts';

const agent = described(z.union([z.literal(true), z.string().regex(FINGERPRINT)]), {
  expected: 'true, or the fingerprint (SHA256:...) of one key, as ssh-add -l prints it',
});

const methods = z
  .array(z.enum(LOGIN_METHODS))
  .min(1)
  .refine((list) => new Set(list).size === list.length);

/** A credential set. */
export const credentialSet = described(
  z
    .strictObject({
      username: about(
        described(z.string().regex(/^[^\p{C}]{1,255}$/u), { expected: 'a user name' }),
        'User on the switch; may be left out where the ssh config names a User.',
      ).optional(),
      password: about(secret, 'Password of the user.').optional(),
      privateKey: about(secret, 'Private key in OpenSSH or PEM form.').optional(),
      passphrase: about(secret, 'Passphrase of that private key.').optional(),
      agent: about(
        agent,
        'Keys of the ssh-agent (SSH_AUTH_SOCK): true for all, or the fingerprint of one. It is never forwarded.',
      ).optional(),
      methods: about(
        described(methods, { expected: `ways to log in, each once: ${LOGIN_METHODS.join(', ')}` }),
        'Ways to log in, in the order in which they are tried; the default is all, in this order: publickey, agent, password, keyboard-interactive.',
      ).optional(),
      enable: about(secret, 'Enable secret of the CLI.').optional(),
    })
    .refine((set) => set.password !== undefined || set.privateKey !== undefined || set.agent !== undefined),
  { expected: 'a username with a password, a privateKey or an agent' },
);

/** A host that switches are reached over. */
export const jumpHost = z.strictObject({
  host: about(host, 'Name or address of the jump host.'),
  port: about(port, 'Its SSH port.').default(22),
  credentials: about(name, 'Name under `credentials`; may be left out where there is only one.').optional(),
  hostKey: about(
    described(z.string().regex(FINGERPRINT), {
      expected: 'a fingerprint such as SHA256: and 43 characters, as ssh-keygen -l prints it',
    }),
    'Pinned host key; else known_hosts decides.',
  ).optional(),
  legacyAlgorithms: about(z.boolean(), 'Offers SHA-1 and CBC to it; they are weak.').default(false),
});
