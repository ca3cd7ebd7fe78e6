import { describe, expect, test } from 'vitest';
import { type Level, LEVELS } from '../../../core/model/level.ts';
import type { DeviceSpec } from '../../../simulator/device/contract.ts';
import { RELEASE_TRAINS } from '../../../simulator/device/platforms/catalog.ts';
import { createRandom } from '../../../core/random.ts';
import { openCli, openNetconf } from './clients.ts';
import { memoryLab } from './lab.ts';

/** Assemblies of every kind: alone, stack, mixed stack, StackWise Virtual, one and two supervisors. */
const ASSEMBLIES: readonly (readonly string[])[] = [
  ['C9200L-48T-4X'],
  ['C9300-24T'],
  ['C9300-48UXM'],
  ['C9300-24T', 'C9300-48T', 'C9300-24P'],
  ['C9300-48P', 'C9300-48P'],
  ['C9500-40X'],
  ['C9500-40X', 'C9500-40X'],
  ['C9407R'],
  ['C9407R', 'C9407R'],
];

/** One case for each assembly and level, with a release drawn by the seed. */
const CASES = ASSEMBLIES.flatMap((members, row) =>
  LEVELS.map((level, column) => {
    const random = createRandom(7).split(`${row} ${column}`);
    const train = RELEASE_TRAINS[random.below(RELEASE_TRAINS.length)]?.train ?? '17.9';
    return { members, level, release: `${train}.1` };
  }),
);

describe('serials and levels agree in every show command and over NETCONF', () => {
  test.each(CASES)('$members $level.network $level.addon $release', async ({ members, level, release }) => {
    const isChassis = members[0] === 'C9407R';
    const serials = (isChassis ? members.slice(0, 1) : members).map((_model, index) => `FCW2301A00${index}`);
    const spec: Partial<DeviceSpec> = { members, serials, release, level };
    const lab = memoryLab({ spec });
    const cli = await openCli(lab);
    const show = async (command: string) => (await cli.run(command)).join('\n');

    for (const command of ['show version', 'show inventory', 'show license udi'])
      for (const serial of serials) expect(await show(command), command).toContain(serial);
    expect(await show('show running-config')).toContain(`sn ${serials[0]}\n`);
    const hardware = await data(lab, HARDWARE);
    for (const serial of serials) expect(hardware).toContain(`>${serial}<`);

    expect(names(await show('show license summary'), /^ {2}(network-\w+|dna-\w+) /gm)).toEqual(
      namesOf(level),
    );
    expect(names(await show('show license usage'), /^(network-\w+|dna-\w+) \(/gm)).toEqual(namesOf(level));
    expect(names(await show('show license all'), /^(network-\w+|dna-\w+) \(/gm)).toEqual(namesOf(level));
    const version = /^(network-\w+)[^]*?^(dna-\w+|None)/m.exec(await show('show version'));
    expect([version?.[1], version?.[2]]).toEqual([level.network, level.addon ?? 'None']);
    const text = `license boot level ${level.network}${level.addon === null ? '' : ` addon ${level.addon}`}`;
    expect((await show('show running-config | include ^license boot')).trim()).toBe(text);
    expect((await show('show startup-config | include ^license boot')).trim()).toBe(text);
    const usage = await data(lab, LICENSING);
    expect(names(usage, /<license-name>([^<]+)</g)).toEqual(namesOf(level));
    expect(
      lab.device
        .truth()
        .usage.map(({ name }) => name)
        .toSorted(),
    ).toEqual(names(usage, /<license-name>([^<]+)</g, false).toSorted());
    expect(lab.defects).toEqual([]);
  });
});

const HARDWARE = '<device-hardware-data xmlns="http://cisco.com/ns/yang/Cisco-IOS-XE-device-hardware-oper"/>';
const LICENSING = '<licensing xmlns="http://cisco.com/ns/yang/cisco-smart-license"/>';

async function data(lab: ReturnType<typeof memoryLab>, filter: string): Promise<string> {
  const netconf = await openNetconf(lab);
  await netconf.rpc(`<get><filter type="subtree">${filter}</filter></get>`);
  return netconf.replies.at(-1) ?? '';
}

function namesOf(level: Level): readonly string[] {
  return level.addon === null ? [level.network] : [level.addon, level.network];
}

/** What a pattern finds, each once and sorted; `isOnce: false`: all of it. */
function names(text: string, pattern: RegExp, isOnce = true): readonly string[] {
  const found = [...text.matchAll(pattern)].map((match) => match[1] ?? '');
  return isOnce ? [...new Set(found)].toSorted() : found;
}
