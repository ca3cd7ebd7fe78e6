import { withInterface, withSection } from '../model/config.ts';
import type { DeviceFacts } from '../model/state.ts';
import { deviceInterfaces } from '../platforms/platform.ts';
import type { ConfigChange, ConfigHandler, ConfigPlace } from './config-handler.ts';
import { SECTION_KINDS, sectionKindOf, type SectionMode, withLine, withoutLine } from './config-sections.ts';
import { type Command, compile, type Grammar } from './grammar.ts';
import { maskSecrets } from './secrets.ts';

/** Commands of global mode that open sections, and that take them away. */
export const SECTION_OPENERS: readonly Command<ConfigHandler>[] = [
  { spec: 'interface <line>', handler: enterInterface },
  { spec: 'no interface <line>', handler: dropInterface },
  { spec: 'line vty <line>', handler: opens('line vty') },
  { spec: 'line console <line>', handler: opens('line con') },
  ...['vlan', 'router', 'ip access-list standard', 'ip access-list extended', 'vrf definition'].flatMap(
    section,
  ),
  ...section('crypto pki trustpoint'),
  { spec: 'archive', handler: opens('archive') },
  { spec: 'no archive', handler: drops('archive') },
];

/** Commands under each kind of section; what is not among them is tried in global mode, as IOS does. */
export const SECTION_GRAMMARS: ReadonlyMap<SectionMode, Grammar<ConfigHandler>> = new Map(
  SECTION_KINDS.map(({ mode, words }) => [
    mode,
    compile<ConfigHandler>([
      ...words.flatMap(keptWord),
      ...(mode === 'config-if' ? interfaceCommands() : []),
    ]),
  ]),
);

function interfaceCommands(): readonly Command<ConfigHandler>[] {
  return [
    {
      spec: 'description <line>',
      handler: (place, [description = '']) => onInterface(place, { description }),
    },
    { spec: 'no description', handler: (place) => onInterface(place, { description: null }) },
    { spec: 'shutdown', handler: (place) => onInterface(place, { isShutdown: true }) },
    { spec: 'no shutdown', handler: (place) => onInterface(place, { isShutdown: false }) },
  ];
}

function section(header: string): readonly Command<ConfigHandler>[] {
  return [
    { spec: `${header} <line>`, handler: opens(header) },
    { spec: `no ${header} <line>`, handler: drops(header) },
  ];
}

function keptWord(word: string): readonly Command<ConfigHandler>[] {
  const keep: ConfigHandler = (place, [rest = '']) => typed(place, `${word} ${rest}`, withLine);
  const drop: ConfigHandler = (place, [rest = '']) => typed(place, `${word} ${rest}`, withoutLine);
  return [
    { spec: word, handler: keep },
    { spec: `${word} <line>`, handler: keep },
    { spec: `no ${word}`, handler: drop },
    { spec: `no ${word} <line>`, handler: drop },
  ];
}

function typed(place: ConfigPlace, text: string, change: typeof withLine): ConfigChange {
  const { config, section: header } = place;
  if (header === null) return { config, section: null };
  const lines = change(config.sections.get(header) ?? [], maskSecrets(text.trim()));
  const isKept = lines.length > 0 || !header.startsWith('interface ');
  return { config: withSection(config, header, isKept ? lines : null), section: header };
}

function opens(header: string): ConfigHandler {
  return ({ config }, [rest = '']) => {
    const name = `${header} ${rest}`.trim().replaceAll(/\s+/g, ' ');
    if (config.sections.has(name)) return { config, section: name, isHeader: true };
    if (name.startsWith('line ')) return ofLine(config, name, rest);
    if (name.startsWith('vlan ') && !isVlan(rest)) return { invalid: rest };
    return { config: withSection(config, name, []), section: name };
  };
}

/** `line vty 0 15` means lines that exist: the settings of the first range that has its first line. */
function ofLine(config: ConfigPlace['config'], name: string, rest: string): ConfigChange {
  const first = Number(rest.split(' ')[0]);
  const isVty = name.startsWith('line vty ');
  if (!/^\d{1,2}( \d{1,2})?$/.test(rest) || first > 31 || (!isVty && first > 0)) return { invalid: rest };
  const section = isVty ? (first < 5 ? 'line vty 0 4' : 'line vty 5 31') : 'line con 0';
  return { config, section, isHeader: true };
}

function isVlan(text: string): boolean {
  return (
    /^[\d,-]{1,60}$/.test(text) && text.split(/[,-]/).every((id) => Number(id) >= 1 && Number(id) <= 4094)
  );
}

function drops(header: string): ConfigHandler {
  return ({ config }, [rest = '']) => ({
    config: withSection(config, `${header} ${rest}`.trim().replaceAll(/\s+/g, ' '), null),
    section: null,
  });
}

function enterInterface({ config, facts }: ConfigPlace, [text = '']: readonly string[]): ConfigChange {
  const name = findInterface(facts, text);
  if (name === null) return { invalid: text };
  const header = `interface ${name}`;
  const isNew = MADE.test(name) && !config.sections.has(header) && !config.interfaces.has(name);
  return isNew
    ? { config: withSection(config, header, []), section: header }
    : { config, section: header, isHeader: true };
}

function dropInterface({ config, facts }: ConfigPlace, [text = '']: readonly string[]): ConfigChange {
  const name = findInterface(facts, text);
  if (name === null || !MADE.test(name)) return { invalid: text };
  const plain = withInterface(config, name, { description: null, isShutdown: false });
  return { config: withSection(plain, `interface ${name}`, null), section: null };
}

const MADE = /^(Vlan|Loopback|Port-channel)/;
const MADE_TYPES = ['Vlan', 'Loopback', 'Port-channel'];

/** `gi1/0/1`, `GigabitEthernet 1/0/1`, `vlan 10`: the interface that is meant, or null. */
function findInterface(facts: DeviceFacts, text: string): string | null {
  const [, type = '', numbers = ''] = /^([a-z-]+)\s*([0-9]+(?:\/[0-9]+){0,2})$/i.exec(text.trim()) ?? [];
  if (type === '') return null;
  const made = MADE_TYPES.find((own) => own.toLowerCase().startsWith(type.toLowerCase()));
  if (made !== undefined) return /^\d{1,4}$/.test(numbers) ? made + numbers : null;
  return (
    ['GigabitEthernet0/0', ...deviceInterfaces(facts.platforms)].find((name) => {
      const own = name.replace(/[0-9/]+$/, '');
      return name === own + numbers && own.toLowerCase().startsWith(type.toLowerCase());
    }) ?? null
  );
}

function onInterface(place: ConfigPlace, change: Parameters<typeof withInterface>[2]): ConfigChange {
  const { config, section: header } = place;
  if (header === null || sectionKindOf(header).mode !== 'config-if') return { config, section: header };
  return { config: withInterface(config, header.slice('interface '.length), change), section: header };
}
