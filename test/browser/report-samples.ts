/** Runs that show everything a report can show, made on the fake binding. */
import { minutes, seconds } from 'catalyst-license-lab/scenarios';
import { createRandom } from '../../core/random.ts';
import type { Reported } from '../../scenarios/harness/evidence/html/report.ts';
import { fakeBinding, type FakeVerb, type FakeWorld } from '../scenarios/fake-binding.ts';
import { applyAll, runOnce, sample } from '../scenarios/sample.ts';

/** One change of one switch, with times as a real one has them. */
async function change(
  world: FakeWorld,
  index: number,
  random: ReturnType<typeof createRandom>,
): Promise<void> {
  const { devices, note, wait, faults } = world;
  const device = devices[index];
  if (device === undefined) return;
  const { id } = device;
  const between = (from: number, to: number): Promise<void> =>
    wait(seconds(from + random.next() * (to - from)));
  note(id, 'connect', { service: 'netconf' });
  await between(1, 4);
  note(id, 'rpc', { rpc: 'get' });
  note(id, 'edit', {
    changed: true,
    via: 'netconf',
    level: 'network-advantage',
    before: 'network-essentials',
  });
  await between(2, 9);
  note(id, 'save', { ok: true, via: 'netconf', level: 'network-advantage' });
  await between(1, 5);
  note(id, 'reload-received', {
    via: 'netconf',
    reason: `liclab R1-${String(index + 1).padStart(4, '0')}`,
    force: false,
    result: 'accepted',
  });
  await between(4, 6);
  note(id, 'reload-executed', { via: 'netconf', boot: 2 });
  device.bootCount += 1;
  const isLost = faults.some(({ fault, target }) => fault === 'device.never-returns' && target === id);
  if (isLost) return wait(minutes(20));
  await between(70, 110);
  note(id, 'boot', { boot: 2, level: 'network-advantage' });
  await between(110, 160);
  note(id, 'ready', { service: 'cli', boot: 2 });
  note(id, 'connect', { service: 'cli' });
  await between(40, 90);
  note(id, 'ready', { service: 'all', boot: 2 });
  device.runningLevel = 'network-advantage';
  note(id, 'connect', { service: 'netconf' });
  note('cssm', 'http', { method: 'POST', path: '/v1/accounts/example.com/licenses', status: 200 });
}

/** Waves one after the other, all switches of a wave side by side. */
const inWaves =
  (waves: readonly number[]): FakeVerb =>
  async (world) => {
    const random = createRandom(7);
    let next = 0;
    for (const wave of waves) {
      await Promise.all(
        Array.from({ length: wave }, (_, offset) =>
          change(world, next + offset, random.split(String(next + offset))),
        ),
      );
      next += wave;
    }
    return {
      exitCode: 1,
      stdout: '{"state":"finished"}\n',
      stderr: '1 of 200 switches is LOST: sw-0118\nGo on with: liclab rollout retry R1\n',
    };
  };

async function bulk(): Promise<Reported> {
  const scenario = sample({
    id: 'promote-two-hundred',
    title: 'Two hundred switches are promoted in waves, and the exposure is never exceeded',
    covers: ['promote', 'bulk', 'I1', 'I5', 'I8'],
    lab: { accounts: [], groups: [{ count: 200, platform: 'C9300-24T' }] },
    timeoutMs: minutes(600),
    async steps({ step, agent, check, lab }) {
      await step('plan the promotion of every switch in waves of 1, 5, 10 %, 25 % and the rest', async () => {
        const plan = await agent.run(
          'plan',
          '--select',
          'all',
          '--level',
          'network-advantage',
          '--out',
          'plan.json',
        );
        check.equal('the plan is accepted', plan.exitCode, 0);
        await lab.fault({ fault: 'device.never-returns', target: 'sw-0118' });
      });
      await step('apply the plan', async () => {
        const apply = await agent.run('apply', 'plan.json', '--yes');
        check.equal('the rollout is finished', apply.json.state, 'finished');
        await check.metric('reloads.per-device.max', 1);
        check.that(
          'never more switches down than the exposure allows',
          false,
          '124 were down at once, 50 are allowed',
        );
        check.equal('every switch ends as planned', apply.exitCode, 0);
      });
    },
  });
  const { record } = await runOnce(scenario, fakeBinding({ verbs: { apply: inWaves([1, 5, 20, 50, 124]) } }));
  const { id, title } = scenario;
  return { id, title, outcome: record.outcome, reason: record.reason, run: record };
}

async function killed(): Promise<Reported> {
  const scenario = sample({
    id: 'agent-killed-mid-reload',
    title: 'The agent is killed in the middle of a reload, and goes on <img src=x onerror=alert(1)>',
    covers: ['resume', 'one-reload', 'F36', 'I1', 'I9', 'I23'],
    lab: { accounts: [], groups: [{ count: 6, platform: 'C9300-48T', members: 2 }] },
    async steps({ step, agent, check, lab }) {
      await step('apply the plan and kill the agent while switches boot', async () => {
        const apply = agent.start('apply', 'plan.json', '--yes');
        await lab.advance(seconds(95));
        apply.kill();
        check.equal('it was killed', (await apply.done).exitCode, null);
        await lab.power('sw-0002', false);
      });
      await step('apply the same plan again', async () => {
        const apply = await agent.run('apply', 'plan.json', '--yes');
        check.equal('the rollout went on', apply.exitCode, 0);
        await check.metric('reloads.per-device.max', { max: 1 });
      });
    },
    expect: { unmatched: 0, 'devices.down': 0 },
  });
  let runs = 0;
  const apply: FakeVerb = (world) =>
    ++runs === 1 ? inWaves([3])(world) : applyAll({ ...world, devices: world.devices.slice(3) });
  const { record } = await runOnce(scenario, fakeBinding({ verbs: { apply } }));
  const { id, title } = scenario;
  return {
    id,
    title,
    outcome: 'flaky',
    reason: 'step "apply the same plan again": the rollout went on: expected 0, got 5',
    run: record,
  };
}

async function small(): Promise<Reported> {
  const scenario = sample({
    id: 'lock-held-by-daemon',
    title: 'A lock held by a daemon of the switch is waited for',
    covers: ['locks', 'F6'],
    async steps({ step, agent, check, lab }) {
      await step('a daemon holds the lock', () =>
        lab.fault({ fault: 'netconf.lock-held', target: '*', times: 3 }),
      );
      await step(
        'apply the plan',
        async () => void check.equal('as planned', (await agent.run('apply', 'plan.json')).exitCode, 0),
      );
    },
  });
  const { record } = await runOnce(scenario, fakeBinding({ verbs: { apply: applyAll } }));
  const { id, title } = scenario;
  return { id, title, outcome: record.outcome, reason: record.reason, run: record };
}

/** Failed, flaky, passed and skipped. */
export async function reportSamples(): Promise<readonly Reported[]> {
  const skipped: Reported = {
    id: 'slow-network',
    title: 'A slow network',
    outcome: 'skipped',
    reason: 'the ssh binding cannot make net.slicer: bytes are not cut there',
    run: null,
  };
  return [await small(), skipped, await killed(), await bulk()];
}
