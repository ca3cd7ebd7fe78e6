/**
 * Applies a plan as the program does, and dies by SIGKILL at one moment of its journal:
 *
 *   node --conditions=liclab-source apply-and-die.ts BOUNDARY SCALE INVENTORY DATA PLAN
 *
 * The commit of BOUNDARY is durable, and nothing after it is done. `none` lets it live.
 */
import { Command } from 'commander';
import {
  type AgentParts,
  type CliContext,
  createAgentRuntime,
  createRealClock,
  processParts,
  registerAgent,
  runProgram,
  sha256,
} from 'catalyst-license-lab/agent';

const [boundary = '', scale = '', inventory = '', data = '', plan = ''] = process.argv.slice(2);

/** The real parts, but for a store that kills the process once it has committed the boundary. */
function deadlyParts(): AgentParts {
  const parts = processParts();
  return {
    ...parts,
    store(config) {
      const store = parts.store(config);
      return {
        ...store,
        append: (append, done) =>
          store.append(append, (result) => {
            const isMoment = result.result === 'committed' && result.committed.boundaries.includes(boundary);
            if (isMoment) process.kill(process.pid, 'SIGKILL');
            done(result);
          }),
      };
    },
  };
}

const context: CliContext = {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: { ...process.env, LICLAB_DEADLINES_REQUEST: '10m', LICLAB_DEADLINES_IDENTIFY: '20m' },
  cwd: process.cwd(),
  actor: 'test',
  digest: sha256,
  uiClock: createRealClock(),
  onInterrupt: () => () => undefined,
  runtime: createAgentRuntime(deadlyParts()),
};

const argv = [
  'apply',
  plan,
  '--yes',
  '--json',
  '--inventory',
  inventory,
  '--data',
  data,
  '--time',
  `scaled:${scale}`,
];
process.exitCode = await runProgram(new Command('liclab'), argv, context, (program, exit) =>
  registerAgent(program, context, exit),
);
