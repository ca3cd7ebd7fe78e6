import { HARDWARE_NAMESPACE } from '../../../../core/wire/ios-xe/namespaces.ts';
import type { XmlElement } from '../../../../core/wire/netconf/index.ts';
import { activeMember } from '../../model/members.ts';
import { type Part, partsOf } from '../../model/parts.ts';
import type { DeviceState } from '../../model/state.ts';
import { yangDate } from '../../model/time-text.ts';
import { maker } from './elements.ts';

const x = maker(HARDWARE_NAMESPACE);

/** `/device-hardware-data`: inventory and system data, as `Cisco-IOS-XE-device-hardware-oper` models them. */
export function hardwareData(state: DeviceState, nowMs: number): XmlElement {
  return x('device-hardware-data', [x('device-hardware', [...inventory(state), systemData(state, nowMs)])]);
}

/** A stack as a whole first (it repeats the active switch), then each chassis with its power supply and fan, and supervisors. */
function inventory(state: DeviceState): readonly XmlElement[] {
  const [platform] = state.facts.platforms;
  const active = activeMember(state.members);
  if (platform === undefined || active === undefined) return [];
  const whole = { ...active, name: platform.stackName, description: platform.stackName };
  return [
    ...(platform.assembly === 'chassis' ? [] : [entry('hw-type-chassis', 1, whole)]),
    ...partsOf(state.members).flatMap((one) => [
      entry(one.kind === 'chassis' ? 'hw-type-chassis' : 'hw-type-pim', 1000 * one.slot, one),
      ...(one.kind === 'chassis' ? suppliesOf(one) : []),
    ]),
  ];
}

function suppliesOf({ name, slot }: Part): readonly XmlElement[] {
  return [
    part('hw-type-pem', 1000 * slot + 14, `${name} - Power Supply A`),
    part('hw-type-fantray', 1000 * slot + 15, `${name} - Fan 1`),
  ];
}

function entry(
  type: string,
  index: number,
  { model, serial, description, name }: Pick<Part, 'model' | 'serial' | 'description' | 'name'>,
): XmlElement {
  return x('device-inventory', [
    x('hw-type', type),
    x('hw-dev-index', index),
    x('version', 'V02'),
    x('part-number', model),
    x('serial-number', serial),
    x('hw-description', description),
    x('dev-name', name),
    x('field-replaceable', true),
    x('hw-class', 'hw-class-physical'),
  ]);
}

/** A part that nothing depends on: without serial number. */
function part(type: string, index: number, name: string): XmlElement {
  return x('device-inventory', [
    x('hw-type', type),
    x('hw-dev-index', index),
    x('hw-description', name),
    x('dev-name', name),
    x('field-replaceable', true),
    x('hw-class', 'hw-class-physical'),
  ]);
}

function systemData(state: DeviceState, nowMs: number): XmlElement {
  const { release } = state.facts;
  return x('device-system-data', [
    x('current-time', yangDate(nowMs)),
    x('boot-time', yangDate(state.boot.bootTimeMs)),
    x('software-version', softwareVersion(state)),
    x('rommon-version', 'IOS-XE ROMMON'),
    x('last-reboot-reason', state.boot.reason),
    release.hasReasonSeverity
      ? x('reason-severity', state.boot.via === 'crash' ? 'abnormal' : 'normal')
      : null,
    release.hasUnsavedLeaf ? x('unsaved-config', state.isUnsaved) : null,
  ]);
}

/** The first lines of `show version`, which is what this leaf holds on real devices. */
function softwareVersion({ facts: { platforms, release } }: DeviceState): string {
  const codename = release.codename === '' ? '' : ` [${release.codename}],`;
  return [
    `Cisco IOS Software${codename} Catalyst L3 Switch Software (${platforms[0]?.image ?? ''}), Version ${release.version}, RELEASE SOFTWARE (fc1)`,
    'Technical Support: http://www.cisco.com/techsupport',
    `Copyright (c) 1986-${release.year} by Cisco Systems, Inc.`,
    `Compiled ${release.compiled}`,
  ].join('\n');
}
