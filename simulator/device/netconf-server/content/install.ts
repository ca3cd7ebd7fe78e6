import { INSTALL_NAMESPACE } from '../../../../core/wire/ios-xe/namespaces.ts';
import type { XmlElement } from '../../../../core/wire/netconf/index.ts';
import { presentMembers } from '../../model/members.ts';
import type { DeviceState } from '../../model/state.ts';
import { maker } from './elements.ts';

const x = maker(INSTALL_NAMESPACE);

/**
 * `/install-oper-data`: the release that runs, committed, on every unit, and no operation in progress. Which leaves a switch fills is
 * assumed: no capture was found.
 */
export function installData(state: DeviceState): XmlElement {
  return x(
    'install-oper-data',
    presentMembers(state.members).map(({ slot }) => location(state, slot)),
  );
}

function location({ facts: { release } }: DeviceState, chassis: number): XmlElement {
  const version = `${release.paddedVersion}.0`;
  return x('install-location-information', [
    x('fru', 'fru-rp'),
    x('slot', 0),
    x('bay', 0),
    x('chassis', chassis),
    x('install-version-info', [
      x('version', version),
      x('version-extension', '0'),
      x('current', 'install-version-state-provisioned-committed'),
      x('src-filename', 'bootflash:packages.conf'),
    ]),
    x('install-version-state-info', [
      x('version-state', 'install-version-state-provisioned-committed'),
      x('version', version),
      x('version-extension', '0'),
    ]),
    x('oper-state', [x('sys-activity', 'install-no-activity'), x('boot-mode', 'install-boot-mode-install')]),
  ]);
}
