/** What inventory and settings say alike about a place that is reached over https. */
import { z } from 'zod';
import { parseReference, REFERENCE_EXAMPLES } from '../secrets/reference.ts';
import { described } from './described.ts';

/** A reference to a secret; plain text is refused and never shown. */
export const secretReference = described(
  z.string().refine((text) => parseReference(text) !== null),
  {
    expected: `a reference to the secret: ${REFERENCE_EXAMPLES}`,
    code: 'SECRET_PLAIN_TEXT',
    isSecret: true,
    hint: 'A secret never stands in the file. Put it into a file of its own with mode 600 and write file:PATH.',
  },
).meta({ pattern: '^(env|file|exec|keyring|prompt):' });

/** A URL without user and password, which would be a secret in the file. */
export const httpsUrl = described(z.url({ protocol: /^https$/ }), {
  expected: 'a URL that begins with https://',
});

/** An HTTP proxy that tunnels with CONNECT. */
export const proxySchema = described(
  z
    .strictObject({
      url: described(
        z
          .url({ protocol: /^http$/ })
          .refine((text) => !URL.canParse(text) || new URL(text).username + new URL(text).password === ''),
        { expected: 'a URL such as http://proxy.example:3128, without user and password' },
      ).meta({ description: 'The proxy; what goes through it is encrypted to the other end.' }),
      username: described(z.string().regex(/^[^\p{C}:]{1,255}$/u), {
        expected: 'a user name without a colon',
      })
        .meta({ description: 'User at the proxy (Basic).' })
        .optional(),
      password: secretReference.meta({ description: 'Its password.' }).optional(),
    })
    .refine(({ username, password }) => (username === undefined) === (password === undefined)),
  { expected: 'a url, and username and password both or neither' },
);

/** A proxy as a file names it. */
export interface ProxyAccess {
  readonly url: string;
  readonly username?: string | undefined;
  /** A reference, never the password. */
  readonly password?: string | undefined;
}
