import { ConfigError } from '../../../core/errors.ts';
import { SYNC } from '../../../core/machines/sync/index.ts';
import {
  makeDefault,
  readRegistry,
  refuseWhileRetrieving,
  requireCredentials,
  showAccount,
} from '../../accounts/index.ts';
import { EXIT } from '../../output/index.ts';
import type { ExitCode } from '../../output/index.ts';
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
  const { documents, storeClock } = licensing;
  await refuseWhileRetrieving(documents, storeClock, name);
  const machines = await licensing.machines(context.actor, [SYNC.kind]);
  licensing.onProgress((account, { pagesDone, pagesTotal }) => {
    if (output.isTerminal && account === name)
      output.raw(`\r\u001b[KRetrieving ${name}: page ${pagesDone} of ${pagesTotal ?? '?'}`);
  });
  const stopListening = context.onInterrupt(() => void licensing.endCssm());
  try {
    const { state } = await machines.sync(name, 1);
    if (output.isTerminal) output.raw('\r\u001b[K');
    const { failure } = state;
    if (failure !== null) output.note(`Not retrieved: ${failure.message}\ncode: ${failure.code}`, 'bad');
    const failed = failure?.code === 'INTERRUPTED' ? EXIT.incomplete : EXIT.environment;
    return await tell(invocation, licensing, name, failure === null ? EXIT.ok : failed);
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
