import { SMART_LICENSE_NAMESPACE, XE_RPC_NAMESPACE } from '../../../../core/wire/ios-xe/namespaces.ts';
import { childOf, descend, leafOf } from '../../../../core/wire/netconf/index.ts';
import { reportUsage } from '../../actions/report.ts';
import { endRegistration, establishTrust, renewIdentity, TOKEN_LENGTH_MAX } from '../../actions/trust.ts';
import type { Chassis } from '../../chassis.ts';
import { atOnce, type RpcAnswer, type RpcCall, type RpcHandler } from '../call.ts';
import { maker } from '../content/elements.ts';
import { invalidValue, missingElement } from '../errors.ts';

const x = maker(SMART_LICENSE_NAMESPACE);

/** `id-token-trust`: begins to establish trust (policy licensing, 17.4 and later). The outcome shows in the state later. */
export const idTokenTrust = atOnce((call): RpcAnswer => {
  const token = leafOf(call.operation, SMART_LICENSE_NAMESPACE, 'id-token');
  return withToken(token, '/rpc/id-token-trust', () => {
    if (isLegacy(call)) return returnCode('notsupported');
    establishTrust(call.chassis, token ?? '', isForced(call));
    // Not `success`: the model's own words.
    return returnCode('registrationinprogress');
  });
});

/** `register-id-token`: the same for legacy licensing; accepted requests say `registrationinprogress`. */
export const registerIdToken = atOnce((call): RpcAnswer => {
  const token = leafOf(call.operation, SMART_LICENSE_NAMESPACE, 'id-token');
  return withToken(token, '/rpc/register-id-token', () => {
    // Assumed: the form was removed from the CLI; which code a policy device gives was not found.
    if (!isLegacy(call)) return returnCode('notsupported');
    if (call.chassis.state.licensing.trust !== null && !isForced(call))
      return returnCode('alreadyregistered');
    establishTrust(call.chassis, token ?? '', isForced(call));
    return returnCode('registrationinprogress');
  });
});

/** `de-register`: ends a legacy registration. */
export const deRegister = atOnce((call): RpcAnswer => {
  if (!isLegacy(call)) return returnCode('notsupported');
  if (call.chassis.state.licensing.trust === null) return returnCode('notregistered');
  endRegistration(call.chassis);
  return returnCode('success');
});

/** `renew-auth`: asks CSSM about licenses now (legacy). */
export const renewAuth = renewal(reportUsage);

/** `renew-id`: renews the identity certificate now (legacy). */
export const renewId = renewal(renewIdentity);

function renewal(ask: (chassis: Chassis) => void): RpcHandler {
  return atOnce((call): RpcAnswer => {
    if (!isLegacy(call)) return returnCode('notsupported');
    if (call.chassis.state.licensing.trust === null) return returnCode('notregistered');
    ask(call.chassis);
    return returnCode('success');
  });
}

/** `license/smart/trust` of Cisco-IOS-XE-rpc: the CLI command as an rpc. */
export const licenseCommand = atOnce((call): RpcAnswer => {
  const trust = descend(call.operation, XE_RPC_NAMESPACE, ['smart', 'trust']);
  const token = trust === null ? null : leafOf(trust, XE_RPC_NAMESPACE, 'idtoken');
  return withToken(token, '/rpc/license/smart/trust', () => {
    const force = trust !== null && childOf(trust, XE_RPC_NAMESPACE, 'force') !== null;
    establishTrust(call.chassis, token ?? '', force);
    return { kind: 'ok' };
  });
});

function withToken(token: string | null, path: string, accept: () => RpcAnswer): RpcAnswer {
  if (token === null) return { kind: 'error', error: missingElement(path, 'id-token') };
  if (token === '' || token.length > TOKEN_LENGTH_MAX) {
    // The token is a secret: the error does not repeat it.
    return { kind: 'error', error: invalidValue(`${path}/id-token`, 'id-token', '...') };
  }
  return accept();
}

function isLegacy({ chassis }: RpcCall): boolean {
  return chassis.state.facts.release.licensing === 'legacy';
}

function isForced({ operation }: RpcCall): boolean {
  return leafOf(operation, SMART_LICENSE_NAMESPACE, 'force') === 'true';
}

/** The answer of every rpc of the module: one of its 145 codes. */
export function returnCode(code: string): RpcAnswer {
  return { kind: 'content', content: [x('return-code', code)] };
}
