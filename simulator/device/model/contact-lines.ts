/** What the smart agent of a switch logs about its contact with CSSM (`reference/cssm.md` 4). */
import { type Transport, transportOf } from './config.ts';
import {
  attemptReason,
  CALL_HOME_OFF,
  type AgentLine,
  type ContactCause,
  type ContactFailure,
} from './contact.ts';
import { activeMember } from './members.ts';
import type { DeviceState } from './state.ts';

/** Observed on devices whose connection failed. */
const COMMUNICATIONS_FAILURE = 'Communications failure';

/** Words of each cause; observed, apart from those that say so. */
const WORDS: Readonly<Record<ContactCause, string>> = {
  name: 'Unable to resolve server hostname/domain name',
  certificate: COMMUNICATIONS_FAILURE,
  timeout: COMMUNICATIONS_FAILURE,
  empty: 'Received empty response from server',
  'call-home-off': CALL_HOME_OFF.reason,
  'old-on-prem': COMMUNICATIONS_FAILURE,
};

/** Observed: the name of the server depends on how messages leave the switch. */
function peerOf(transport: Transport): string {
  return transport === 'cslu' || transport === 'automatic'
    ? 'Smart License Utility (CSLU)'
    : 'Smart Software Manager (CSSM)';
}

/** What is logged about a message that failed. */
export function failureLines(
  state: DeviceState,
  about: 'trust' | 'report',
  failure: ContactFailure,
): readonly AgentLine[] {
  const isLegacy = state.facts.release.licensing === 'legacy';
  return [
    ...callHomeLines(state, isLegacy, failure),
    ...(failure.cause === 'old-on-prem' ? [OLD_ON_PREM] : []),
    ...(failure.status === 'NO REPLY' && !isLegacy ? [silenceLine(state, failure)] : []),
    ...(about === 'trust' ? [trustLine(state, isLegacy, failure)] : []),
  ];
}

/** What is logged when CSSM answers again after it did not. */
export function restoredLine({ running }: DeviceState): AgentLine {
  const text = `Communications with Cisco ${peerOf(transportOf(running))} restored`;
  return { name: 'SMART_LIC-5-COMM_RESTORED', text };
}

const OLD_ON_PREM: AgentLine = {
  name: 'SMART_LIC-4-REPORTING_NOT_SUPPORTED',
  text: 'Smart Agent for Licensing CSSM OnPrem is down rev and does not support the enhanced policy and usage reporting mode.',
};

function silenceLine({ running }: DeviceState, { cause }: ContactFailure): AgentLine {
  const words = cause === undefined ? COMMUNICATIONS_FAILURE : WORDS[cause];
  const text = `Communications failure with the Cisco ${peerOf(transportOf(running))} : ${words}`;
  return { name: 'SMART_LIC-3-COMM_FAILED', text };
}

/** Observed: what the Call Home transport says of a certificate and of silence. Legacy switches use no other one here. */
function callHomeLines(
  { running }: DeviceState,
  isLegacy: boolean,
  { cause }: ContactFailure,
): readonly AgentLine[] {
  if (!isLegacy && transportOf(running) !== 'callhome') return [];
  const error =
    cause === 'certificate'
      ? '(ERR 205 : Request Aborted)'
      : cause === 'timeout'
        ? '(ERR 207 : Connection time out)'
        : null;
  if (error === null) return [];
  const text = `Fail to send out Smart Licensing message to: ${running.smart.url ?? CALL_HOME_URL} ${error}`;
  return [{ name: 'CALL_HOME-5-SL_MESSAGE_FAILED', text }];
}

const CALL_HOME_URL = 'https://tools.cisco.com/its/service/oddce/services/DDCEService';

/** Mnemonics observed; the text of the first is assumed. */
function trustLine({ members }: DeviceState, isLegacy: boolean, failure: ContactFailure): AgentLine {
  const reason = isLegacy ? attemptReason(failure) : failure.reason;
  const active = activeMember(members);
  const udi = `PID:${active?.model ?? ''},SN:${active?.serial ?? ''}`;
  return isLegacy
    ? {
        name: 'SMART_LIC-3-AGENT_REG_FAILED',
        text: `Smart Agent for Licensing Registration with the Cisco Smart Software Manager (CSSM) failed: ${reason}`,
      }
    : {
        name: 'SMART_LIC-3-TRUST_CODE_INSTALL_FAILED',
        text: `The install of a new licensing trust code has failed on ${udi}: ${reason}`,
      };
}
