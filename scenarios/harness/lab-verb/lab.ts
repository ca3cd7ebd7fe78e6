/** The verb `lab`: a simulated fleet, and the main job done on it by the agent's own public verbs. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CliContext, ExitCode, Invocation, RolloutView } from 'catalyst-license-lab/agent';
import { LicenseLabError } from 'catalyst-license-lab/core';
import { type Lab, startLab } from 'catalyst-license-lab/simulator';
import { writeEvidence } from './evidence.ts';
import { claimLabFolder } from './folder.ts';
import { howToConnect } from './goodbye.ts';
import type { LabRun } from './options.ts';
import { labResult, type LabResult } from './result.ts';
import { agentOf, type VerbAnswer } from './verbs.ts';

/** Sizes of the first waves; the rest is the last. */
const WAVES = [1, 5] as const;

/** Starts the lab, promotes everybody, and keeps it up unless it runs once. Gives the exit code. */
export async function runLab({ context, output }: Invocation, run: LabRun): Promise<ExitCode> {
  const say = (text: string): void => output.note(text);
  const folder = claimLabFolder(run.dataDir);
  if (run.evidenceDir !== null) mkdirSync(run.evidenceDir, { recursive: true, mode: 0o700 });
  const lab = await startLab({
    lab: run.labFile,
    binding: 'ssh',
    dataDir: folder,
    time: run.time,
    env: context.env,
    ...(run.seed === null ? {} : { seed: run.seed }),
    ...(run.evidenceDir === null ? {} : { evidenceDir: run.evidenceDir }),
  });
  try {
    for (const warning of lab.warnings) say(warning);
    say(
      `${lab.devices.length} simulated switches listen, and a simulated CSSM at ${lab.cssmUrl}. Clock: ${run.time}.`,
    );
    if (!run.isOnce && run.isJson) context.stdout.write(`${JSON.stringify(readyObject(lab))}\n`);
    const { exitCode, result } = await mainJob(context, run, lab, folder);
    if (result !== null) output.result({ ...result });
    if (run.isOnce || result === null) return exitCode;
    say(['', ...howToConnect(lab, folder, context.cwd)].join('\n'));
    await interrupted(context);
    return exitCode;
  } finally {
    await lab.stop();
  }
}

/** What whoever starts the lab from a program needs to know. */
function readyObject(lab: Lab): unknown {
  const { files, devices, control, cssmUrl } = lab;
  return {
    schema: 'liclab.lab-ready/1',
    pid: process.pid,
    control,
    cssm: cssmUrl,
    caFile: files?.caFile,
    knownHosts: files?.knownHosts,
    inventory: files?.inventory,
    devices: devices.map(({ id, host, netconfPort, sshPort, username, password, serials }) => ({
      id,
      host,
      netconfPort,
      sshPort,
      username,
      password,
      serials,
    })),
  };
}

interface JobEnd {
  readonly exitCode: ExitCode;
  /** Null when the run ended before there was anything to count. */
  readonly result: LabResult | null;
}

async function mainJob(context: CliContext, run: LabRun, lab: Lab, folder: string): Promise<JobEnd> {
  const startedMs = performance.now();
  const agent = agentOf(context, lab, folder);
  const planFile = join(folder, 'plan.json');
  const rest = lab.devices.length - WAVES[0] - WAVES[1];
  const waves = ['--waves', WAVES.join(','), '--exposure', String(Math.max(WAVES[1], rest))];
  const planned = await agent([
    'plan',
    '--select',
    'all',
    '--level',
    'network-advantage',
    ...waves,
    '--out',
    planFile,
  ]);
  if (planned.exitCode !== 0) return { exitCode: planned.exitCode, result: null };
  const applied = await agent(['apply', planFile, '--yes']);
  const rollout = viewOf(applied);
  if (rollout === null) return { exitCode: applied.exitCode, result: null };
  if (run.evidenceDir !== null) {
    await writeEvidence(run.evidenceDir, folder, lab, rollout);
    await agent(['rollout', 'report', rollout.id, '--out', join(run.evidenceDir, 'rollout.html')]);
  }
  if (lab.defects.length > 0) {
    throw new LicenseLabError(
      'SIMULATOR_DEFECT',
      `the simulator made ${lab.defects.length} mistakes of its own; the run proves nothing`,
      { definite: false },
    );
  }
  return {
    exitCode: applied.exitCode,
    result: labResult(lab, rollout, performance.now() - startedMs, folder),
  };
}

function viewOf({ json }: VerbAnswer): RolloutView | null {
  return json !== null && Array.isArray(json['devices']) ? (json as unknown as RolloutView) : null;
}

function interrupted(context: CliContext): Promise<void> {
  return new Promise((resolve) => {
    const stop = context.onInterrupt(() => {
      stop();
      resolve();
    });
  });
}
