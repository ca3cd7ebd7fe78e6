import { z } from 'zod';
import { isLicenseLabError } from '../../core/errors.ts';
import { formatLevel, isLevelAllowed, LEVELS } from '../../core/model/level.ts';
import type { Platform } from '../device/platforms/platform.ts';
import { PLATFORMS, releaseOf } from '../device/platforms/catalog.ts';
import { FLEET_MAX } from '../fleet/fleet.ts';

/** Longest id, site or name. */
const WORD_MAX = 63;
/** Longest stack that a group may state; the platform may allow fewer. */
const STACK_MAX = 16;

const byModel = new Map(PLATFORMS.map((platform) => [platform.model, platform]));
const models = [...byModel.keys()];

const platform = z.enum(models);
const word = z
  .string()
  .regex(
    /^[A-Za-z0-9][\w.-]{0,62}$/,
    `expected letters, digits, "-", "_" and ".", at most ${WORD_MAX} of them`,
  );
const release = z.string().check((context) => {
  try {
    releaseOf(context.value);
  } catch (error) {
    if (!isLicenseLabError(error)) throw error;
    context.issues.push({
      code: 'custom',
      input: context.value,
      message: `${error.message}. ${error.hint ?? ''}`.trim(),
    });
  }
});

const fields = z.strictObject({
  count: z.int().min(1).max(FLEET_MAX).default(1).describe('Number of switches.'),
  platform: platform.optional().describe('Model; of every member when members is a number.'),
  members: z
    .union([z.int().min(1).max(STACK_MAX), z.array(platform).min(1).max(STACK_MAX)])
    .default(1)
    .describe(
      'Size of each stack (of a chassis: its supervisors), or the model of each member (mixed stack).',
    ),
  release: release.default('17.9.4').describe('IOS XE release, e.g. 17.9.4.'),
  level: z.enum(['network-essentials', 'network-advantage']).default('network-essentials'),
  addon: z.enum(['none', 'dna-essentials', 'dna-advantage']).default('none'),
  candidate: z
    .enum(['off', 'on', 'only'])
    .default('off')
    .describe('Candidate datastore: off (as out of the box), on beside writable running, or only.'),
  daemonLocks: z
    .enum(['on', 'off'])
    .default('on')
    .describe(
      'Whether a daemon holds the NETCONF lock for some seconds after something was typed on the CLI.',
    ),
  reporting: z
    .enum(['automatic', 'manual'])
    .default('manual')
    .describe('Whether usage is reported every 30 days and after a change, or only when asked for.'),
  site: word.default('lab'),
  account: z
    .string()
    .optional()
    .describe(
      'Domain or name of the Smart Account they trust; none for no trust. Default: the default account.',
    ),
  virtualAccount: z.string().optional().describe('Default: the default Virtual Account of the account.'),
  prefix: word.default('sw').describe('Ids are PREFIX-0001, PREFIX-0002, ... in the order of the file.'),
  ids: z.array(word).optional().describe('Ids in place of numbered ones; as many as count.'),
  username: z.string().min(1).max(WORD_MAX).default('admin'),
  password: z
    .string()
    .min(1)
    .max(128)
    .default('Lab-Only-Passw0rd')
    .describe('Public: never one that is used anywhere else.'),
  enable: z.string().min(1).max(128).optional().describe('Default: the password.'),
});

/** Equal switches of a lab. */
export const groupSchema = fields.check((context) => {
  const group = context.value;
  const problem: Problem = (key, message) => {
    context.issues.push({ code: 'custom', input: group, path: [key], message });
  };
  const level = { network: group.level, addon: group.addon === 'none' ? null : group.addon };
  if (!isLevelAllowed(level)) {
    const sameNetwork = LEVELS.filter((one) => one.network === group.level).map(formatLevel);
    problem('addon', `no switch accepts ${formatLevel(level)}. Valid: ${sameNetwork.join(', ')}.`);
  }
  checkMembers(group, problem);
  if (group.ids !== undefined && group.ids.length !== group.count) {
    problem('ids', `expected ${group.count} ids (count), got ${group.ids.length}`);
  }
});

/** Equal switches as the file states them, defaults filled in. */
export type LabGroup = z.infer<typeof groupSchema>;

/** Serials that a device of these members has: of a chassis one, however many supervisors it has. */
export function serialCount(members: readonly string[]): number {
  return byModel.get(members[0] ?? '')?.assembly === 'chassis' ? 1 : members.length;
}

type Problem = (key: keyof LabGroup, message: string) => void;

/** Model of each member. */
export function membersOf(group: LabGroup): readonly string[] {
  if (typeof group.members !== 'number') return group.members;
  return Array.from({ length: group.members }, () => group.platform ?? '');
}

/** Stacks may mix models of a family; a StackWise Virtual pair and the supervisors of a chassis are of one model. */
function isCompanion(head: Platform, other: Platform | undefined): boolean {
  return head.assembly === 'stack' ? other?.stackName === head.stackName : other?.model === head.model;
}

function checkMembers(group: LabGroup, problem: Problem): void {
  if (group.platform === undefined && typeof group.members === 'number') {
    return problem('platform', `is missing. Valid: ${models.join(', ')}.`);
  }
  const members = membersOf(group);
  const [first = ''] = members;
  if (group.platform !== undefined && group.platform !== first) {
    return problem('platform', `the first member is ${first}: leave platform away, or let it be the same`);
  }
  const head = byModel.get(first);
  if (head === undefined) return;
  const stranger = members.find((model) => !isCompanion(head, byModel.get(model)));
  if (stranger !== undefined) problem('members', `${stranger} does not stack with ${first}`);
  if (members.length > head.membersMax) {
    problem('members', `expected at most ${head.membersMax} members of ${first}, got ${members.length}`);
  }
}
