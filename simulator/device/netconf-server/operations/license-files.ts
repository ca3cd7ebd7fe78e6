import { SMART_LICENSE_NAMESPACE } from '../../../../core/wire/ios-xe/namespaces.ts';
import { leafOf } from '../../../../core/wire/netconf/index.ts';
import { type LicenseFile, saveLicenseFile } from '../../actions/license-files.ts';
import type { FileProblem } from '../../device-files.ts';
import { atOnce, refused, type RpcAnswer, type RpcCall, type RpcHandler } from '../call.ts';
import { invalidValue, missingElement } from '../errors.ts';
import { type Parameter, unknownParameter } from '../parameters.ts';
import { returnCode } from './smart-license.ts';

/** Characters of `file-path`, and of `feature-name`. */
const PATH_LENGTH_MAX = 127;
const FEATURE_LENGTH_MAX = 255;

/** `rum-save-usage-all`, `-unreported`: usage as a file. The simulator has one report, so both hold the same (assumed). */
export const saveUsage: RpcHandler = saving('usage');

/** `rum-save-usage-days`: the same; `days` is checked. */
export const saveUsageDays: RpcHandler = atOnce((call): RpcAnswer => {
  const days = leafOf(call.operation, SMART_LICENSE_NAMESPACE, 'days');
  if (days !== null && !(/^\d{1,10}$/.test(days) && Number(days) <= 4_294_967_295))
    return refused(invalidValue('/rpc/rum-save-usage-days/days', 'days', days));
  return save(call, 'usage', ['file-path', 'days']);
});

/** `trust-request-save`: a request for a trust code as a file. */
export const saveTrustRequest: RpcHandler = saving('trust-request');

/** `import-file`: what the lab's CSSM hands out off line is not known to the switch, so only the way to the file is checked (assumed). */
export const importFile: RpcHandler = atOnce((call): RpcAnswer => {
  const path = pathOf(call, ['file-path']);
  if ('error' in path) return refused(path.error);
  const file = call.chassis.files.read(path.value);
  return returnCode('problem' in file ? CODES[file.problem] : 'codevalidationfailed');
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

/** Which of the module's codes stands for which problem is assumed. */
const CODES: Readonly<Record<FileProblem, string>> = {
  'bad-path': 'platformpathinvalid',
  unreachable: 'storagefailtostore',
  full: 'storagefailtostore',
  missing: 'storageobjdoesnotexist',
};

function saving(kind: LicenseFile): RpcHandler {
  return atOnce((call) => save(call, kind, ['file-path']));
}

function save(call: RpcCall, kind: LicenseFile, known: readonly string[]): RpcAnswer {
  const path = pathOf(call, known);
  if ('error' in path) return refused(path.error);
  const { chassis, session, user } = call;
  const problem = saveLicenseFile(chassis, { via: 'netconf', session, user }, kind, path.value);
  return returnCode(problem === null ? 'success' : CODES[problem]);
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
