/**
 * The Device port straight on the device model: no bytes, no NETCONF, no SSH. Fast enough for hundreds of fault schedules a
 * second; what bytes and sockets do is proved by the same suite over the memory network and over real SSH.
 */
import { DefectError } from '../../core/errors.ts';
import type { Outcome } from '../../core/machine.ts';
import type { DeviceCall, DeviceEffect, DevicePort } from '../../core/ports/device.ts';
import { reportUsage } from '../device/actions/report.ts';
import type { Chassis } from '../device/chassis.ts';
import { takeOtherSerial } from '../device/boot-faults.ts';
import type { SimulatedDevice } from '../device/contract.ts';
import { chassisOf } from '../device/device.ts';
import { identityOf, lookAt, notSent, ok, preflightOf, unknown } from './outcomes.ts';
import { openSession, type PortSession } from './session.ts';
import * as watching from './watching.ts';
import * as writes from './writes.ts';

/** Milliseconds a request travels, each way. */
const TRAVEL_MS = [5, 60] as const;

/** Milliseconds between two tries to open a session. */
const CONNECT_RETRY_MS = 5_000;

/** NETCONF name of what an effect sends, for faults that name an rpc. */
const RPC_OF: Partial<Record<DeviceEffect['op'], string>> = {
  preflight: 'get',
  lock: 'lock',
  edit: 'edit-config',
  look: 'get-config',
  save: 'save-config',
  reload: 'reload',
  verify: 'get',
};

type Done = (outcome: Outcome) => void;

interface PortState {
  readonly find: (deviceId: string) => SimulatedDevice | null;
  /** Sessions by owner. */
  readonly sessions: Map<string, PortSession[]>;
  epochs: number;
}

/** Makes the port. `find` gives the device of an inventory id. */
export function createModelDevicePort(find: (deviceId: string) => SimulatedDevice | null): DevicePort {
  const state: PortState = { find, sessions: new Map(), epochs: 0 };
  const drop = (owner: string): void => {
    for (const session of state.sessions.get(owner) ?? []) session.close();
    state.sessions.delete(owner);
  };
  return { perform: (call, done) => perform(state, call, done), release: drop, abandon: drop };
}

function perform(state: PortState, call: DeviceCall, done: Done): void {
  const device = state.find(call.effect.address.deviceId);
  if (device === null) throw new DefectError('DEFECT', `no device ${call.effect.address.deviceId}`);
  const chassis = chassisOf(device);
  const { effect } = call;
  const travel = (): number => chassis.draw('travel', TRAVEL_MS);
  if ('sessionEpoch' in effect) return onSession(state, call, chassis, travel, done);
  chassis.setTimer(effect.op, travel(), () => sessionless(state, call, device, done));
}

/** Effects that open what they need themselves. */
function sessionless(
  state: PortState,
  { owner, effect, mayWrite }: DeviceCall,
  device: SimulatedDevice,
  done: Done,
): void {
  const chassis = chassisOf(device);
  const mayAct = (): boolean => {
    if (!mayWrite()) done(notSent('LEASE_LOST', 'this worker may not act any more'));
    else if (device.listens('cli')) return true;
    else done(notSent('UNREACHABLE', 'the CLI does not answer'));
    return false;
  };
  switch (effect.op) {
    case 'identify':
      return identify(state, owner, effect.deadlineMs, device, done);
    case 'await-down':
      return watching.awaitDown(device, effect, done);
    case 'await-up':
      return watching.awaitUp(device, effect, done);
    case 'await-ready':
      return watching.awaitReady(device, effect, done);
    case 'cli-reload':
      if (mayAct()) writes.cliReload(openSession(chassis, 'cli'), effect, done);
      return;
    case 'report':
      if (!mayAct()) return;
      reportUsage(chassis);
      return done(ok({ text: '' }));
    case 'preflight':
    case 'lock':
    case 'edit':
    case 'look':
    case 'save':
    case 'reload':
    case 'verify':
      throw new DefectError('DEFECT', `${effect.op} needs a session`);
  }
}

/** Opens a session as the network would: does it listen, whose key is it, is the password right. */
function identify(
  state: PortState,
  owner: string,
  deadlineMs: number,
  device: SimulatedDevice,
  done: Done,
): void {
  const chassis = chassisOf(device);
  const startedMs = chassis.now();
  const { username, password } = device.spec;
  const attempt = (): void => {
    if (!device.listens('netconf')) {
      if (chassis.now() - startedMs >= deadlineMs)
        return done(notSent('UNREACHABLE', 'NETCONF does not answer'));
      chassis.setTimer('connect again', CONNECT_RETRY_MS, attempt);
      return;
    }
    if (device.hostKey() === 'foreign') return done(watching.foreignKey());
    if (!device.authenticate('netconf', username, password))
      return done(notSent('AUTH_FAILED', 'the password was refused'));
    takeOtherSerial(chassis);
    for (const old of state.sessions.get(owner) ?? []) old.close();
    state.epochs += 1;
    const session = openSession(chassis, `model-${state.epochs}`);
    state.sessions.set(owner, [session]);
    done(ok(identityOf(session)));
  };
  attempt();
}

const MUTATING: ReadonlySet<string> = new Set(['lock', 'edit', 'save', 'reload']);

/** Effects on an identified session: the request travels, is executed, and its answer travels back. */
function onSession(
  state: PortState,
  call: DeviceCall,
  chassis: Chassis,
  travel: () => number,
  answer: Done,
): void {
  const { owner, effect, mayWrite } = call;
  const epoch = 'sessionEpoch' in effect ? effect.sessionEpoch : '';
  const session = state.sessions.get(owner)?.find((known) => known.epoch === epoch);
  const isWrite = MUTATING.has(effect.op);
  const lost = isWrite ? unknown : notSent;
  let isDone = false;
  const done: Done = (outcome) => {
    if (isDone) return;
    isDone = true;
    deadline.cancel();
    answer(outcome);
  };
  const deadline = chassis.setTimer('deadline', effect.deadlineMs, () =>
    done(lost('DEADLINE', `no answer to ${effect.op} in time`)),
  );
  if (session === undefined || !session.isOpen()) {
    chassis.setTimer(effect.op, 0, () => done(notSent('SESSION_LOST', 'the session is gone')));
    return;
  }
  if (isWrite && !mayWrite()) {
    chassis.setTimer(effect.op, 0, () => done(notSent('LEASE_LOST', 'this worker may not act any more')));
    return;
  }
  const quietMs = effect.op === 'look' ? effect.quietMs : 0;
  chassis.setTimer(effect.op, travel() + quietMs, () => {
    if (!session.isOpen())
      return done(lost('CONNECTION_LOST', `the session ended before ${effect.op} was answered`));
    const drop = chassis.take('netconf.drop-after', { rpc: RPC_OF[effect.op] ?? effect.op });
    const cutOff = (): void => {
      session.close();
      done(lost('CONNECTION_LOST', `the session ended before ${effect.op} was answered`));
    };
    if (drop !== null && drop.params['executed'] === false) return cutOff();
    execute(session, effect, (outcome) => {
      if (drop !== null) return cutOff();
      chassis.setTimer('reply', travel(), () => {
        if (session.isOpen() || effect.op === 'verify') done(outcome);
        else done(lost('CONNECTION_LOST', `the session ended before ${effect.op} was answered`));
      });
    });
  });
}

function execute(session: PortSession, effect: DeviceEffect, done: Done): void {
  const { chassis } = session;
  switch (effect.op) {
    case 'preflight':
      return done(ok(preflightOf(chassis, effect.diff)));
    case 'look':
      return done(ok(lookAt(chassis, effect.startup)));
    case 'lock':
      return writes.lock(session, effect, done);
    case 'edit':
      return writes.edit(session, effect, done);
    case 'save':
      return writes.saveConfig(session, done);
    case 'reload':
      return writes.reload(session, effect, done);
    case 'verify':
      return watching.verify(session, effect, done);
    case 'identify':
    case 'cli-reload':
    case 'await-down':
    case 'await-up':
    case 'await-ready':
    case 'report':
      throw new DefectError('DEFECT', `${effect.op} is not an effect on a session`);
  }
}
