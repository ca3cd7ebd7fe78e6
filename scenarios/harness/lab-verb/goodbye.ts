import { relative } from 'node:path';
import type { Lab } from 'catalyst-license-lab/simulator';

/** How a person gets at the running lab: lines for the terminal, with paths as short as they can be typed from `cwd`. */
export function howToConnect(lab: Lab, folder: string, cwd: string): string[] {
  const [first] = lab.devices;
  if (first === undefined || lab.files === null) return [];
  const { host, sshPort, netconfPort, username, password } = first;
  const short = (path: string): string => {
    const near = relative(cwd, path);
    return near.startsWith('..') ? path : near;
  };
  const known = `-o UserKnownHostsFile=${short(lab.files.knownHosts)}`;
  return [
    'The lab stays up. From another terminal:',
    '',
    `  ssh ${known} -p ${sshPort} ${username}@${host}`,
    `  ssh ${known} -s -p ${netconfPort} ${username}@${host} netconf`,
    `  (password ${password}; ${first.id} is the first of ${lab.devices.length})`,
    '',
    `  curl --cacert ${short(lab.files.caFile)} -d grant_type=client_credentials -d client_id=lab -d client_secret=lab-only-secret ${lab.cssmUrl ?? ''}/oauth2/default/v1/token`,
    `  curl ${lab.control ?? ''}/v1/devices/${first.id}`,
    '',
    `  npm run --silent liclab -- device ls --inventory ${short(lab.files.inventory)} --data ${short(folder)}`,
    `  npm run --silent liclab -- rollout ls --data ${short(folder)}`,
    '',
    'Ctrl-C ends it.',
  ];
}
