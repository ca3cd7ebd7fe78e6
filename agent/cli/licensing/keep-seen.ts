import { isLicenseLabError } from '../../../core/errors.ts';
import { keepObservation } from '../../accounts/index.ts';
import type { Session } from '../context.ts';
import type { Invocation } from '../verb.ts';

/** What a verb has seen on a switch. */
interface Seen {
  readonly id: string;
  readonly serials: readonly string[];
  readonly level: string | null;
  readonly bootLevel: string | null;
}

/** Keeps for `device ls` what was seen; a store that cannot take it does not spoil the verb. */
export async function keepSeen(
  { context, output }: Invocation,
  session: Session,
  seen: readonly Seen[],
): Promise<void> {
  try {
    const { documents, close } = await context.runtime.openLicensing(session);
    try {
      const atMs = session.clock.wallMs();
      for (const { id, serials, level, bootLevel } of seen) {
        await keepObservation(documents, id, { atMs, serials, level, bootLevel });
      }
    } finally {
      await close();
    }
  } catch (error) {
    if (!isLicenseLabError(error)) throw error;
    output.note(`What was seen is not kept: ${error.message}`, 'warning');
  }
}
