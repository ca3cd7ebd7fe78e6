import { createCredentialSource, cssmSecret } from '../../inventory/index.ts';
import type { Inventory } from '../../inventory/index.ts';
import { createSecretResolver } from '../../secrets/index.ts';
import type { Session } from '../context.ts';
import { openSession } from '../session.ts';
import type { Invocation } from '../verb.ts';

/** A session without a person, whose inventory can be replaced. */
export interface LiveSession {
  readonly session: Session;
  replace(inventory: Inventory): void;
}

/** Nobody is asked anything: host keys are strict unless a setting says otherwise, and secrets come from where they are. */
export async function openLiveSession(invocation: Invocation): Promise<LiveSession> {
  const opened = await openSession(invocation);
  let { inventory } = opened;
  const secrets = createSecretResolver({ env: invocation.context.env, folder: inventory.folder, ask: null });
  let credentials = createCredentialSource(inventory, secrets);
  const session: Session = {
    ...opened,
    get inventory() {
      return inventory;
    },
    credentials: (name, done) => credentials(name, done),
    cssmSecret: () => cssmSecret(inventory, secrets),
    hostKeys: opened.config.hostKeys ?? 'strict',
    confirm: null,
  };
  return {
    session,
    replace(next) {
      inventory = next;
      credentials = createCredentialSource(next, secrets);
    },
  };
}
