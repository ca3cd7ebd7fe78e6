import type { Lab } from 'catalyst-license-lab/simulator';

/** How a person gets at the running lab: lines for the terminal. */
export function howToConnect(lab: Lab, folder: string): string[] {
  const [first] = lab.devices;
  if (first === undefined || lab.files === null) return [];
  const { host, sshPort, netconfPort, username, password } = first;
  const known = `-o UserKnownHostsFile=${lab.files.knownHosts}`;
  return [
    'The lab stays up. From another terminal:',
    '',
    `  ssh ${known} -p ${sshPort} ${username}@${host}`,
    `  ssh ${known} -s -p ${netconfPort} ${username}@${host} netconf`,
    `  (password ${password}; ${first.id} is the first of ${lab.devices.length})`,
    '',
    `  curl --cacert ${lab.files.caFile} -d grant_type=client_credentials -d client_id=lab -d client_secret=lab-only-secret ${lab.cssmUrl ?? ''}/oauth2/default/v1/token`,
    `  curl ${lab.control ?? ''}/v1/devices/${first.id}`,
    '',
    `  npm run --silent liclab -- device ls --inventory ${lab.files.inventory} --data ${folder}`,
    `  npm run --silent liclab -- rollout ls --data ${folder}`,
    '',
    'Ctrl-C ends it.',
  ];
}
