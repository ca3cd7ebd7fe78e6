import { createRandom } from '../../core/random.ts';
import type { DeviceSpec } from '../device/contract.ts';
import { defaultVirtualAccount, findAccount } from './accounts.ts';
import { membersOf, serialCount } from './groups.ts';
import type { LabGroup } from './groups.ts';
import { idsOf } from './ids.ts';
import type { LabFile } from './schema.ts';
import { createSerials } from './serials.ts';

/** The switches of a lab, in the order of the file. Same file and seed, same switches. */
export function expandLab(lab: LabFile): readonly DeviceSpec[] {
  const nextSerial = createSerials(createRandom(lab.seed).split('serials'));
  const ids = idsOf(lab.groups);
  return lab.groups.flatMap((group, index) => {
    const members = membersOf(group);
    const equal = {
      members,
      release: group.release,
      level: { network: group.level, addon: group.addon === 'none' ? null : group.addon },
      site: group.site,
      candidate: group.candidate,
      daemonLocks: group.daemonLocks,
      reporting: group.reporting,
      ...trustOf(lab, group),
      username: group.username,
      password: group.password,
      enable: group.enable ?? group.password,
    };
    return (ids[index] ?? []).map((id) => ({
      id,
      hostname: id,
      serials: Array.from({ length: serialCount(members) }, nextSerial),
      ...equal,
    }));
  });
}

function trustOf(lab: LabFile, group: LabGroup): Pick<DeviceSpec, 'account' | 'virtualAccount'> {
  const named =
    group.account === undefined
      ? lab.accounts.find((one) => one.default === true)
      : findAccount(lab.accounts, group.account);
  if (named === undefined) return { account: null, virtualAccount: null };
  return { account: named.domain, virtualAccount: group.virtualAccount ?? defaultVirtualAccount(named) };
}
