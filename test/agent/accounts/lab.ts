/** A lab in memory on virtual time, and the program run against it verb by verb. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryStore } from '../../../agent/store/index.ts';
import { MACHINE_KINDS } from '../../../agent/open/kinds.ts';
import { sha256 } from '../../../agent/runtime/ports/digest.ts';
import type { Http, HttpRequest } from '../../../core/ports/http.ts';
import type { Store } from '../../../core/ports/store.ts';
import { createRandom } from '../../../core/random.ts';
import { memoryInventory } from '../../../scenarios/harness/bindings/memory/inventory.ts';
import { startProcess } from '../../../scenarios/harness/bindings/memory/process.ts';
import type { Process } from '../../../scenarios/harness/bindings/memory/process.ts';
import { isVirtual, startLab } from '../../../simulator/index.ts';
import type { LabOptions } from '../../../simulator/lab/options.ts';

const CLIENT = { id: 'lab', secret: 'lab-only-secret' };

/** A webhook that the lab's HTTP reaches. */
export const HOOK = 'https://hooks.example/liclab';

export const NA = 'C9300 Network Advantage';

/** Two Smart Accounts; two switches at `old.example`, one at `campus.example`, which is the default. */
export const LAB = {
  seed: 7,
  time: 'virtual',
  accounts: [
    {
      name: 'Example Old Company',
      domain: 'old.example',
      virtualAccounts: [{ name: 'DEFAULT', default: true, pools: [{ license: NA, quantity: 3 }] }],
    },
    {
      name: 'Example Campus',
      domain: 'campus.example',
      default: true,
      virtualAccounts: [
        { name: 'DEFAULT', default: true, pools: [{ license: NA, quantity: 6 }] },
        { name: 'Branch', pools: [{ license: NA, quantity: 2 }] },
      ],
    },
  ],
  groups: [
    { count: 2, prefix: 'old', platform: 'C9300-24T', level: 'network-advantage', account: 'old.example' },
    { count: 1, prefix: 'new', platform: 'C9300-24T', level: 'network-advantage', account: 'campus.example' },
  ],
} satisfies LabOptions['lab'];

/** How a verb ended. */
export interface Ran {
  readonly code: number | null;
  readonly json: Record<string, unknown>;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts a lab; `stop` it at the end. `inventory` may rewrite what the agent is given. */
export async function startAccountLab(
  lab: LabOptions['lab'] = LAB,
  cssm: LabOptions['cssm'] = {},
  inventory: (written: Record<string, unknown>) => Record<string, unknown> = (written) => written,
) {
  const started = await startLab({ lab, env: {}, cssm: { clients: [CLIENT], ...cssm } });
  const { clock } = started;
  if (!isVirtual(clock)) throw new TypeError('not virtual');
  const folder = mkdtempSync(join(tmpdir(), 'liclab-accounts-'));
  mkdirSync(join(folder, 'data'));
  const { inventory: text, env } = memoryInventory(started, CLIENT);
  const written = inventory(JSON.parse(text) as Record<string, unknown>);
  writeFileSync(join(folder, 'inventory.yaml'), JSON.stringify(written), { mode: 0o600 });
  let moment = (_name: string, _body = ''): 'go on' | 'killed' => 'go on';
  const memory = createMemoryStore({ kinds: MACHINE_KINDS, digest: sha256, clock });
  const store: Store = {
    ...memory,
    append(request, done) {
      memory.append(request, done);
      moment('commit', request.machine);
    },
  };
  const said: string[] = [];
  let calls = 0;
  const posts: HttpRequest[] = [];
  let hookStatus = 204;
  let tamper = (_url: string, body: string): string => body;
  const http: Http = {
    request(request, done) {
      if (request.url.startsWith(HOOK)) {
        posts.push(request);
        clock.setTimer('webhook answers', 10, () => done({ status: hookStatus, headers: {}, body: '' }));
        return;
      }
      if (moment(`before ${request.url}`) === 'killed') return;
      started.http.request(request, (answer) => {
        moment(`after ${request.url}`);
        done('body' in answer ? { ...answer, body: tamper(request.url, answer.body) } : answer);
      });
    },
  };

  /** Starts a verb; `done` settles while the clock is driven. */
  function start(...args: readonly string[]): Process & { readonly ran: Promise<Ran> } {
    const world = {
      clock,
      random: createRandom(1).split(`verb ${(calls += 1)}`),
      network: started.network,
      http,
      store,
      env,
      folder,
      progress: () => undefined,
    };
    const common = ['--inventory', 'inventory.yaml', '--data', join(folder, 'data'), '--json', '--no-color'];
    const process = startProcess(world, [...args, ...common]);
    const ran = process.done.then(({ exitCode, stdout, stderr }): Ran => {
      said.push(stdout, stderr);
      const last = stdout.trimEnd().split('\n').at(-1) ?? '';
      const json = last.startsWith('{') ? (JSON.parse(last) as Record<string, unknown>) : {};
      return { code: exitCode, json, stdout, stderr };
    });
    return { ...process, ran };
  }

  return {
    /** The inventory as the lab wrote it, with every switch. */
    inventory: () => JSON.parse(text) as Record<string, unknown>,
    lab: started,
    clock,
    store,
    folder,
    start,
    run: (...args: readonly string[]): Promise<Ran> =>
      clock.settle(start(...args).ran, { limitMs: 6 * 3_600_000 }),
    /** Rewrites what CSSM answers from now on. */
    tamper(rewrite: typeof tamper): void {
      tamper = rewrite;
    },
    /** What was posted to {@link HOOK}. */
    posts,
    /** HTTP status that it answers from now on. */
    hook(status: number): void {
      hookStatus = status;
    },
    /** Writes the settings file. */
    settings: (text: string) => writeFileSync(join(folder, 'liclab.yaml'), text),
    /** Called after each commit, and before and after each request to CSSM; one that a killed process would send is not sent. */
    watch(listener: typeof moment): void {
      moment = listener;
    },
    /** Everything that verbs printed, for canaries. */
    said: () => said.join('\n'),
    async stop() {
      await started.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The world of a test. */
export type AccountLab = Awaited<ReturnType<typeof startAccountLab>>;

/** Code of the error that a verb printed. */
export const errorCode = ({ json }: Ran): unknown => (json['error'] as { code?: unknown } | undefined)?.code;
