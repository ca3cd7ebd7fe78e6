/** Judges what the engine attempts at its device port, whether or not the switch ever sees it: layers hide each other's bugs. */
import type { DevicePort } from '../../core/ports/device.ts';
import type { Outcome } from '../../core/machine.ts';

/** Told of a broken rule. */
export type Broken = (invariant: string, text: string) => void;

interface Attempts {
  /** Reload operations that were, or may have been, sent. */
  readonly sent: Set<string>;
  /** Result of the last NETCONF reload; null: none, or its outcome never came. */
  reload: Outcome['result'] | null;
  /** An edit or a save whose effect nobody knows, and nobody looked since. */
  unknown: string | null;
}

const isReload = (op: string): boolean => op === 'reload' || op === 'cli-reload';
const isMutation = (op: string): boolean => op === 'edit' || op === 'save';

/**
 * Watches the ports of one engine after another: what a dead one may have sent still counts. A reload of one kind is asked for once, except after *not sent*; over the CLI only after a definite
 * refusal; an edit or a save is repeated only after a look (R3).
 */
export function createAttempts(broken: Broken): (port: DevicePort) => DevicePort {
  const all = new Map<string, Attempts>();
  const attemptsOf = (owner: string): Attempts => {
    const known = all.get(owner) ?? { sent: new Set(), reload: null, unknown: null };
    all.set(owner, known);
    return known;
  };

  const begin = (owner: string, op: string, attempts: Attempts): void => {
    if (isReload(op)) {
      if (attempts.sent.has(op)) broken('I1', `${owner} attempted a second ${op}`);
      if (op === 'cli-reload' && attempts.reload !== 'refused')
        broken('I1', `${owner} attempted a CLI reload without a definite refusal`);
      attempts.sent.add(op);
    }
    if (isMutation(op)) {
      if (attempts.unknown !== null)
        broken('R3', `${owner} attempted ${op} while nobody had looked since ${attempts.unknown}`);
      attempts.unknown = op;
    }
  };

  const end = (op: string, { result }: Outcome, attempts: Attempts): void => {
    if (isReload(op) && result === 'not-sent') attempts.sent.delete(op);
    if (op === 'reload') attempts.reload = result;
    const isKnown = isMutation(op) ? result !== 'unknown' : op === 'look' && result === 'ok';
    if (isKnown) attempts.unknown = null;
  };

  return (port) => ({
    perform(call, done) {
      const attempts = attemptsOf(call.owner);
      begin(call.owner, call.effect.op, attempts);
      port.perform(call, (outcome) => {
        end(call.effect.op, outcome, attempts);
        done(outcome);
      });
    },
    release: (owner) => port.release(owner),
    abandon: (owner) => port.abandon(owner),
  });
}
