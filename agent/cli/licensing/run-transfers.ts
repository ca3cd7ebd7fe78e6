import { isLicenseLabError } from '../../../core/errors.ts';
import type { TransferState } from '../../../core/machines/transfer/index.ts';
import type { TransferCall } from '../../../core/model/transfers.ts';
import type { LicensingMachines } from '../../accounts/index.ts';

/** How one call ended. */
export interface TransferEnd extends TransferCall {
  /** A terminal state of the machine. */
  readonly state: string;
  /** Empty when all is well. */
  readonly message: string;
}

/** Licenses whose calls are made side by side; calls of one license come one after the other, they share pools. */
const LICENSES_AT_ONCE = 4;

/** Runs calls as machines, in order within a license; begins no more once `isStopped` says so. */
export async function runTransfers(
  machines: LicensingMachines,
  account: string,
  calls: readonly TransferCall[],
  isStopped: () => boolean,
): Promise<readonly TransferEnd[]> {
  const groups = [...Map.groupBy(calls, ({ license }) => license).values()];
  const ends: TransferEnd[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let group = groups[next++]; group !== undefined; group = groups[next++]) {
      for (const call of group) {
        if (isStopped()) return;
        ends.push(await runOne(machines, account, call));
      }
    }
  };
  await Promise.all(Array.from({ length: LICENSES_AT_ONCE }, worker));
  return ends;
}

async function runOne(
  machines: LicensingMachines,
  account: string,
  call: TransferCall,
): Promise<TransferEnd> {
  const { license, type, from, to, quantity } = call;
  try {
    const { state } = await machines.transfer({ account, license, type, from, to, quantity });
    return transferEnd(state);
  } catch (error) {
    if (!isLicenseLabError(error) || error.code !== 'TRANSFER_IN_PROGRESS') throw error;
    return { ...call, state: 'SKIPPED_BUSY', message: `${error.message} ${error.hint ?? ''}`.trimEnd() };
  }
}

/** A transfer as its machine ended. */
export function transferEnd({ license, type, from, to, quantity, at, failure }: TransferState): TransferEnd {
  const message =
    at === 'MOVED' || failure === null ? '' : `${failure.message} ${failure.hint ?? ''}`.trimEnd();
  return { license, type, from, to, quantity, state: at, message };
}
