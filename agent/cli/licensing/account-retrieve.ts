import { ConfigError } from '../../../core/errors.ts';
import {
  makeDefault,
  readRegistry,
  requireCredentials,
  retrieveAccount,
  showAccount,
} from '../../accounts/index.ts';
import type { OpenChange } from '../../accounts/index.ts';
import { EXIT } from '../../output/index.ts';
import type { ExitCode } from '../../output/index.ts';
import type { CliContext, Session } from '../context.ts';
import type { Invocation, VerbAction } from '../verb.ts';
import { withLicensing } from './open.ts';
import type { Licensing } from './open.ts';
import { sayWhose } from './words.ts';

/**
 * Makes a Smart Account the default, at once and durably, then retrieves it; other processes see how far that is. The first
 * Ctrl-C ends the retrieval (exit 5), the default stays changed.
 */
export const accountDefault: VerbAction = (invocation) =>
  withLicensing(invocation, async (licensing) => {
    const { documents, session } = licensing;
    const registry = await readRegistry(documents, session.inventory);
    const { name } = await makeDefault(documents, registry, session.inventory, invocation.args[0] ?? '');
    invocation.output.say(`${name} is the default Smart Account.`, 'good');
    if (invocation.options['sync'] === false) return tell(invocation, licensing, name, EXIT.ok);
    return retrieve(invocation, licensing, name);
  });

/** Retrieves one Smart Account, the default one when none is named. */
export const accountSync: VerbAction = (invocation) =>
  withLicensing(invocation, async (licensing) => {
    const { documents, session } = licensing;
    const registry = await readRegistry(documents, session.inventory);
    const named = invocation.args[0];
    const account = named === undefined ? registry.default : registry.find(named);
    if (account === null) throw noDefault();
    requireCredentials(session.inventory, account.name);
    return retrieve(invocation, licensing, account.name);
  });

/** The error where an account is needed and none is the default. */
export function noDefault(): ConfigError {
  return new ConfigError('ACCOUNT_NO_DEFAULT', 'No Smart Account is the default one.', {
    hint: 'Name one, or choose one: liclab account default DOMAIN',
  });
}

async function retrieve(invocation: Invocation, licensing: Licensing, name: string): Promise<ExitCode> {
  const { output, context } = invocation;
  const { documents, session, storeClock } = licensing;
  const cssm = await licensing.cssm();
  if (cssm === null) throw noDefault();
  const stopListening = context.onInterrupt(() => void licensing.endCssm());
  try {
    const { result, code, reason } = await retrieveAccount(
      {
        documents,
        cssm,
        clock: session.clock,
        beatClock: storeClock,
        openChanges: () => openNow(context, session),
        onProgress: ({ pagesDone, pagesTotal }) => {
          if (output.isTerminal)
            output.raw(`\r\u001b[KRetrieving ${name}: page ${pagesDone} of ${pagesTotal ?? '?'}`);
        },
      },
      name,
    );
    if (output.isTerminal) output.raw('\r\u001b[K');
    if (result === 'failed') output.note(`Not retrieved: ${reason ?? ''}\ncode: ${code ?? ''}`, 'bad');
    const failed = code === 'INTERRUPTED' ? EXIT.incomplete : EXIT.environment;
    return await tell(invocation, licensing, name, result === 'ok' ? EXIT.ok : failed);
  } finally {
    stopListening();
  }
}

async function tell(
  { output }: Invocation,
  { documents, session, now }: Licensing,
  name: string,
  code: ExitCode,
): Promise<ExitCode> {
  const registry = await readRegistry(documents, session.inventory);
  const { view } = await showAccount(documents, registry.find(name), now());
  sayWhose(output, view);
  output.result({ account: view });
  return code;
}

async function openNow({ runtime }: CliContext, { config }: Session): Promise<readonly OpenChange[]> {
  const opened = await runtime.openRollouts(config);
  try {
    return await opened.rollouts.openChanges();
  } finally {
    await opened.close();
  }
}
