import { transportOf } from '../config.ts';
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
    ...communication(after, ended),
    ...trust(before, after),
    ...ended.flatMap(({ type, was, is }) => (is.fail > was.fail ? refused(after, type, is) : [])),
    ...authorization(before, after, atMs),
  ];
}

interface Ended {
  readonly type: MessageType;
  readonly was: MessageCounter;
  readonly is: MessageCounter;
}

/** Silence and its end: one line, however many kinds of messages it met. */
function communication(state: DeviceState, ended: readonly Ended[]): readonly News[] {
  const isCslu = transportOf(state.running) === 'cslu' || transportOf(state.running) === 'automatic';
  if (ended.some(({ was, is }) => is.ongoingCommunication > was.ongoingCommunication)) {
    const peer = isCslu ? 'Smart License Utility (CSLU)' : 'Smart Software Manager (CSSM)';
    const reason =
      isCslu && state.running.smart.cslu === null
        ? 'Unable to resolve server hostname/domain name'
        : 'Communications failure';
    return [
      log('SMART_LIC-3-COMM_FAILED', `Communications failure with the Cisco ${peer} : ${reason}`),
      event(`SAEVT_COMM_FAIL error="${reason}"`),
    ];
  }
  if (!ended.some(({ was, is }) => was.ongoingCommunication > 0 && is.ongoingCommunication === 0)) return [];
  const peer = isCslu ? 'Smart License Utility (CSLU)' : 'Smart Software Manager (CSSM)';
  return [
    log('SMART_LIC-5-COMM_RESTORED', `Communications with Cisco ${peer} restored`),
    event('SAEVT_COMM_RESTORED'),
  ];
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

/** A message that failed, in the words of its kind. */
function refused(state: DeviceState, type: MessageType, counter: MessageCounter): readonly News[] {
  const reason = counter.failureReason ?? 'Communications failure';
  const isLegacy = state.facts.release.licensing === 'legacy';
  if (type === 'Trust Establishment') {
    return isLegacy
      ? [log('SMART_LIC-3-AGENT_REG_FAILED', `${AGENT} Registration with the ${CSSM} failed: ${reason}`)]
      : [
          log(
            'SMART_LIC-3-TRUST_CODE_INSTALL_FAILED',
            `The install of a new licensing trust code has failed on ${udi(state)}: ${reason}.`,
          ),
        ];
  }
  if (!isLegacy || type !== 'Usage Reporting') return [];
  return [
    log(
      'SMART_LIC-3-AUTH_RENEW_FAILED',
      `Authorization renewal with the ${CSSM} : ${reason} for udi ${udi(state)}`,
    ),
  ];
}

/** Legacy: missing licenses, and their return. Policy: the first acknowledgement brings the policy. */
function authorization(before: DeviceState, after: DeviceState, atMs: number): readonly News[] {
  const was = before.licensing;
  const is = after.licensing;
  if (after.facts.release.licensing === 'policy') {
    return was.lastAckMs === null && is.lastAckMs === atMs
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
