import { NATIVE_NAMESPACE } from '../../../../core/wire/ios-xe/namespaces.ts';
import { elementsOf, type XmlElement } from '../../../../core/wire/netconf/index.ts';
import type { Config, SmartConfig } from '../../model/config.ts';
import { activeMember } from '../../model/members.ts';
import type { DeviceState } from '../../model/state.ts';
import { deviceInterfaces } from '../../platforms/platform.ts';
import { maker } from './elements.ts';

const x = maker(NATIVE_NAMESPACE);

/**
 * `/native`: the part of the running configuration that the simulator models as data. The interfaces, hundreds in a stack,
 * are made only when `wanted`, the filter's node, may select them.
 */
export function native(state: DeviceState, wanted: XmlElement | null): XmlElement {
  const { running, facts } = state;
  const asked = wanted === null ? [] : elementsOf(wanted).map((element) => element.name);
  return x('native', [
    x('version', facts.release.train),
    x('hostname', running.hostname),
    license(state, running),
    asked.length === 0 || asked.includes('interface') ? interfaces(state, running) : null,
  ]);
}

function license(state: DeviceState, config: Config): XmlElement {
  const active = activeMember(state.members);
  return x('license', [
    x('udi', [x('pid', active?.model ?? ''), x('sn', active?.serial ?? '')]),
    x('boot', [x('level', [level(config)])]),
    smart(config.smart),
  ]);
}

function level({ level: configured }: Config): XmlElement | null {
  if (configured === null) return null;
  return x(configured.network, [configured.addon === null ? null : x('addon', configured.addon)]);
}

function smart(config: SmartConfig): XmlElement | null {
  const { transport, url, cslu, usageIntervalDays } = config;
  const parts = [
    // The enumeration's capital letter is real.
    transport === null ? null : x('transport-type', transport === 'off' ? 'Off' : transport),
    usageIntervalDays === null ? null : x('usage', [x('interval', usageIntervalDays)]),
    url === null && cslu === null
      ? null
      : x('url', [cslu === null ? null : x('cslu', cslu), url === null ? null : x('name', url)]),
  ];
  return parts.every((part) => part === null) ? null : x('smart', parts);
}

/** Every interface as a list entry of its type; the key is what follows the type in its name. */
function interfaces(state: DeviceState, config: Config): XmlElement {
  const names = deviceInterfaces(state.facts.platforms);
  return x(
    'interface',
    names.map((name) => {
      const [, type = '', key = ''] = /^([A-Za-z]+)(.*)$/.exec(name) ?? [];
      const own = config.interfaces.get(name);
      return x(type, [
        x('name', key),
        own === undefined || own.description === null ? null : x('description', own.description),
        own?.isShutdown === true ? x('shutdown') : null,
      ]);
    }),
  );
}
