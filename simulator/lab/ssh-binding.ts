import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { createServerCertificate, CSSM_DEFAULTS, labAuthority, startCssmServer } from '../cssm/index.ts';
import { createAdmission } from '../net/admission.ts';
import { netOf } from '../net/addresses.ts';
import { loadHostKeys } from '../net/host-keys.ts';
import { startSshNetwork } from '../net/ssh-network.ts';
import { createRealClock } from '../time/real-clock.ts';
import { startLabControl } from './control.ts';
import { labDevices } from './devices.ts';
import { accountNames } from './inventory.ts';
import { forgetLab, writeLabFiles } from './files.ts';
import type { LabOptions } from './options.ts';
import type { Binding, LabWorld } from './world.ts';

/** Data folder unless stated. */
export const DATA_DIR = '.liclab';

/** Where CSSM and the control API listen: nobody but this machine reaches it. */
const LOOPBACK = '127.0.0.1';

/** Reaches a lab by real SSH and https, and writes its files. What was begun is undone when a later step fails. */
export async function bindSsh(world: LabWorld, options: LabOptions): Promise<Binding> {
  const env = options.env ?? process.env;
  const dataDir = options.dataDir ?? DATA_DIR;
  const begun: (() => void | Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const undo of begun.splice(0).toReversed()) await undo();
  };
  try {
    const hostKeys = await loadHostKeys(
      options.cacheDir ?? cacheFolder(env),
      world.random.split('host keys'),
    );
    const guardClock = createRealClock();
    begun.push(() => guardClock.stop());
    const network = await startSshNetwork(
      {
        clock: world.clock,
        guardClock,
        random: world.random.split('ssh network'),
        faults: world.faults,
        journal: world.journal,
        connections: world.connections,
        admission: createAdmission(guardClock),
        hostKeys,
        onDefect: world.defects.report,
        device: (index) => world.fleet.at(index),
        indexOf: world.fleet.indexOf,
      },
      { net: netOf(env), ...options.listen, count: world.fleet.specs.length },
    );
    begun.push(() => network.close());
    const devices = labDevices(world, network.book, (id) => hostKeys.regular(id));

    const authority = labAuthority(join(resolve(dataDir), 'sim'), guardClock.wallMs());
    const identity = createServerCertificate(authority, ['localhost', LOOPBACK], guardClock.wallMs());
    const { handle } = world.cssm;
    const server = await startCssmServer({ handle, clock: world.clock, host: LOOPBACK, port: 0, identity });
    begun.push(() => server.close());
    const control = await startLabControl(world);
    begun.push(() => control.close());

    const clients = options.cssm?.clients ?? world.file.cssm?.clients ?? CSSM_DEFAULTS.clients;
    const { id: clientId, secret } = clients[0] ?? {
      id: '',
      secret: '',
    };
    const files = writeLabFiles(dataDir, {
      devices,
      sets: world.sets,
      cssm: {
        url: server.url,
        caFile: authority.caFile,
        clientId,
        secret,
        accounts: accountNames(world.file.accounts),
      },
      control: control.url,
    });
    begun.push(() => forgetLab(files));
    return {
      book: network.book,
      devices,
      hostKey: (id, key) => (key === 'foreign' ? hostKeys.foreign : hostKeys.regular(id)).fingerprint,
      control: control.url,
      cssmUrl: server.url,
      files,
      warnings: network.warnings,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The user's cache folder (XDG Base Directory Specification). */
function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  const base = env['XDG_CACHE_HOME'];
  return join(base === undefined || base === '' ? join(homedir(), '.cache') : base, 'catalyst-license-lab');
}
