import { describe, expect, test } from 'vitest';
import { answerText } from '../../../agent/evidence/answers.ts';
import type { DeviceEvidence } from '../../../agent/evidence/contract.ts';
import { rolloutReportHtml } from '../../../agent/evidence/index.ts';
import { exposureOf } from '../../../agent/evidence/timeline.ts';
import { reportOf } from './sample.ts';

const ATTACK = '"><img src=x onerror=alert(1)>\u001b[2J';

describe('the report of a rollout that ran', () => {
  test('has of each switch what was sent, how it was answered, and the time of every boundary in order', async () => {
    const report = await reportOf(3);
    expect(report).toMatchObject({
      schema: 'liclab.rollout-report/1',
      planHash: 'plan-5',
      state: 'finished',
      operators: [{ act: 'approved', actor: 'test' }],
      counts: { SUCCEEDED: 3 },
      waves: [
        { number: 1, devices: 1, good: 1, bad: 0 },
        { number: 2, devices: 2, good: 2 },
      ],
    });
    const [device] = report.devices;
    expect(device?.boundaries.map(({ boundary }) => boundary)).toEqual(
      Array.from({ length: 19 }, (_, index) => `B${index + 1}`),
    );
    expect(device?.acts.map(({ op, result }) => `${op} ${result}`)).toEqual([
      'identify ok',
      'preflight ok',
      'lock ok',
      'edit ok',
      'save ok',
      'look ok',
      'reload ok',
      'await-down ok',
      'await-up ok',
      'await-ready ok',
      'identify ok',
      'verify ok',
      'report ok',
      'cssm-look ok',
    ]);
    const sent = Object.fromEntries(device?.acts.map(({ op, sent: texts }) => [op, texts.join('\n')]) ?? []);
    expect(sent['edit']).toContain('<edit-config');
    expect(sent['edit']).toContain('network-advantage');
    expect(sent['reload']).toContain(`liclab ${device?.change}`);
    expect(sent['report']).toBe('license smart sync all');
    expect(sent['verify']).toBe('');
    const times = device?.boundaries.map(({ at }) => at) ?? [];
    expect(times).toEqual(times.toSorted());
    expect(device?.acts.find(({ op }) => op === 'verify')?.answer).toContain('running network-advantage');
  });

  test('says why one ended badly, what it refused, and keeps its credit in the curve', async () => {
    const report = await reportOf(3, [{ index: 1, fault: 'device.save-fails' }]);
    const bad = report.devices[1];
    expect(bad).toMatchObject({ state: 'FAILED_REVERTED', class: 'FAILED' });
    expect(bad?.acts.find(({ op }) => op === 'save')).toMatchObject({ result: 'refused' });
    expect(bad?.acts.filter(({ op }) => op === 'edit').map(({ sent }) => sent.join())).toEqual([
      expect.stringContaining('network-advantage'),
      expect.stringContaining('network-essentials'),
    ]);
    expect(report.exposure.at(-1)?.held).toBe(1);
    expect(Math.max(...report.exposure.map(({ held }) => held))).toBeLessThanOrEqual(report.credit.exposure);
  });

  test('never shows lines of configuration, only how many differ', async () => {
    const report = await reportOf(2);
    expect(JSON.stringify(report)).not.toContain('"diff"');
    expect(
      answerText({ result: 'ok', value: { foreignDiff: ['+enable secret x'], password: 'x', text: 'ok' } }),
    ).toBe('answer ok');
  });

  test('thousands of moves are few points, and the highest stays', () => {
    const devices = Array.from({ length: 3_000 }, (_, index) => ({
      class: 'OK',
      boundaries: [
        { boundary: 'B1', at: at(index) },
        { boundary: 'B16', at: at(index + 700) },
      ],
    }));
    const points = exposureOf(devices as unknown as DeviceEvidence[]);
    expect(points.length).toBeLessThanOrEqual(400);
    expect(Math.max(...points.map(({ held }) => held))).toBe(700);
    expect(points.at(-1)?.held).toBe(0);
  });
});

describe('the page', () => {
  test('escapes every text of a device, has no script, and forbids everything from elsewhere (T6)', async () => {
    const report = await reportOf(2);
    const [first, ...others] = report.devices;
    const page = rolloutReportHtml({
      ...report,
      reason: ATTACK,
      devices: [
        {
          ...(first as DeviceEvidence),
          id: ATTACK,
          host: ATTACK,
          site: ATTACK,
          serials: [ATTACK],
          notes: [ATTACK],
        },
        ...others,
      ],
    });
    expect(page).not.toContain('<img');
    expect(page).not.toContain('<script');
    expect(page).not.toContain('\u001b');
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;\\x1B[2J');
    expect(page).toMatch(
      /Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-/,
    );
  });

  test('a fleet too large for one page says how many it leaves out, and never one that ended badly', async () => {
    const report = await reportOf(2, [{ index: 1, fault: 'device.old-level' }]);
    const [good, bad] = report.devices as [DeviceEvidence, DeviceEvidence];
    const many = Array.from({ length: 1_200 }, (_, index) => ({
      ...good,
      id: `ok-${index}`,
      acts: [],
      boundaries: [],
    }));
    const page = rolloutReportHtml({ ...report, devices: [...many, { ...bad, id: 'the-bad-one' }] });
    expect(page).toContain('201 more switches are not shown here');
    expect(page).toMatch(/<summary><b>the-bad-one<\/b>/);
    expect(page.match(/<summary>/g)).toHaveLength(1_000);
  });
});

const at = (second: number): string => new Date(second * 1_000).toISOString();
