import { counterOf, MESSAGE_TYPES, type MessageCounter, type MessageType } from '../licensing.ts';
import { activeMember, chassisMembers } from '../members.ts';
import type { DeviceState } from '../state.ts';
import type { News } from './news.ts';

/** What a change of the smart agent's state logs. Which wordings are captured says docs/simulator-fidelity.md. */
export function licenseNews(before: DeviceState, after: DeviceState, atMs: number): readonly News[] {
  const ended = MESSAGE_TYPES.flatMap((type) => {
    const was = counterOf(before.licensing, type);
    const is = counterOf(after.licensing, type);
    return was === is ? [] : [{ type, was, is }];
  });
  return [
    ...ended.map(({ type, is }): News => ({ kind: 'message', type, response: is.lastResponse ?? '' })),
    ...contact(before, after),
    ...trust(before, after),
    ...ended.flatMap(({ type, was, is }) => (is.fail > was.fail ? renewal(after, type, is) : [])),
    ...authorization(before, after, atMs),
  ];
}

/** What the smart agent said about its contact with CSSM. */
function contact(before: DeviceState, after: DeviceState): readonly News[] {
  const was = new Set(before.licensing.said);
  return after.licensing.said.flatMap((line): readonly News[] => {
    if (was.has(line)) return [];
    return [log(line.name, line.text), ...eventOf(line.name, line.text)];
  });
}

function eventOf(name: string, text: string): readonly News[] {
  if (name === 'SMART_LIC-5-COMM_RESTORED') return [event('SAEVT_COMM_RESTORED')];
  if (name !== 'SMART_LIC-3-COMM_FAILED') return [];
  return [event(`SAEVT_COMM_FAIL error="${text.slice(text.indexOf(' : ') + 3)}"`)];
}

function trust(before: DeviceState, after: DeviceState): readonly News[] {
  const was = before.licensing.trust;
  const is = after.licensing.trust;
  const isLegacy = after.facts.release.licensing === 'legacy';
  if (was?.installedMs === is?.installedMs) return [];
  if (is === null) {
    return [
      log('SMART_LIC-6-AGENT_DEREG_SUCCESS', `${AGENT} De-registration with the ${CSSM} was successful`),
    ];
  }
  if (isLegacy) {
    return [
      log(
        'SMART_LIC-6-AGENT_REG_SUCCESS',
        `${AGENT} Registration with the ${CSSM} was successful for udi ${udi(after)}`,
      ),
    ];
  }
  return chassisMembers(after.members).map(({ model, serial }) =>
    log(
      'SMART_LIC-6-TRUST_INSTALL_SUCCESS',
      `A new licensing trust code was successfully installed on P:${model},S:${serial}.`,
    ),
  );
}

const AGENT = 'Smart Agent for Licensing';
const CSSM = 'Cisco Smart Software Manager (CSSM)';

/** The renewal of a legacy authorization that failed; what else failed has said so itself. */
function renewal(state: DeviceState, type: MessageType, counter: MessageCounter): readonly News[] {
  if (state.facts.release.licensing !== 'legacy' || type !== 'Usage Reporting') return [];
  const reason = counter.failureReason ?? 'Communications failure';
  const text = `Authorization renewal with the ${CSSM} : ${reason} for udi ${udi(state)}`;
  return [log('SMART_LIC-3-AUTH_RENEW_FAILED', text)];
}

/** Legacy: missing licenses, and their return. Policy: the first acknowledgement brings the policy. */
function authorization(before: DeviceState, after: DeviceState, atMs: number): readonly News[] {
  const was = before.licensing;
  const is = after.licensing;
  if (after.facts.release.licensing === 'policy') {
    const isNew = is.policyMs !== null && is.policyMs !== was.policyMs;
    return isNew || (was.lastAckMs === null && is.lastAckMs === atMs)
      ? [log('SMART_LIC-6-POLICY_INSTALL_SUCCESS', 'A new licensing policy was successfully installed.')]
      : [];
  }
  const wasMissing = was.legacy.oocMs !== null;
  const isMissing = is.legacy.oocMs !== null;
  if (wasMissing === isMissing) return [];
  return isMissing
    ? [log('SMART_LIC-3-OUT_OF_COMPLIANCE', 'One or more entitlements are out of compliance.')]
    : [
        log(
          'SMART_LIC-5-IN_COMPLIANCE',
          'All entitlements and licenses in use on this device are authorized.',
        ),
      ];
}

function udi({ members }: DeviceState): string {
  const active = activeMember(members);
  return `PID:${active?.model ?? ''},SN:${active?.serial ?? ''}`;
}

function log(name: string, text: string): News {
  return { kind: 'log', name, text };
}

function event(text: string): News {
  return { kind: 'event', text };
}
