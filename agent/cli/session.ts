import { resolve } from 'node:path';
import { ConfigError } from '../../core/errors.ts';
import { suggestWord } from '../../core/model/nearest.ts';
import type { Config } from '../config/index.ts';
import { createCredentialSource, cssmEndpoint, cssmSecret, loadInventory } from '../inventory/index.ts';
import type { Inventory, InventoryDevice } from '../inventory/index.ts';
import { webhookTarget } from '../licenses/index.ts';
import { createSecretResolver, promptHidden, type SecretResolver } from '../secrets/index.ts';
import { readSshConfig, withHome, withSshConfig } from '../ssh-config/index.ts';
import { confirm, isSomebodyThere } from './ask-line.ts';
import type { CliContext, Session } from './context.ts';
import { timeOfLab } from './lab-time.ts';
import type { Invocation } from './verb.ts';

/** Reads the inventory and gets everything ready that talks to switches and CSSM. Nothing is opened yet. */
export async function openSession({ context, config: given, loaded, output }: Invocation): Promise<Session> {
  const inventory = completedBySshConfig(inventoryOf(context, given), context, given, output);
  const isTimeGiven = loaded.origins.get('time') !== 'default';
  const labTime = isTimeGiven ? null : await timeOfLab(inventory);
  const config = labTime === null ? given : inLabTime(given, labTime, loaded.origins);
  const isAttended = isSomebodyThere(context);
  const inTurn = oneAtATime();
  const secretsOf = (folder: string): SecretResolver =>
    createSecretResolver({
      env: context.env,
      folder,
      ask: isAttended
        ? (question) => inTurn(() => promptHidden({ input: context.stdin, output: context.stderr }, question))
        : null,
    });
  const secrets = secretsOf(inventory.folder);
  return {
    config,
    inventory,
    credentials: createCredentialSource(inventory, secrets, context.env['SSH_AUTH_SOCK'] || null),
    cssmSecret: () => cssmSecret(inventory, secrets),
    cssmEndpoint: () => cssmEndpoint(inventory, secrets),
    webhook: () => webhookTarget(config.alarms, secretsOf(config.alarms.folder)),
    hostKeys: config.hostKeys ?? (isAttended ? 'ask' : 'strict'),
    confirm: isAttended ? (question) => inTurn(() => confirm(context, question)) : null,
    clock: context.runtime.clock(config),
  };
}

/**
 * The inventory with what an OpenSSH configuration adds: the one that the settings name, else the one that the inventory names. None is
 * read unasked: what a switch is sent must not depend on a file that nobody named.
 */
function completedBySshConfig(
  inventory: Inventory,
  { cwd, env }: CliContext,
  { sshConfig }: Config,
  output: Invocation['output'],
): Inventory {
  const home = env['HOME'] ?? cwd;
  const named = sshConfig ?? inventory.sshConfig;
  if (named === null || named === 'none') return inventory;
  const folder = sshConfig === undefined ? inventory.folder : cwd;
  const config = readSshConfig(resolve(folder, withHome(named, home)), home);
  for (const warning of config.warnings) output.note(warning, 'warning');
  return withSshConfig(inventory, config, env['USER'] ?? env['LOGNAME'] ?? null);
}

/** There is one keyboard: a question waits until the one before it is answered, however many switches ask. */
function oneAtATime(): <Value>(work: () => Promise<Value>) => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}

/** Computing does not get faster with the lab's clock: what waits for an answer of the switch gets ten times as long there. */
const LAB_PATIENCE = 10;

function inLabTime(config: Config, time: Config['time'], origins: ReadonlyMap<string, string>): Config {
  if (time.mode !== 'scaled') return { ...config, time };
  const patient = (name: 'request' | 'identify', ms: number): number =>
    origins.get(`deadlines.${name}`) === 'default' ? ms * LAB_PATIENCE : ms;
  const { requestMs, identifyMs } = config.deadlines;
  const longer = { requestMs: patient('request', requestMs), identifyMs: patient('identify', identifyMs) };
  return { ...config, time, deadlines: { ...config.deadlines, ...longer } };
}

/** Reads the inventory that settings name. Throws `INVENTORY_MISSING`, and as `loadInventory`. */
export function inventoryOf(context: CliContext, config: Config): Inventory {
  if (config.inventory === undefined) {
    throw new ConfigError('INVENTORY_MISSING', 'No inventory was given.', {
      hint: 'Name one with --inventory FILE, LICLAB_INVENTORY or "inventory:" in liclab.yaml. A running simulator writes one for its lab.',
    });
  }
  return loadInventory(config.inventory, context.cwd);
}

/** The switches named by id. Throws `DEVICE_UNKNOWN`. */
export function devicesById(inventory: Inventory, ids: readonly string[]): readonly InventoryDevice[] {
  const byId = new Map(inventory.devices.map((device) => [device.address.deviceId, device]));
  return ids.map((id) => {
    const device = byId.get(id);
    if (device !== undefined) return device;
    const known = [...byId.keys()];
    throw new ConfigError('DEVICE_UNKNOWN', `There is no switch "${id}" in ${inventory.file}.`, {
      hint:
        known.length === 0 ? 'The inventory is empty.' : suggestWord(id, known.slice(0, 1_000)).slice(0, 200),
    });
  });
}
