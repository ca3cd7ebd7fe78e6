/**
 * Troubles that belong together, each tied to a boundary of one switch's change. Single faults spread at random seldom meet:
 * an edit whose answer is lost AND a switch that then stays dark is one story here.
 */
import { isSameLevel } from '../../core/model/level.ts';
import type { Random } from '../../core/ports/random.ts';
import { ADVANTAGE, ESSENTIALS } from '../core/machines/samples.ts';
import type { World } from './world.ts';

/** What a story may do besides asking for faults. */
export interface Hands {
  /** Kills the agent now; another one starts `downMs` later. */
  crash(downMs: number): void;
}

interface Stage extends Hands {
  readonly world: World;
  readonly id: string;
  readonly random: Random;
}

type Act = (stage: Stage) => void;

/** A story: when it begins, and what happens then. `START` is before the first connection. */
interface Story {
  readonly name: string;
  readonly at: string;
  readonly acts: readonly Act[];
}

const MINUTE_MS = 60_000;

const later = ({ world, id }: Stage, delayMs: number, act: () => void): void =>
  void world.clock.setTimer(`${id} story`, delayMs, act);

/** The connection ends after the next rpc of that name, which was carried out or not. */
const drop =
  (rpc: string, executed?: boolean): Act =>
  ({ world, id, random }) =>
    world.faults.add({
      fault: 'netconf.drop-after',
      target: id,
      after: { rpc },
      params: { executed: executed ?? random.below(2) === 0 },
    });

/** A fault without parameters, once. */
const ask =
  (fault: string): Act =>
  ({ world, id }) =>
    world.faults.add({ fault, target: id });

/** Nobody can connect for a while. */
const dark: Act = ({ world, id, random }) =>
  world.faults.add({
    fault: 'device.unreachable',
    target: id,
    params: { durationMs: random.below(40) * MINUTE_MS },
  });

/** The next lock is denied: an operator holds it for a while. */
const lockedByOperator: Act = ({ world, id, random }) =>
  world.faults.add({
    fault: 'netconf.lock-held',
    target: id,
    after: { rpc: 'lock' },
    params: { holder: 'operator', durationMs: random.below(10) * MINUTE_MS },
  });

/** Another operator types a line on the console within two minutes, when no lock is in the way. */
const colleague: Act = (stage) =>
  later(stage, stage.random.below(120_000), () =>
    typeAsAnother(stage.world, stage.id, `vlan ${2 + stage.random.below(4000)}`),
  );

/** Another operator sets the boot level back, or sets the target before we do. */
const levelByColleague: Act = (stage) =>
  later(stage, stage.random.below(120_000), () => typeAsAnother(stage.world, stage.id, null));

/** Somebody pulls the plug within a minute. */
const powerCut: Act = (stage) =>
  later(stage, stage.random.below(MINUTE_MS), () => {
    const device = stage.world.device(stage.id);
    device.power(false);
    later(stage, 5_000, () => device.power(true));
  });

/** Another switch, which runs already, is put in its place: every session is gone. */
const swap: Act = ({ world, id }) => {
  const chassis = world.chassis.get(id);
  if (chassis === undefined) return;
  const serials = chassis.spec.serials.map((serial) => serial.replace(/^.../, 'FOX'));
  const plan = { loadingMs: 0, startingMs: 0, netconfMs: 0, syncMs: 0, trouble: { serials } };
  chassis.dispatch({ type: 'power-off', atMs: chassis.now() });
  chassis.dispatch({ type: 'power-on', atMs: chassis.now(), plan });
};

/** The agent dies at once and comes back within two minutes. */
const crash: Act = ({ random, ...hands }) => hands.crash(random.below(120_000));

const STORIES: readonly Story[] = [
  { name: 'edit lost, then dark', at: 'B5', acts: [drop('edit-config'), dark] },
  { name: 'edit lost, a colleague types', at: 'B5', acts: [drop('edit-config'), colleague] },
  { name: 'edit lost, then locked', at: 'B5', acts: [drop('edit-config'), lockedByOperator] },
  { name: 'another switch at the edit', at: 'B5', acts: [swap] },
  { name: 'crash at the edit, a colleague types', at: 'B5', acts: [crash, colleague] },
  { name: 'save lost, then dark', at: 'B7', acts: [drop('save-config'), dark] },
  { name: 'save lost, then locked', at: 'B7', acts: [drop('save-config'), lockedByOperator] },
  { name: 'save lost, a colleague types', at: 'B7', acts: [drop('save-config'), colleague] },
  { name: 'crash at the save, a colleague types', at: 'B7', acts: [crash, colleague] },
  {
    name: 'save fails, the revert changes nothing',
    at: 'B7',
    acts: [ask('device.save-fails'), ask('netconf.lying-ok')],
  },
  { name: 'save lost, then it lies', at: 'B7', acts: [drop('save-config', false), ask('device.save-lies')] },
  { name: 'saved, session lost, a colleague types', at: 'B8', acts: [drop('get-config'), colleague] },
  { name: 'saved, session lost, another level', at: 'B8', acts: [drop('get-config'), levelByColleague] },
  { name: 'saved, session lost, locked', at: 'B8', acts: [drop('get-config'), lockedByOperator] },
  { name: 'saved, then the power fails', at: 'B8', acts: [powerCut] },
  { name: 'crash at the reload', at: 'B10', acts: [crash] },
  { name: 'crash at the reload, the power fails', at: 'B10', acts: [crash, powerCut] },
  { name: 'reload lost', at: 'B10', acts: [drop('reload')] },
  { name: 'reload lost, then dark', at: 'B10', acts: [drop('reload'), dark] },
  { name: 'crash while it boots', at: 'B12', acts: [crash] },
  { name: 'another switch after the boot', at: 'B12', acts: [swap] },
  { name: 'crash at the verdict', at: 'B16', acts: [crash] },
  { name: 'another switch from the start', at: 'START', acts: [swap] },
  { name: 'another switch before the lock', at: 'B2', acts: [swap] },
];

/** Types one line as somebody else; `null` sets the other boot level. Nothing while locked or not ready. */
export function typeAsAnother(world: World, id: string, line: string | null): void {
  const chassis = world.chassis.get(id);
  if (chassis === undefined || chassis.state.phase !== 'ready' || chassis.lock !== null) return;
  const { running } = chassis.state;
  const isAtTarget = running.level !== null && isSameLevel(running.level, ADVANTAGE);
  const config =
    line === null
      ? { ...running, level: isAtTarget ? ESSENTIALS : ADVANTAGE }
      : { ...running, others: [...running.others, line] };
  chassis.dispatch({ type: 'edited', atMs: chassis.now(), config: Object.freeze(config), user: 'alice' });
  chassis.note('edit', null, 'alice', { via: 'control', applied: true, changed: true });
}

/** Deals a story to about every fourth switch. `begin` is called for each boundary passed; `told` names those dealt. */
export function dealStories(world: World, random: Random, hands: Hands) {
  const told: string[] = [];
  const waiting = new Map<string, Story>();
  const perform = (id: string, story: Story): void => {
    waiting.delete(id);
    for (const act of story.acts) act({ ...hands, world, id, random: random.split(id) });
  };
  for (const { id } of world.specs) {
    if (random.below(4) !== 0) continue;
    const story = STORIES[random.below(STORIES.length)] as Story;
    told.push(`${id}: ${story.name}`);
    if (story.at === 'START') perform(id, story);
    else waiting.set(id, story);
  }
  return {
    told,
    passed(id: string, boundaries: readonly string[]): void {
      const story = waiting.get(id);
      if (story !== undefined && boundaries.includes(story.at)) perform(id, story);
    },
  };
}
