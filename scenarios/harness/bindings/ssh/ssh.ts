/** The binding `ssh`: every switch listens on a real socket, verbs are processes, time is scaled. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { LicenseLabError } from 'catalyst-license-lab/core';
import { startLab } from 'catalyst-license-lab/simulator';
import { formatDuration } from '../../duration.ts';
import { ScenarioTimeout } from '../../runner/errors.ts';
import { agentVerbs } from '../agent-verbs.ts';
import type { Binding, BoundLab, LabRequest } from '../contract.ts';
import { createRolloutNames } from '../rollout-names.ts';
import { labFileOf, simulatedWorld } from '../simulated-world.ts';
import { takePlace } from './places.ts';
import { type ChildVerb, startChild } from './process.ts';

/**
 * Scenario time runs so many times faster than real time. Sixty is the most; a machine that is busy with other things then
 * misses deadlines of half a second (a hello, a read), so there is some room.
 */
const SCALE = 50;
const TIME = `scaled:${SCALE}`;
/**
 * Settings of the agent. Deadlines are scaled, the work of this machine is not: a request that takes a tenth of a second
 * here has taken six. What a scenario is about (boot, dwell, lock, report) keeps its deadline.
 */
const SETTINGS = 'readsAtOnce: 4\ndeadlines: { identify: 10m, request: 10m }\n';
/** Labs at once: they wait most of the time, and each keeps one or two processes busy now and then. */
const JOBS = 4;
/** Longest wait in one piece: a few minutes of a person's. */
const WAIT_MS_MAX = 6 * 3_600_000;

/** Makes the binding. */
export function sshBinding(): Binding {
  const verbs = agentVerbs();
  return {
    name: 'ssh',
    about: `real SSH and https on this machine, time ${TIME}`,
    isDeterministic: false,
    jobs: JOBS,
    waitMsMax: WAIT_MS_MAX,
    cannot: () => null,
    start: (request) => startSshLab(request, verbs),
  };
}

async function startSshLab(
  { lab: spec, seed, id }: LabRequest,
  verbs: ReadonlySet<string>,
): Promise<BoundLab> {
  const folder = mkdtempSync(path.join(os.tmpdir(), `liclab-${id}-`));
  const data = path.join(folder, 'data');
  const place = takePlace(spec, process.env);
  const defects: string[] = [];
  const lab = await startLab({
    lab: labFileOf(spec, seed, TIME),
    binding: 'ssh',
    listen: place.listen,
    dataDir: data,
    onDefect: (error) =>
      void defects.push(`defect of the simulator: ${error instanceof Error ? error.message : String(error)}`),
  }).catch((error: unknown) => {
    place.release();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  const { files, clock } = lab;
  if (files === null) throw new LicenseLabError('LAB_FILES', 'The simulator wrote no inventory.');
  writeFileSync(path.join(folder, 'liclab.yaml'), SETTINGS);
  const secrets = new Set(lab.devices.flatMap(({ password, enable }) => [password, enable]));
  const hidden = new Map([
    [folder, 'LAB'],
    ...[...secrets, 'lab-only-secret'].map((secret) => [secret, '[secret]'] as const),
  ]);
  const names = createRolloutNames(hidden);
  const children: ChildVerb[] = [];

  return {
    ...simulatedWorld(lab),
    hidden,
    hasVerb: (name) => verbs.has(name),
    write: async (name, text) => writeFileSync(path.join(folder, name), text),
    readInventory: async () => readFileSync(files.inventory, 'utf8'),
    writeInventory: async (text) => writeFileSync(files.inventory, text),
    // A process of its own tells nobody; what it did is in the simulator's record.
    onProgress: () => undefined,
    drive(work, limitMs) {
      const { promise, reject } = Promise.withResolvers<never>();
      const timer = clock.setTimer('scenario time-out', limitMs, () =>
        reject(new ScenarioTimeout(`not over after ${formatDuration(limitMs)} of scenario time`)),
      );
      return Promise.race([work, promise]).finally(() => timer.cancel());
    },
    verb(args) {
      const options = [
        '--inventory',
        files.inventory,
        '--data',
        data,
        '--seed',
        String(seed),
        '--time',
        TIME,
        '--json',
        '--no-color',
      ];
      const child = startChild([...args, ...options], folder);
      children.push(child);
      const done = child.done.then((end) => {
        names.notice(`${end.stdout}\n${end.stderr}`);
        return end;
      });
      return { ...child, done };
    },
    async stop() {
      try {
        await Promise.all(children.map((child) => child.end()));
        await lab.stop();
      } finally {
        place.release();
        rmSync(folder, { recursive: true, force: true });
      }
      return defects;
    },
  };
}
