/** The simulator in a process of its own: its CPU time is not the agent's. Talks over the fork's channel. */
import { type LabInput, startLab } from 'catalyst-license-lab/simulator';

/** What the parent asks. */
type Request =
  | { readonly ask: 'start'; readonly lab: LabInput; readonly dataDir: string; readonly time: string }
  | { readonly ask: 'cpu' | 'stop' };

let stop: (() => Promise<void>) | null = null;

async function answer(request: Request): Promise<unknown> {
  if (request.ask === 'start') {
    const startedMs = performance.now();
    const lab = await startLab({
      lab: request.lab,
      binding: 'ssh',
      dataDir: request.dataDir,
      time: request.time,
    });
    stop = () => lab.stop();
    return {
      inventory: lab.files?.inventory,
      startMs: performance.now() - startedMs,
      rssBytes: process.memoryUsage.rss(),
    };
  }
  if (request.ask === 'cpu') {
    const { user, system } = process.cpuUsage();
    return { cpuMs: (user + system) / 1_000, rssBytes: process.memoryUsage.rss() };
  }
  await stop?.();
  process.disconnect();
  return null;
}

process.on('message', (request: Request) => {
  answer(request).then(
    (value) => process.connected && process.send?.(value),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
