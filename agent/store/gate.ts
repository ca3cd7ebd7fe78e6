import { LicensingError } from '../../core/errors.ts';
import type { GateState } from '../../core/ports/store.ts';
import { StoreError } from './answer.ts';

/**
 * Whether an operator may move a gate; asked inside the transaction that moves it, because a resume that was decided before
 * an abort may come after it. An abort is not taken back. Throws `ROLLOUT_UNKNOWN` (`known` null), `ROLLOUT_ENDED`.
 */
export function checkGateMove(rollout: string, known: GateState | null, wanted: GateState): void {
  if (known === null)
    throw new StoreError('ROLLOUT_UNKNOWN', `there is no rollout ${rollout}`, {
      hint: 'rollout ls lists them.',
    });
  if (known !== 'aborted' || wanted === 'aborted') return;
  throw new LicensingError(
    'ROLLOUT_ENDED',
    `rollout ${rollout} is aborted, so it cannot be ${wanted === 'open' ? 'resumed' : 'paused'}`,
    { definite: true },
  );
}
