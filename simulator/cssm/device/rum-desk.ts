import type { Random } from '../../../core/ports/random.ts';
import { decideFirstContact, decideReport, findInstance, isRefusal } from '../ledger/index.ts';
import type { Introduction, Ledger, Refusal } from '../ledger/index.ts';
import type { Rum } from './rum.ts';
import { usedLicenses } from './usage.ts';

/** All RUM reports of one device in an upload. */
export interface DeviceRums {
  readonly hostname: string;
  readonly rums: readonly Rum[];
}

/** A device's reports that were taken, to be acknowledged later. */
export interface TakenRums {
  readonly uuid: string;
  readonly report: number;
  readonly rum: Rum;
}

/**
 * Takes an upload as a whole or not at all; a device seen for the first time is listed in the Virtual Account from now on.
 * Every device may occur once.
 */
export function takeRums(
  ledger: Ledger,
  random: Random,
  at: number,
  domain: string,
  virtualAccount: string,
  devices: readonly DeviceRums[],
): readonly TakenRums[] | Refusal {
  const { state } = ledger;
  const introduced = devices.map((device) => ({ ...device, said: introductionOf(device) }));
  for (const { said, rums } of introduced) {
    const isKnown = findInstance(state, domain, serialsOf(said)) !== undefined;
    const ids = rums.map(({ id }) => id);
    const decided = isKnown
      ? decideReport(state, domain, said, [], ids)
      : decideFirstContact(state, domain, virtualAccount, said, random);
    if (isRefusal(decided)) return decided;
  }
  const taken: TakenRums[] = [];
  for (const { said, rums } of introduced) {
    if (findInstance(state, domain, serialsOf(said)) === undefined) {
      ledger.record(decideFirstContact(state, domain, virtualAccount, said, random), at);
    }
    const usage = usedLicenses(rums);
    const ids = rums.map(({ id }) => id);
    const reported = ledger.record(decideReport(state, domain, said, usage, ids), at);
    if (isRefusal(reported)) return reported;
    const [rum] = rums;
    if (rum !== undefined) taken.push({ uuid: reported.uuid, report: reported.report, rum });
  }
  return taken;
}

function introductionOf({ hostname, rums }: DeviceRums): Introduction {
  const [first] = rums;
  return { hostname, release: first?.release ?? '', udis: first?.udis ?? [] };
}

function serialsOf(device: Introduction): readonly string[] {
  return device.udis.map((udi) => udi.serial);
}
