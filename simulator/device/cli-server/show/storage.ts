import type { Member } from '../../../../core/model/device.ts';
import type { Platform } from '../../platforms/platform.ts';

/**
 * Storage lines of `show version`. Models with `bootflash:` count it before the crash files, the others after them; the other
 * units of a device follow each kind, and the standby supervisor of a chassis comes last as `bootflash-1-0:` (captures of
 * 9500-40X, 9500-48Y4C and 9606R).
 */
export function storageLines(platform: Platform, others: readonly Member[]): readonly string[] {
  if (platform.assembly === 'chassis') {
    return [...pair(''), ...others.flatMap((member) => pair(`-${member.slot - 1}-0`))];
  }
  const units = ['', ...others.map(({ slot }) => `-${slot}`)];
  const crash = units.map((unit) => `1638400K bytes of Crash Files at crashinfo${unit}:.`);
  if (platform.flash === 'bootflash:') {
    return [...units.map((unit) => `11161600K bytes of Bootflash at bootflash${unit}:.`), ...crash];
  }
  return [...crash, ...units.map((unit) => `11264000K bytes of Flash at flash${unit}:.`)];
}

function pair(unit: string): readonly string[] {
  return [
    `11161600K bytes of Bootflash at bootflash${unit}:.`,
    `1638400K bytes of Crash Files at crashinfo${unit}:.`,
  ];
}
