/** What a run of `lab` leaves behind: the agent's journal and the report; the simulator writes its own record. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, MACHINE_KINDS, createRealClock, openSqliteStore, sha256 } from 'catalyst-license-lab/agent';
import { boundaryName, createRandom } from 'catalyst-license-lab/core';
import type { RolloutView } from 'catalyst-license-lab/agent';
import type { Lab } from 'catalyst-license-lab/simulator';
import type { EvidenceEvent } from '../evidence/events.ts';
import { reportHtml } from '../evidence/html/report.ts';
import { foldRun } from '../evidence/record.ts';

/** A stored event as a line of `journal.jsonl`. */
interface JournalLine {
  readonly machine: string;
  readonly seq: number;
  readonly at: number;
  readonly body: string;
  readonly hash: string;
}

async function journalOf(folder: string): Promise<readonly JournalLine[]> {
  const clock = createRealClock();
  const store = openSqliteStore({
    file: join(folder, 'store.db'),
    kinds: MACHINE_KINDS,
    digest: sha256,
    clock,
    random: createRandom(1),
  });
  try {
    return await ask<readonly JournalLine[]>((done) => store.events(null, done));
  } finally {
    await new Promise<void>((resolve) => store.close(resolve));
  }
}

interface Body {
  readonly event: { readonly type: string };
  readonly boundaries: readonly string[];
}

/** The run as the events that the report is made from. Times count from the first entry of the simulator's record. */
function eventsOf(
  lab: Lab,
  rollout: RolloutView,
  lines: readonly JournalLine[],
  repeat: string,
): EvidenceEvent[] {
  const ground = lab.journal.from(0);
  const startMs = ground[0]?.at ?? 0;
  const since = (at: number): number => Math.max(0, at - startMs);
  const isGood = rollout.devices.every((device) => device.class === 'OK');
  const endMs = since(ground.at(-1)?.at ?? startMs);
  const byChange = new Map(rollout.devices.map((device) => [device.change, device]));
  const agent = lines.flatMap(({ machine, at, body }): EvidenceEvent[] => {
    const device = byChange.get(machine);
    const { boundaries } = JSON.parse(body) as Body;
    const passed = boundaries.at(-1);
    if (device === undefined || passed === undefined) return [];
    const isEnd = passed === 'B19';
    const state = isEnd ? device.state : boundaryName(passed);
    return [{ type: 'agent', at: since(at), device: device.id, state, class: isEnd ? device.class : null }];
  });
  const traffic = ground.map(
    ({ at, device, op, session, detail }): EvidenceEvent => ({
      type: 'traffic',
      at: since(at),
      device,
      op,
      session,
      text: textOf(detail),
    }),
  );
  const happened = [...agent, ...traffic].sort((a, b) => ('at' in a && 'at' in b ? a.at - b.at : 0));
  return [
    {
      type: 'scenario',
      schema: 'liclab.scenario-evidence/1',
      id: rollout.id,
      title: `Promote ${rollout.devices.length} switches to ${rollout.target}`,
      covers: ['main job'],
      binding: 'ssh',
      seed: lab.seed,
      switches: rollout.devices.length,
      repeat,
    },
    { type: 'step', at: 0, step: 1, name: 'plan and apply' },
    ...happened,
    ...rollout.devices.map(
      (device): EvidenceEvent => ({
        type: 'check',
        at: endMs,
        step: 1,
        name: `${device.id} ends well`,
        passed: device.class === 'OK',
        problem: device.class === 'OK' ? null : `${device.state}: ${device.reason?.text ?? ''}`,
      }),
    ),
    { type: 'step-end', at: endMs, step: 1, outcome: isGood ? 'passed' : 'failed', error: null },
    { type: 'end', at: endMs, outcome: isGood ? 'passed' : 'failed', reason: null },
  ];
}

/** Fields of a record that a report may show. */
const SHOWN = [
  'service',
  'ok',
  'rpc',
  'operation',
  'line',
  'via',
  'level',
  'reason',
  'result',
  'method',
  'path',
  'status',
] as const;

/** A field in one word; objects are not shown. */
function printable(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '...';
}

function textOf(detail: Readonly<Record<string, unknown>>): string {
  return SHOWN.flatMap((name) =>
    detail[name] === undefined || detail[name] === null
      ? []
      : [`${name}=${printable(detail[name]).slice(0, 200)}`],
  ).join(' ');
}

/** Writes `journal.jsonl` and `report.html`. */
export async function writeEvidence(
  dir: string,
  folder: string,
  lab: Lab,
  rollout: RolloutView,
): Promise<void> {
  const lines = await journalOf(folder);
  writeFileSync(join(dir, 'journal.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''), {
    mode: 0o600,
  });
  const run = foldRun(
    eventsOf(lab, rollout, lines, `npm run --silent liclab -- lab --once --seed ${lab.seed}`),
  );
  const { id, title } = run.about;
  writeFileSync(
    join(dir, 'report.html'),
    reportHtml([{ outcome: run.outcome, reason: run.reason, run, id, title }]),
    { mode: 0o600 },
  );
}
