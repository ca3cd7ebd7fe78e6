import { describe, expect, test, vi } from 'vitest';
import { hours, type Lab, minutes, seconds } from 'catalyst-license-lab/scenarios';
import { LicenseLabError } from '../../core/errors.ts';
import { stopLab } from '../../scenarios/harness/runner/stop-lab.ts';
import { fakeBinding } from './fake-binding.ts';
import { applyAll, runOnce, sample } from './sample.ts';

test('steps, checks, verbs and metrics are in the evidence, on the clock of the scenario', async () => {
  const scenario = sample({
    async steps({ step, agent, check }) {
      await step('apply the plan', async () => {
        const apply = await agent.run('apply', 'plan.json', '--yes');
        check.equal('it ends as planned', apply.exitCode, 0);
        check.equal('the state', apply.json.state, 'finished');
      });
    },
    expect: {
      'reloads.executed': 3,
      'down-at-once.max': { max: 1 },
      'devices.changed': 3,
      'duration.ms': { min: minutes(10) },
    },
  });
  const { record } = await runOnce(scenario, fakeBinding({ verbs: { apply: applyAll } }));
  expect(record).toMatchObject({ outcome: 'passed', reason: null, durationMs: 3 * 227_000 });
  expect(record.steps.map(({ name, fromMs, toMs, outcome }) => [name, fromMs, toMs, outcome])).toEqual([
    ['apply the plan', 0, 681_000, 'passed'],
    ['measure the pass criteria', 681_000, 681_000, 'passed'],
  ]);
  expect(record.steps[1]?.checks.map(({ name }) => name)).toEqual([
    'reloads.executed is 3',
    'down-at-once.max is at most 1',
    'devices.changed is 3',
    'duration.ms is at least 600000',
  ]);
  expect(record.about.repeat).toBe(
    'npm run --silent liclab -- scenario run sample --binding memory --seed 1',
  );
});

test('all checks of a step are made, then the scenario ends and names the first that failed', async () => {
  const padding = 'x'.repeat(150);
  const scenario = sample({
    async steps({ step, check }) {
      await step('first', () => {
        check.equal('members', [1, { level: 'a', padding }], [1, { level: 'b', padding }]);
        check.equal('whole', ['a'], ['b']);
        check.that('second', false, 'three of four');
      });
      await step('never reached', () => undefined);
    },
  });
  const { record } = await runOnce(scenario, fakeBinding());
  expect(record.outcome).toBe('failed');
  expect(record.reason).toBe('step "first": members: expected "b", got "a" at .1.level');
  expect(record.steps.map(({ name }) => name)).toEqual(['first']);
  expect(record.steps[0]?.checks.map(({ problem }) => problem)).toEqual([
    'expected "b", got "a" at .1.level',
    'expected ["b"], got ["a"]',
    'it does not hold: three of four',
  ]);
});

describe('a failure names its step', () => {
  test.each<[string, Parameters<typeof sample>[0], string]>([
    [
      'a step that throws',
      {
        steps: ({ step }) =>
          step('plan', () =>
            Promise.reject(new LicenseLabError('PLAN_EMPTY', 'nothing to do', { hint: 'Look.' })),
          ),
      },
      'step "plan": PLAN_EMPTY: nothing to do Look.',
    ],
    [
      'a step that throws no error',
      { steps: ({ step }) => step('plan', () => Promise.reject(7 as unknown as Error)) },
      'step "plan": something that is no error was thrown',
    ],
    [
      'a misspelt check',
      {
        steps: ({ step, check }) => step('look', () => (check as unknown as { equals: () => void }).equals()),
      },
      'step "look": SCENARIO_WORD: There is no check "equals". Did you mean "equal"?',
    ],
    [
      'a misspelt fault',
      {
        steps: ({ step, lab }) =>
          step('break', () => lab.fault({ fault: 'netconf.lying-okay' as 'netconf.lying-ok', target: '*' })),
      },
      'step "break": FAULT_UNKNOWN: There is no fault "netconf.lying-okay". Did you mean "netconf.lying-ok"?',
    ],
    [
      'a misspelt metric',
      {
        steps: ({ step, check }) => step('look', async () => void (await check.metric('edit' as 'edits', 1))),
      },
      'step "look": METRIC_UNKNOWN: There is no metric "edit". Did you mean "edits"?',
    ],
    [
      'a misspelt verb',
      { steps: ({ step, agent }) => step('go', async () => void (await agent.run('aply' as 'apply'))) },
      'step "go": VERB_UNKNOWN: There is no verb of the agent "aply". Did you mean "apply"?',
    ],
    [
      'a switch that is not there',
      { steps: ({ step, lab }) => step('look', async () => void (await lab.device('sw-0004'))) },
      'step "look": DEVICE_UNKNOWN: There is no switch in this lab "sw-0004". Did you mean "sw-0001"?',
    ],
    [
      'a target that is not there',
      {
        steps: ({ step, lab }) =>
          step('break', () => lab.fault({ fault: 'device.old-level', target: 'sw-9' })),
      },
      'DEVICE_UNKNOWN',
    ],
    [
      'a verb that printed no object',
      { steps: ({ step, agent }) => step('read', async () => void (await agent.run('device ls')).json) },
      'step "read": VERB_NO_JSON: "device ls" printed no JSON object (exit code 3). no inventory',
    ],
    [
      'a step in a step',
      { steps: ({ step }) => step('outer', () => step('inner', () => undefined)) },
      'step "outer": STEP_NESTED',
    ],
    [
      'a check outside a step',
      { steps: async ({ check }) => void check.that('early', true) },
      'before the first step: CHECK_OUTSIDE_STEP',
    ],
    [
      'a time-out',
      { timeoutMs: minutes(1), steps: ({ step, lab }) => step('wait', () => lab.advance(minutes(2))) },
      'step "wait": timed out: The promise did not settle within 60000 ms of virtual time.',
    ],
    [
      'a promise that cannot settle',
      { steps: ({ step }) => step('hang', () => new Promise<void>(() => undefined)) },
      'step "hang": timed out: The promise cannot settle',
    ],
  ])('%s', async (_name, more, reason) => {
    const binding = fakeBinding({
      verbs: { device: () => ({ exitCode: 3, stdout: '', stderr: 'no inventory\n' }) },
    });
    const { record } = await runOnce(sample(more), binding);
    expect(record.outcome).toBe('failed');
    expect(record.reason).toContain(reason);
  });
});

describe('eventually', () => {
  const growing = (expected: number | ((value: number) => boolean), withinMs: number) =>
    sample({
      steps: ({ step, check, clock }) =>
        step(
          'wait',
          async () =>
            void (await check.eventually('it grows', () => Math.floor(clock.nowMs() / 1_000), expected, {
              withinMs,
              everyMs: 500,
            })),
        ),
    });

  test('looks again in scenario time until the value is right', async () => {
    const { record } = await runOnce(growing(3, seconds(10)), fakeBinding());
    expect(record).toMatchObject({ outcome: 'passed', durationMs: 3_000 });
  });

  test('says what it saw last', async () => {
    const { record } = await runOnce(
      growing((value) => value > 100, seconds(10)),
      fakeBinding(),
    );
    expect(record.reason).toBe('step "wait": it grows: not within 10 s: last seen: 10');
  });
});

test('a wait that is too long for the binding skips the scenario with the reason', async () => {
  const scenario = sample({ steps: ({ step, lab }) => step('wait', () => lab.advance(hours(7))) });
  const { record } = await runOnce(scenario, fakeBinding({ waitMsMax: hours(6) }));
  expect(record).toMatchObject({
    outcome: 'skipped',
    reason: 'the memory binding cannot let 7 h pass: 6 h are the most',
  });
});

test('the inventory is edited as it stands, and the next edit finds what was written', async () => {
  const seen: unknown[] = [];
  const scenario = sample({
    steps: ({ step, agent }) =>
      step('edit twice', async () => {
        for (const id of ['sw-0002', 'sw-0003']) {
          await agent.editInventory((inventory) => {
            seen.push(inventory.devices);
            return { ...inventory, devices: [...inventory.devices, { id }] };
          });
        }
      }),
  });
  expect((await runOnce(scenario, fakeBinding())).record.outcome).toBe('passed');
  expect(seen).toEqual([[{ id: 'sw-0001' }], [{ id: 'sw-0001' }, { id: 'sw-0002' }]]);
});

test('a fault that the binding cannot make skips the scenario with the reason', async () => {
  const scenario = sample({
    steps: ({ step, lab }) => step('break', () => lab.fault({ fault: 'net.slicer', target: '*' })),
  });
  const { record } = await runOnce(scenario, fakeBinding({ cannot: () => 'bytes are not cut here' }));
  expect(record).toMatchObject({
    outcome: 'skipped',
    reason: 'the memory binding cannot make net.slicer: bytes are not cut here',
  });
});

test('a verb that this version of the agent does not have skips the scenario', async () => {
  const scenario = sample({
    steps: ({ step, agent }) => step('look', async () => void (await agent.run('account ls'))),
  });
  const { record } = await runOnce(scenario, fakeBinding({ missingVerbs: ['account ls'] }));
  expect(record).toMatchObject({
    outcome: 'skipped',
    reason: 'this version of the agent has no verb "account ls"',
  });
});

test('a lab that does not start fails the scenario with its reason', async () => {
  const { record } = await runOnce(
    sample(),
    fakeBinding({ startError: new LicenseLabError('ADDRESS_IN_USE', 'the port is taken') }),
  );
  expect(record).toMatchObject({
    outcome: 'failed',
    reason: 'the lab did not start: ADDRESS_IN_USE: the port is taken',
  });
});

describe('what is left over is a failure', () => {
  test('a verb that was never awaited', async () => {
    const scenario = sample({
      steps: ({ step, agent }) => step('go', () => void agent.start('apply', 'plan.json', '--yes')),
    });
    const { record } = await runOnce(
      scenario,
      fakeBinding({ verbs: { apply: ({ wait }) => wait(1e6).then(() => ({})) } }),
    );
    expect(record.reason).toBe('something was left over: "apply plan.json --yes" was never awaited');
  });

  test('what the lab names', async () => {
    const { record } = await runOnce(sample(), fakeBinding({ leaks: ['2 connections are open'] }));
    expect(record.reason).toBe('something was left over: 2 connections are open');
  });

  test('a scenario that goes on after its end is refused', async () => {
    let kept: Lab | null = null;
    const scenario = sample({ steps: ({ step, lab }) => step('start', () => void (kept = lab)) });
    await runOnce(scenario, fakeBinding());
    await expect((kept as Lab | null)?.advance(10)).rejects.toMatchObject({ code: 'SCENARIO_OVER' });
  });
});

test('a killed verb ends without an exit code, and an interrupted one with 5', async () => {
  const scenario = sample({
    steps: ({ step, agent, check, lab }) =>
      step('signals', async () => {
        for (const signal of ['kill', 'interrupt'] as const) {
          const apply = agent.start('apply', 'plan.json');
          await lab.advance(seconds(5));
          apply[signal]();
          check.equal(signal, (await apply.done).exitCode, signal === 'kill' ? null : 5);
        }
      }),
  });
  const { record, events } = await runOnce(
    scenario,
    fakeBinding({ verbs: { apply: ({ wait }) => wait(1e6).then(() => ({})) } }),
  );
  expect(record.reason).toBeNull();
  expect(events.filter(({ type }) => type === 'signal')).toEqual([
    { type: 'signal', at: 5_000, call: 1, signal: 'kill' },
    { type: 'signal', at: 10_000, call: 2, signal: 'interrupt' },
  ]);
});

test('a lab that does not stop is an error, not a hang', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const stopping = stopLab({ stop: () => new Promise(() => undefined) });
  await vi.advanceTimersByTimeAsync(10_000);
  vi.useRealTimers();
  expect(await stopping).toEqual(['the lab did not stop within 10 s']);
});
