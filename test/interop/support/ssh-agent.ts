/** A lab over real SSH with the agent's verbs, each in a process of its own. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Lab, type LabInput, startLab } from '../../../simulator/index.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const NODE_FLAGS = ['--conditions=liclab-source', '--disable-proto=throw'];

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly json: Readonly<Record<string, unknown>>;
  readonly stderr: string;
}

/** Time of the tests: the fastest there is. */
export const SCALE = 60;

/** A running lab and the folder of its agent. */
export class SshAgent implements AsyncDisposable {
  readonly lab: Lab;
  readonly folder: string;

  private constructor(lab: Lab, folder: string) {
    this.lab = lab;
    this.folder = folder;
  }

  static async start(lab: LabInput): Promise<SshAgent> {
    const folder = mkdtempSync(join(tmpdir(), 'liclab-ssh-'));
    const started = await startLab({ lab, binding: 'ssh', dataDir: folder, time: `scaled:${SCALE}` });
    return new SshAgent(started, folder);
  }

  get inventory(): string {
    return this.lab.files?.inventory ?? '';
  }

  /** Runs one verb with inventory, data folder and clock of the lab. */
  verb(...args: string[]): Promise<Ended> {
    const common = [
      '--inventory',
      this.inventory,
      '--data',
      this.folder,
      '--time',
      `scaled:${SCALE}`,
      '--json',
    ];
    return this.run([join(ROOT, 'liclab.ts'), ...args, ...common]);
  }

  /** Applies a plan and dies right after the commit of that boundary. */
  applyAndDie(boundary: string, plan: string): Promise<Ended> {
    const script = join(ROOT, 'test/interop/support/apply-and-die.ts');
    return this.run([script, boundary, String(SCALE), this.inventory, this.folder, plan]);
  }

  run(args: readonly string[]): Promise<Ended> {
    const env = { ...process.env, LICLAB_DEADLINES_REQUEST: '10m', LICLAB_DEADLINES_IDENTIFY: '20m' };
    const child = spawn(process.execPath, [...NODE_FLAGS, ...args], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => {
        const last = stdout.trimEnd().split('\n').at(-1) ?? '';
        const json = last.startsWith('{') ? (JSON.parse(last) as Ended['json']) : {};
        resolve({ code, signal, json, stderr });
      });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.lab.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
