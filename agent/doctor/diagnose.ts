/** From what was found out to the diagnosis. Pure. */
import { formatLevel, isSameLevel } from '../../core/model/level.ts';
import type { Level } from '../../core/model/level.ts';
import type { PlannedMessages } from '../../core/model/plan.ts';
import { check } from './checks.ts';
import type { Check, Diagnosis, Findings } from './contract.ts';
import { connectionsOf, judgeConnections } from './judge-connections.ts';
import { judgeDevice, levelsOf, membersOf } from './judge-device.ts';
import { judgeState } from './judge-state.ts';

/** Says what a change to that level would send; `candidate` and `release` are the switch's. */
export type MessagesOf = (of: {
  readonly candidate: boolean;
  readonly release: string;
}) => Pick<PlannedMessages, 'rpcs' | 'cli'>;

/** Judges all findings. `target`: the change that is meant. */
export function diagnose(findings: Findings, target: Level, messages: MessagesOf): Diagnosis {
  const { device, events } = findings;
  const { deviceId: id, host, netconfPort, sshPort } = device.address;
  const checks = [...judgeConnections(findings), ...judgeDevice(findings), ...judgeState(findings)];
  const wouldSend = messagesFor(findings, target, messages);
  return {
    device: { id, host, netconfPort, sshPort, via: device.hops.map(({ address }) => address.deviceId) },
    outcome: outcomeOf(findings, checks),
    connections: connectionsOf(events),
    checks: [...checks, change(target, checks, findings, wouldSend !== null)],
    members: membersOf(findings),
    target: formatLevel(target),
    wouldSend,
  };
}

function outcomeOf({ netconf, cli }: Findings, checks: readonly Check[]): Diagnosis['outcome'] {
  if ('failure' in netconf && 'failure' in cli) return 'unreachable';
  if (checks.some(({ status }) => status === 'failed')) return 'failed';
  return checks.some(({ status }) => status === 'blocked') ? 'blocked' : 'ok';
}

function messagesFor(findings: Findings, target: Level, messages: MessagesOf): Diagnosis['wouldSend'] {
  const { netconf } = findings;
  if ('failure' in netconf || isThere(findings, target)) return null;
  const { candidate, who } = netconf.found;
  return messages({ candidate, release: 'value' in who ? (who.value.system.release ?? '') : '' });
}

function isThere(findings: Findings, target: Level): boolean {
  const { inUse, boot } = levelsOf(findings);
  return inUse !== null && boot !== null && isSameLevel(inUse, target) && isSameLevel(boot, target);
}

/** The sum: whether a change would begin now. */
function change(target: Level, checks: readonly Check[], findings: Findings, isSending: boolean): Check {
  const to = formatLevel(target);
  const blocking = checks.filter(({ status }) => status === 'blocked').map(({ id }) => id);
  if ('failure' in findings.netconf)
    return check(
      'change',
      'failed',
      `A change to ${to} cannot be made: NETCONF is not reached.`,
      'Repair the way to NETCONF first.',
    );
  if (blocking.length > 0)
    return check(
      'change',
      'blocked',
      `A change to ${to} would not begin now: ${blocking.join(', ')}.`,
      'See the checks of these names.',
    );
  if (!isSending) return check('change', 'ok', `It runs and boots ${to} already: nothing would be sent.`);
  const { deviceId } = findings.device.address;
  return check(
    'change',
    'ok',
    `Nothing seen here stops a change to ${to}.`,
    `liclab plan --select id=${deviceId} --level ${target.network}${target.addon === null ? '' : ` --addon ${target.addon}`} --out plan.json`,
  );
}
