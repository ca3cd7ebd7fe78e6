/** Who the switch is, what it can, which levels it runs. */
import { formatLevel, isSameLevel } from '../../core/model/level.ts';
import type { Level } from '../../core/model/level.ts';
import { levelInUse } from '../../core/model/device.ts';
import { CAPABILITIES, hasCapability } from '../../core/wire/netconf/index.ts';
import { MODULES_NEEDED } from '../drivers/device/examine.ts';
import type { NetconfFindings, Told } from '../drivers/device/examine.ts';
import type { Who } from '../drivers/device/identity-reading.ts';
import { blockersIn } from '../drivers/device/preflight.ts';
import { canonicalSerial } from '../inventory/index.ts';
import type { InventoryDevice } from '../inventory/index.ts';
import { check, judge } from './checks.ts';
import type { Check, Findings, MemberSeen } from './contract.ts';

/** Levels as far as they were told. */
export interface LevelsSeen {
  readonly inUse: Level | null;
  /** Of running-config. */
  readonly boot: Level | null;
  /** Of startup-config. */
  readonly startup: Level | null;
}

/** What NETCONF and the CLI say about levels; NETCONF goes first. */
export function levelsOf({ netconf, cli }: Findings): LevelsSeen {
  const usage = 'found' in netconf ? valueOf(netconf.found.usage) : null;
  const version = 'found' in cli ? valueOf(cli.found.version) : null;
  return {
    inUse: (usage === null ? null : levelInUse(usage)) ?? version?.level ?? null,
    boot: ('found' in netconf ? valueOf(netconf.found.bootLevel) : null) ?? version?.nextLevel ?? null,
    startup: 'found' in cli ? valueOf(cli.found.startupLevel) : null,
  };
}

/** Capabilities, identity, members, levels. */
export function judgeDevice(findings: Findings): readonly Check[] {
  const { netconf, device } = findings;
  const found = 'found' in netconf ? netconf.found : null;
  return [
    ...(found === null ? [] : [judgeCapabilities(found)]),
    ...judge('modules', found?.modules ?? null, (modules) => judgeModules(modules, found)),
    ...judge('identity', found?.who ?? null, (who) => judgeIdentity(who, device)),
    ...judge('members', found?.who ?? null, judgeMembers),
    ...judge('syncing', found?.isSyncing ?? null, (isSyncing) =>
      isSyncing
        ? check(
            'syncing',
            'blocked',
            'The switch copies its configuration into the datastore just now.',
            'It passes by itself in a minute or two.',
          )
        : check('syncing', 'ok', 'No synchronization of the configuration is under way.'),
    ),
    judgeLevels(levelsOf(findings)),
  ];
}

function judgeCapabilities({ capabilities, base, candidate, sessionId }: NetconfFindings): Check {
  const has = (uri: string): boolean => hasCapability(capabilities, uri);
  const way = candidate ? 'through the candidate datastore' : 'into running';
  const text = `NETCONF ${base}, ${capabilities.length} capabilities, session ${sessionId}; a change is written ${way}.`;
  if (candidate || has(CAPABILITIES.writableRunning)) return check('capabilities', 'ok', text);
  return check(
    'capabilities',
    'blocked',
    `NETCONF ${base} offers neither writable-running nor candidate, so nothing can be written.`,
    'Is this netconf-yang? See "show netconf-yang status".',
  );
}

/** Up to 17.9 the hello lists the modules, later yang-library does: either will do. */
function judgeModules(listed: readonly string[], found: NetconfFindings | null): Check {
  const text = (found?.capabilities ?? []).join('\n');
  const missing = MODULES_NEEDED.filter((name) => !listed.includes(name) && !text.includes(`module=${name}`));
  if (missing.length === 0) return check('modules', 'ok', 'Every YANG module that a change uses is there.');
  return check(
    'modules',
    'attention',
    `Not listed: ${missing.join(', ')}.`,
    'Releases before 16.9 and other platforms lack them; a plan reads and says more.',
  );
}

function judgeIdentity({ serials, system }: Who, { serials: expected, line }: InventoryDevice): Check {
  const found = serials.map(canonicalSerial).toSorted();
  const facts = `Release ${system.release ?? 'not stated'}, up since ${system.bootTime ?? 'not stated'}`;
  if (found.length === 0)
    return check(
      'identity',
      'blocked',
      `${facts}; no serial number was told.`,
      'Operational data fills in the minutes after a boot; try again.',
    );
  if (expected.length > 0 && found.join() !== expected.join()) {
    return check(
      'identity',
      'blocked',
      `The inventory (line ${line}) states ${expected.join(', ')}; ${found.join(', ')} answered.`,
      'Check address and serials in the inventory: another switch may have this address.',
    );
  }
  const how = expected.length > 0 ? 'as the inventory states' : 'the inventory states none';
  return check('identity', 'ok', `${facts}; serials ${found.join(', ')} (${how}).`);
}

function judgeMembers(who: Who): Check {
  const blockers = blockersIn(who);
  if (blockers.length > 0)
    return check(
      'members',
      'blocked',
      `${blockers.join('; ')}.`,
      'Repair the member first: every member is verified after the reload.',
    );
  const count = who.members.length;
  return check(
    'members',
    'ok',
    count === 1 ? 'It stands alone and is ready.' : `All ${count} members are ready.`,
  );
}

function judgeLevels({ inUse, boot, startup }: LevelsSeen): Check {
  if (inUse === null && boot === null)
    return check('level', 'unknown', 'Neither the level in use nor that of the next boot was told.');
  const text = `In use ${words(inUse)}; the next boot takes ${words(boot)} (startup-config: ${words(startup)}).`;
  if (inUse !== null && boot !== null && !isSameLevel(inUse, boot))
    return check(
      'level',
      'attention',
      text,
      'Somebody has configured another level: it takes effect with the next reload, if it is saved.',
    );
  if (boot === null)
    return check(
      'level',
      'blocked',
      `${text} running-config states no boot level.`,
      'There is nothing an undo could restore: configure the level that is in use, and save it.',
    );
  return check('level', 'ok', text);
}

function words(level: Level | null): string {
  return level === null ? 'not stated' : formatLevel(level);
}

/** Every member with its levels. One that does not run the stack's level says so by its state. */
export function membersOf(findings: Findings): readonly MemberSeen[] {
  const { netconf } = findings;
  const who = 'found' in netconf ? valueOf(netconf.found.who) : null;
  const { inUse, boot } = levelsOf(findings);
  return (who?.members ?? []).map(({ slot, serial, model, role, state }) => ({
    slot,
    serial,
    model,
    role,
    state,
    level: state === 'ready' && inUse !== null ? formatLevel(inUse) : null,
    bootLevel: boot === null ? null : formatLevel(boot),
  }));
}

function valueOf<Value>(told: Told<Value>): Value | null {
  return 'value' in told ? told.value : null;
}
