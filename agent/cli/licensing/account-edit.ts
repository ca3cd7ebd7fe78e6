import { LicenseLabError } from '../../../core/errors.ts';
import { addAccount, readRegistry, removable, removeAccount } from '../../accounts/index.ts';
import type { BlastRadius } from '../../accounts/index.ts';
import { EXIT } from '../../output/index.ts';
import { listDevices } from '../../planning/index.ts';
import { confirm, isSomebodyThere } from '../ask-line.ts';
import type { Invocation, VerbAction } from '../verb.ts';
import { withLicensing } from './open.ts';

/** Adds a Smart Account by its domain; it is not asked for at CSSM before it is retrieved. */
export const accountAdd: VerbAction = (invocation) =>
  withLicensing(invocation, async ({ documents, session }) => {
    const registry = await readRegistry(documents, session.inventory);
    const name = await addAccount(documents, registry, invocation.args[0] ?? '');
    invocation.output.say(`${name} is known. Retrieve it with: liclab account sync ${name}`, 'good');
    invocation.output.result({ name });
    return EXIT.ok;
  });

/** Removes a Smart Account here, never at Cisco. Shows what that touches, and asks. */
export const accountRemove: VerbAction = (invocation) =>
  withLicensing(invocation, async ({ documents, session, blastRadius }) => {
    const { output, options } = invocation;
    const registry = await readRegistry(documents, session.inventory);
    const account = removable(registry, invocation.args[0] ?? '');
    const radius = await blastRadius(account.name);
    showRadius(invocation, account.name, radius);
    await consent(invocation, account.name, options['yes'] === true);
    await removeAccount(documents, account);
    output.say(`${account.name} is removed here. Nothing was changed at Cisco.`, 'good');
    output.result({ name: account.name, removed: true, ...radius });
    return EXIT.ok;
  });

function showRadius({ output }: Invocation, name: string, radius: BlastRadius): void {
  const { devices, pools, licenses, rollouts } = radius;
  output.say(`Removing ${name} touches:`, 'strong');
  output.say(
    devices.length === 0
      ? '  no switch'
      : `  ${devices.length} switches, which become orphaned: ${listDevices(devices)}`,
  );
  output.say(`  ${pools} pools with ${licenses} licenses, which are no longer watched`);
  output.say(
    rollouts.length === 0 ? '  no rollout' : `  rollouts that are pinned to it: ${rollouts.join(', ')}`,
  );
}

/** Throws `APPROVAL_MISSING`, `APPROVAL_REFUSED`. */
async function consent({ context }: Invocation, name: string, isGiven: boolean): Promise<void> {
  if (isGiven) return;
  if (!isSomebodyThere(context)) {
    throw new LicenseLabError('APPROVAL_MISSING', 'There is no terminal to ask for consent.', {
      definite: true,
      hint: `Consent with --yes: liclab account remove ${name} --yes`,
    });
  }
  if (await confirm(context, `Remove ${name}?`)) return;
  throw new LicenseLabError('APPROVAL_REFUSED', 'Nothing was removed.', { definite: true });
}
