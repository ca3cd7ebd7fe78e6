import type { AuthContext, AuthenticationType } from 'ssh2';

/** Refused passwords before the connection is closed: `ip ssh authentication-retries 3`. */
export const LOGIN_ATTEMPTS_MAX = 3;
/** What may be tried; both always, so that every client finds its way. */
const METHODS: AuthenticationType[] = ['password', 'keyboard-interactive'];

/** Answers login attempts: password, and the same asked for by one prompt without echo. */
export interface Login {
  attempt(context: AuthContext): void;
}

/** Makes the login of one connection. `check` decides; `giveUp` ends the connection after too many refusals. */
export function createLogin(
  check: (username: string, password: string) => boolean,
  giveUp: () => void,
): Login {
  let refused = 0;

  function decide(context: AuthContext, password: string): void {
    if (check(context.username, password)) return context.accept();
    refused += 1;
    if (refused >= LOGIN_ATTEMPTS_MAX) giveUp();
    else context.reject(METHODS);
  }

  return {
    attempt(context) {
      if (context.method === 'password') return decide(context, context.password);
      if (context.method !== 'keyboard-interactive') return context.reject(METHODS);
      context.prompt([{ prompt: 'Password: ', echo: false }], (answers: unknown) => {
        // ssh2 gives an error in place of the answers when the client goes on to something else.
        if (!Array.isArray(answers)) return;
        const [password] = answers as unknown[];
        decide(context, typeof password === 'string' ? password : '');
      });
    },
  };
}
