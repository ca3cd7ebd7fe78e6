import {
  CISCO_IA_NAMESPACE,
  SMART_LICENSE_NAMESPACE,
  XE_RPC_NAMESPACE,
} from '../../../core/wire/ios-xe/namespaces.ts';
import { NETCONF_NAMESPACE, NOTIFICATION_NAMESPACE } from '../../../core/wire/netconf/index.ts';
import type { Release } from '../platforms/release.ts';
import { atOnce, type RpcHandler } from './call.ts';
import { MONITORING_NAMESPACE } from './content/monitoring.ts';
import { unknownElement, unknownNamespace } from './errors.ts';
import * as ia from './operations/cisco-ia.ts';
import { CLI_RPC_NAMESPACE, configIosCli } from './operations/cli-rpc.ts';
import { cancelCommit, commit, discardChanges } from './operations/commit.ts';
import { copyConfig, deleteConfig } from './operations/copy-config.ts';
import { createSubscription } from './operations/create-subscription.ts';
import { editConfig } from './operations/edit-config.ts';
import { getSchema } from './operations/get-schema.ts';
import { get, getConfig } from './operations/get.ts';
import * as files from './operations/license-files.ts';
import { lock, unlock } from './operations/locks.ts';
import { PARTIAL_LOCK_NAMESPACE, partialLock, partialUnlock } from './operations/partial-lock.ts';
import { reload } from './operations/reload.ts';
import { closeSession, killSession } from './operations/sessions.ts';
import * as license from './operations/smart-license.ts';
import { validate } from './operations/validate.ts';

/** Operations by namespace and name. */
const HANDLERS: Readonly<Record<string, Readonly<Record<string, RpcHandler>>>> = {
  [NETCONF_NAMESPACE]: {
    get,
    'get-config': getConfig,
    'edit-config': editConfig,
    lock,
    unlock,
    'close-session': closeSession,
    'kill-session': killSession,
    'discard-changes': discardChanges,
    commit,
    'cancel-commit': cancelCommit,
    validate,
    'copy-config': copyConfig,
    'delete-config': deleteConfig,
  },
  [NOTIFICATION_NAMESPACE]: { 'create-subscription': createSubscription },
  [MONITORING_NAMESPACE]: { 'get-schema': getSchema },
  [PARTIAL_LOCK_NAMESPACE]: { 'partial-lock': partialLock, 'partial-unlock': partialUnlock },
  [CISCO_IA_NAMESPACE]: {
    'save-config': ia.saveConfig,
    'is-syncing': ia.isSyncing,
    'sync-from': ia.syncFrom,
    'netconf-session-id': ia.sessionId,
    'current-time': ia.currentTime,
  },
  [CLI_RPC_NAMESPACE]: { 'config-ios-cli-rpc': configIosCli },
  [XE_RPC_NAMESPACE]: { reload, license: license.licenseCommand },
  [SMART_LICENSE_NAMESPACE]: {
    'id-token-trust': license.idTokenTrust,
    'register-id-token': license.registerIdToken,
    'de-register': license.deRegister,
    'renew-auth': license.renewAuth,
    'renew-id': license.renewId,
    'rum-save-usage-all': files.saveUsage,
    'rum-save-usage-unreported': files.saveUnreported,
    'rum-save-usage-days': files.saveUsageDays,
    'trust-request-save': files.saveTrustRequest,
    'import-file': files.importFile,
    'authorization-request-online': files.requestAuthorization,
    'authorization-code-return-online': files.returnAuthorization,
    'authorization-code-return-offline': files.returnAuthorizationOffline,
  },
};

/** Operations that are younger than the oldest release. */
const SINCE: Readonly<Record<string, (release: Release) => boolean>> = {
  ...Object.fromEntries(
    [
      'id-token-trust',
      'license',
      'rum-save-usage-all',
      'rum-save-usage-unreported',
      'rum-save-usage-days',
      'trust-request-save',
      'import-file',
      'authorization-request-online',
      'authorization-code-return-online',
      'authorization-code-return-offline',
    ].map((name) => [name, ({ hasTrustCode }: Release) => hasTrustCode]),
  ),
  'config-ios-cli-rpc': (release) => release.hasCliRpc,
  'partial-lock': hasPartialLock,
  'partial-unlock': hasPartialLock,
};

function hasPartialLock({ netconf }: Release): boolean {
  return netconf.capabilities.some((uri) => uri.includes(':partial-lock:'));
}

/** What handles an operation on a release; null when the release has no such operation. */
export function handlerOf(namespace: string, name: string, release: Release): RpcHandler | null {
  const handlers = Object.hasOwn(HANDLERS, namespace) ? HANDLERS[namespace] : undefined;
  const handler = handlers !== undefined && Object.hasOwn(handlers, name) ? handlers[name] : undefined;
  if (handler === undefined || SINCE[name]?.(release) === false) return null;
  return handler;
}

/** Answers an operation that the device does not have: its name, or its whole module, is unknown. */
export const unknownOperation = atOnce(({ operation }) => ({
  kind: 'error',
  error: Object.hasOwn(HANDLERS, operation.namespace)
    ? unknownElement('/rpc', operation)
    : unknownNamespace('/rpc', operation),
}));
