import { describe, expect, test } from 'vitest';
import { parseStringPromise } from 'xml2js';
import { seconds } from 'catalyst-license-lab/scenarios';
import { reported } from '../../scenarios/harness/cli/outputs.ts';
import { consoleLines, createPainter } from '../../scenarios/harness/evidence/console.ts';
import { reportHtml } from '../../scenarios/harness/evidence/html/report.ts';
import { evidenceHash, fromJsonLines, toJsonLines } from '../../scenarios/harness/evidence/json-lines.ts';
import { junitXml } from '../../scenarios/harness/evidence/junit.ts';
import { foldRun } from '../../scenarios/harness/evidence/record.ts';
import type { ScenarioResult } from '../../scenarios/harness/runner/run-many.ts';
import { fakeBinding } from './fake-binding.ts';
import { applyAll, runOnce, sample } from './sample.ts';

const HOSTILE = '<img src=x onerror=alert(1)>"\'`&\u001b]52;c;ZXZpbA==\u0007\u202e';
const CANARY = 'Canary-S3cret/Value+1';

/** A run with everything in it, said by hostile and talkative devices. */
async function everything() {
  const scenario = sample({
    title: `Title ${HOSTILE}`,
    async steps({ step, agent, check, lab }) {
      await step('prepare', async () => {
        await lab.fault({ fault: 'device.old-level', target: 'sw-0002' });
        await lab.power('sw-0003', false);
      });
      await step(`apply ${HOSTILE}`, async () => {
        const apply = await agent.run('apply', 'plan.json', '--note', HOSTILE);
        check.equal('exit code', apply.exitCode, 1);
        check.equal(`level ${HOSTILE}`, CANARY, HOSTILE);
      });
    },
  });
  const binding = fakeBinding({
    hidden: new Map([[CANARY, '[secret]']]),
    verbs: {
      apply: async (world) => {
        await applyAll(world);
        world.note('sw-0001', 'cli', { cli: `banner ${HOSTILE}`, running: CANARY, token: CANARY });
        const encoded = Buffer.from(`user:${CANARY}`).toString('base64');
        return {
          exitCode: 1,
          stderr: `said ${CANARY} ${encoded} ${encodeURIComponent(CANARY)} ${HOSTILE}\n`,
        };
      },
    },
  });
  const { events, record } = await runOnce(scenario, binding);
  const { id, title } = scenario;
  const result: ScenarioResult = {
    id,
    title,
    outcome: record.outcome,
    reason: record.reason,
    runs: 1,
    kept: [{ record, events, hash: evidenceHash(events) }],
  };
  return { events, record, results: [result] };
}

describe('JSON lines', () => {
  test('are read back as they were written', async () => {
    const { events, record } = await everything();
    const [read = []] = fromJsonLines(toJsonLines(events), 'run.jsonl');
    expect(read).toEqual(events);
    expect(foldRun(read)).toEqual(record);
  });

  test('the same run twice has the same bytes', async () => {
    const [first, second] = [await everything(), await everything()];
    expect(toJsonLines(first.events)).toBe(toJsonLines(second.events));
  });

  test('a run that was cut off counts as failed', async () => {
    const { events } = await runOnce(sample(), fakeBinding());
    expect(foldRun(events.slice(0, -1))).toMatchObject({
      outcome: 'failed',
      reason: 'the evidence ends before the run did',
    });
  });

  test.each([
    ['no JSON', '{"type":', 'run.jsonl, line 1: it is not JSON.'],
    [
      'another kind of line',
      '{"type":"step","at":0,"step":1,"name":"x"}',
      'run.jsonl, line 1: the first line must say which scenario it is.',
    ],
    [
      'an unknown field',
      '{"type":"step","at":0,"step":1,"name":"x","password":"y"}',
      'line 1: it is no event of a scenario run: Unrecognized key: "password".',
    ],
    ['nothing', '\n', 'run.jsonl, line 1: it holds no run.'],
  ])('%s is refused', (_name, text, message) => {
    expect(() => fromJsonLines(text, 'run.jsonl')).toThrow(
      expect.objectContaining({ code: 'EVIDENCE_UNREADABLE', message: expect.stringContaining(message) }),
    );
  });
});

describe('the console', () => {
  test('shows steps with the clock, checks, verbs, faults and the end', async () => {
    const scenario = sample({
      async steps({ step, agent, check, lab }) {
        await step('prepare', () => lab.fault({ fault: 'device.old-level', target: 'sw-0002', times: 2 }));
        await step('apply', async () => {
          await lab.advance(seconds(90));
          check.equal('exit code', (await agent.run('apply', 'plan.json')).exitCode, 0);
        });
      },
    });
    const { events } = await runOnce(
      scenario,
      fakeBinding({ verbs: { apply: () => ({ exitCode: 3, stderr: 'no way\n' }) } }),
    );
    expect(events.flatMap((event) => consoleLines(event, createPainter(false)))).toEqual([
      'sample  A sample',
      '  binding memory, seed 1, 3 switches',
      '  00:00:00.000 prepare',
      '  00:00:00.000   fault device.old-level for sw-0002, 2 times',
      '  00:00:00.000 apply',
      '  00:00:00.000   clock: 1 min 30 s pass',
      '  00:01:30.000   $ liclab apply plan.json',
      '  00:01:30.000     it ended with 3',
      '  00:01:30.000     no way',
      '  00:01:30.000   FAILED exit code: expected 0, got 3',
      '  00:01:30.000 FAILED after 1 min 30 s of scenario time: step "apply": exit code: expected 0, got 3',
      '',
    ]);
  });

  test('lets no control character through', async () => {
    const { events } = await everything();
    const text = events.flatMap((event) => consoleLines(event, createPainter(false))).join('');
    expect(text).toContain('\\x1b]52;c;ZXZpbA==\\x07\\u{202e}');
    expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  });
});

test('JUnit is XML with the reason, the procedure and the command that repeats the run', async () => {
  const { results } = await everything();
  const flaky: ScenarioResult = { ...(results[0] as ScenarioResult), outcome: 'flaky' };
  const skipped: ScenarioResult = {
    id: 'other',
    title: 'Other',
    outcome: 'skipped',
    reason: 'cannot',
    runs: 0,
    kept: [],
  };
  const xml = await parseStringPromise(junitXml([...results, flaky, skipped], 'memory'));
  const suite = xml.testsuites.testsuite[0];
  expect(suite.$).toMatchObject({ tests: '3', failures: '1', skipped: '1' });
  const [failed] = suite.testcase;
  expect(failed.$.time).toBe('681.000');
  expect(failed.failure[0].$.message).toContain('expected "<img src=x onerror=alert(1)>');
  expect(failed.failure[0]._).toContain('scenario run sample --binding memory --seed 1');
  expect(failed['system-out'][0]).toContain('00:00:00.000 prepare (passed)');
  expect(suite.testcase[1].flakyFailure).toHaveLength(1);
  expect(suite.testcase[2].skipped).toHaveLength(1);
});

describe('the HTML report', () => {
  test('holds nothing that could run or be fetched', async () => {
    const { results } = await everything();
    const page = reportHtml(results.map(reported));
    expect(page).not.toMatch(/<script|<img|<link|<iframe|javascript:|url\(|@import/i);
    expect(page).not.toMatch(/<[^>]*\son\w+=/);
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&#96;&amp;');
    expect(page).toContain('default-src &#39;none&#39;');
    expect(page).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  test('shows the failed check before anything else of the scenario', async () => {
    const { results } = await everything();
    const page = reportHtml(results.map(reported));
    const failure = page.indexOf('class="failure"');
    expect(failure).toBeGreaterThan(0);
    expect(failure).toBeLessThan(page.indexOf('class="timeline"'));
    expect(page.indexOf('class="timeline"')).toBeLessThan(page.indexOf('class="procedure"'));
    expect(page.indexOf('class="procedure"')).toBeLessThan(page.indexOf('<details>'));
  });

  test('puts failed scenarios first', async () => {
    const { results } = await everything();
    const passed: ScenarioResult = {
      id: 'a-passed',
      title: 'Passed',
      outcome: 'passed',
      reason: null,
      runs: 1,
      kept: [],
    };
    const page = reportHtml([passed, ...results].map(reported));
    expect(page.indexOf('href="#sample"')).toBeLessThan(page.indexOf('a-passed'));
  });
});

test('no secret is in any evidence, whatever a device says: in plain, base64, hexadecimal, URL', async () => {
  const { events, results } = await everything();
  const all = [
    toJsonLines(events),
    reportHtml(results.map(reported)),
    junitXml(results, 'memory'),
    events.flatMap((event) => consoleLines(event, createPainter(true))).join('\n'),
  ].join('\n');
  const bytes = Buffer.from(CANARY);
  for (const form of [
    CANARY,
    encodeURIComponent(CANARY),
    bytes.toString('hex'),
    bytes.toString('base64').slice(2, -4),
  ]) {
    expect(all).not.toContain(form);
  }
  expect(all).toContain('[secret]');
});
