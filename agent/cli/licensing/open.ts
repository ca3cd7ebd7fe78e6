import type { Now } from '../../accounts/view.ts';
import type { OpenLicensing, Session } from '../context.ts';
import { openSession } from '../session.ts';
import type { Invocation } from '../verb.ts';

/** What a verb about accounts and licenses works with. */
export interface Licensing extends OpenLicensing {
  readonly session: Session;
  readonly now: () => Now;
}

/** Opens session and store for `work`, and closes them after it. */
export async function withLicensing<Value>(
  invocation: Invocation,
  work: (licensing: Licensing) => Promise<Value>,
): Promise<Value> {
  const session = await openSession(invocation);
  const licensing = await invocation.context.runtime.openLicensing(session);
  const now = (): Now => ({ agentMs: session.clock.wallMs(), storeMs: licensing.storeClock.wallMs() });
  try {
    return await work({ ...licensing, session, now });
  } finally {
    await licensing.close();
  }
}

/** An option that is a text, or null. */
export function textOption({ options }: Invocation, name: string): string | null {
  const value = options[name];
  return typeof value === 'string' ? value : null;
}
