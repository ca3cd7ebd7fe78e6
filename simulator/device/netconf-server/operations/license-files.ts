import { SMART_LICENSE_NAMESPACE } from '../../../../core/wire/ios-xe/namespaces.ts';
import { leafOf } from '../../../../core/wire/netconf/index.ts';
import * as offline from '../../actions/offline.ts';
import type { Chassis } from '../../chassis.ts';
import type { FileTrouble } from '../../files.ts';
import { atOnce, refused, type RpcAnswer, type RpcCall, type RpcHandler } from '../call.ts';
import { invalidValue, missingElement } from '../errors.ts';
import { type Parameter, unknownParameter } from '../parameters.ts';
import { returnCode } from './smart-license.ts';

/** Characters of `file-path`, and of `feature-name`. */
const PATH_LENGTH_MAX = 127;
const FEATURE_LENGTH_MAX = 255;

/** `rum-save-usage-all`: usage as a file. */
export const saveUsage: RpcHandler = saving((chassis, path) => offline.saveUsage(chassis, 'all', path));

/** `rum-save-usage-unreported`: that which was not acknowledged. */
export const saveUnreported: RpcHandler = saving((chassis, path) =>
  offline.saveUsage(chassis, 'unreported', path),
);

/** `rum-save-usage-days`: that of the last days. */
export const saveUsageDays: RpcHandler = atOnce((call): RpcAnswer => {
  const days = leafOf(call.operation, SMART_LICENSE_NAMESPACE, 'days');
  if (days !== null && !(/^\d{1,10}$/.test(days) && Number(days) <= 4_294_967_295))
    return refused(invalidValue('/rpc/rum-save-usage-days/days', 'days', days));
  const choice = days === null ? 'all' : { days: Number(days) };
  return save(call, (chassis, path) => offline.saveUsage(chassis, choice, path), ['file-path', 'days']);
});

/** `trust-request-save`: a request for a trust code as a file. */
export const saveTrustRequest: RpcHandler = saving(offline.saveTrustRequest);

/** `import-file`: an acknowledgement of usage, a policy, or both. */
export const importFile: RpcHandler = atOnce((call): RpcAnswer => {
  const path = pathOf(call, ['file-path']);
  if ('error' in path) return refused(path.error);
  return answerOf(offline.importFile(call.chassis, path.value));
});

/** `authorization-request-online`: no feature of a simulated switch needs an authorization code. */
export const requestAuthorization: RpcHandler = atOnce(({ operation }): RpcAnswer => {
  const feature = leafOf(operation, SMART_LICENSE_NAMESPACE, 'feature-name');
  const path = '/rpc/authorization-request-online';
  if (feature === null) return refused(missingElement(path, 'feature-name'));
  return feature === '' || feature.length > FEATURE_LENGTH_MAX
    ? refused(invalidValue(`${path}/feature-name`, 'feature-name', feature.slice(0, FEATURE_LENGTH_MAX)))
    : returnCode('notfound');
});

/** `authorization-code-return-online`: there is none to return. */
export const returnAuthorization: RpcHandler = atOnce(() => returnCode('noauthorizationinstalled'));

/** `authorization-code-return-offline`: the same, with a path that must be there. */
export const returnAuthorizationOffline: RpcHandler = atOnce((call): RpcAnswer => {
  const path = pathOf(call, ['file-path', 'local']);
  return 'error' in path ? refused(path.error) : returnCode('noauthorizationinstalled');
});

/** Which of the module's codes stands for which trouble is assumed. */
const CODES: Readonly<Record<FileTrouble | 'foreign', string>> = {
  path: 'platformpathinvalid',
  full: 'storagefailtostore',
  missing: 'storageobjdoesnotexist',
  foreign: 'codevalidationfailed',
};

type Save = (chassis: Chassis, path: string) => FileTrouble | null;

function saving(write: Save): RpcHandler {
  return atOnce((call) => save(call, write, ['file-path']));
}

function save(call: RpcCall, write: Save, known: readonly string[]): RpcAnswer {
  const path = pathOf(call, known);
  return 'error' in path ? refused(path.error) : answerOf(write(call.chassis, path.value));
}

function answerOf(trouble: FileTrouble | 'foreign' | null): RpcAnswer {
  return returnCode(trouble === null ? 'success' : CODES[trouble]);
}

function pathOf({ operation }: RpcCall, known: readonly string[]): Parameter<string> {
  const at = `/rpc/${operation.name}`;
  const unknown = unknownParameter(operation, known);
  if (unknown !== null) return { error: unknown };
  const path = leafOf(operation, SMART_LICENSE_NAMESPACE, 'file-path');
  if (path === null) return { error: missingElement(at, 'file-path') };
  return path === '' || path.length > PATH_LENGTH_MAX
    ? { error: invalidValue(`${at}/file-path`, 'file-path', path.slice(0, PATH_LENGTH_MAX)) }
    : { value: path };
}
