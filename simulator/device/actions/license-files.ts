import type { Chassis } from '../chassis.ts';
import type { FileProblem } from '../device-files.ts';
import type { Writer } from './edit.ts';
import { reportBody } from './report.ts';

/** Our own shape: Cisco's files are XML that is not public. It says so in its first member. */
const FORMAT = 'liclab.device-file/1 (assumed: the real form is not public)';

/** What `rum-save-usage-*` and `trust-request-save` write. */
export type LicenseFile = 'usage' | 'trust-request';

/** Saves what CSSM would be told into a file, for a switch that has no way to it; null when it is there. */
export function saveLicenseFile(
  chassis: Chassis,
  writer: Writer,
  kind: LicenseFile,
  path: string,
): FileProblem | null {
  const { trust } = chassis.state.licensing;
  const body = {
    format: FORMAT,
    kind,
    at: new Date(chassis.now()).toISOString(),
    account: trust?.account ?? null,
    virtualAccount: trust?.virtualAccount ?? null,
    ...reportBody(chassis),
  };
  const problem = chassis.files.write(path, JSON.stringify(body));
  chassis.note('save', writer.session, writer.user, {
    via: writer.via,
    file: kind,
    path,
    ok: problem === null,
  });
  return problem;
}
