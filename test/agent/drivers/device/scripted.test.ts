/** The driver against peers that the simulator does not play: a candidate datastore, no message-ids. */
import { describe, expect, test } from 'vitest';
import { createDeviceDriver } from '../../../../agent/drivers/device/driver.ts';
import type { Outcome } from '../../../../core/machine.ts';
import type { DeviceEffect } from '../../../../core/ports/device.ts';
import { createRandom } from '../../../../core/random.ts';
import { createFrameDecoder, parseRpc, parseXml } from '../../../../core/wire/netconf/index.ts';
import { recogniseOperation } from '../../../../core/wire/ios-xe/index.ts';
import { manualClock } from '../support/clock.ts';
import { memoryLog } from '../support/log.ts';
import { scriptedNetwork } from '../support/scripted-network.ts';

const address = {
  deviceId: 'sw-1',
  host: '127.42.0.1',
  netconfPort: 830,
  sshPort: 22,
  credentials: 'main',
  hostKey: null,
};
const NS = 'xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"';
const NATIVE = 'http://cisco.com/ns/yang/Cisco-IOS-XE-native';
const HARDWARE = 'http://cisco.com/ns/yang/Cisco-IOS-XE-device-hardware-oper';
const ADVANTAGE = { network: 'network-advantage', addon: null } as const;

const ERROR = (tag: string, message: string): string =>
  `<rpc-error><error-type>application</error-type><error-tag>${tag}</error-tag><error-severity>error</error-severity>` +
  `<error-message>${message}</error-message></rpc-error>`;

/** A switch in a few lines: answers reads, keeps running and candidate, and does what `answer` says instead. */
function play({
  candidate = false,
  messageIds = true,
  answer: given = (_name: string, _datastore: string): string | null => null,
} = {}) {
  const clock = manualClock();
  const network = scriptedNetwork();
  const done: string[] = [];
  let running = 'network-essentials';
  let edited = running;
  const driver = createDeviceDriver({
    network,
    clock,
    random: createRandom(1),
    log: memoryLog(),
    credentials: () => undefined,
  });

  const answer = (name: string, datastore: string): string => {
    const instead = given(name, datastore);
    if (instead !== null) return instead;
    if (name === 'edit-boot-level') edited = 'network-advantage';
    if (name === 'discard-changes') edited = running;
    if (name === 'commit' || (name === 'edit-boot-level' && !candidate)) running = edited;
    if (name === 'get-boot-level')
      return `<data><native xmlns="${NATIVE}"><license><boot><level><${running}/></level></boot></license></native></data>`;
    if (name === 'get-system' || name === 'get-device') {
      const inventory =
        '<device-inventory><hw-type>hw-type-chassis</hw-type><hw-dev-index>1</hw-dev-index><serial-number>FCW2214L0AB</serial-number></device-inventory>';
      const system =
        '<device-system-data><boot-time>2026-01-05T08:00:00Z</boot-time><software-version>Version 17.15.4</software-version></device-system-data>';
      return `<data><device-hardware-data xmlns="${HARDWARE}"><device-hardware>${inventory}${system}</device-hardware></device-hardware-data></data>`;
    }
    return name === 'get-stack' ? '<data/>' : '<ok/>';
  };

  /** Lets everybody who was called and asked be answered. */
  const serve = (): void => {
    for (let turn = 0; turn < 50; turn += 1) {
      for (const peer of network.peers) {
        if (peer.state === 'waiting') {
          peer.open();
          const uris = [
            'urn:ietf:params:netconf:base:1.0',
            ...(candidate ? ['urn:ietf:params:netconf:capability:candidate:1.0'] : []),
          ];
          peer.send(
            `<hello ${NS}><capabilities>${uris.map((uri) => `<capability>${uri}</capability>`).join('')}</capabilities><session-id>4</session-id></hello>]]>]]>`,
          );
        }
        const decoder = createFrameDecoder();
        decoder.push(Buffer.from(peer.take()), (text) => {
          if (text.includes('<hello')) return;
          const parsed = parseRpc(parseXml(text));
          if (!parsed.ok) throw new Error('not an rpc');
          const operation = recogniseOperation(parsed.request.operation);
          const datastore = /<(running|candidate)\/>/.exec(text)?.[1] ?? '';
          done.push(`${operation?.name ?? 'UNKNOWN'} ${datastore}`.trim());
          const id = messageIds ? ` message-id="${parsed.request.messageId}"` : '';
          peer.send(`<rpc-reply ${NS}${id}>${answer(operation?.name ?? '', datastore)}</rpc-reply>]]>]]>`);
        });
      }
      clock.advance(1);
    }
  };

  const run = (effect: Record<string, unknown>): Outcome => {
    let outcome: Outcome | null = null;
    driver.perform(
      {
        owner: 'c-1',
        effect: { address, deadlineMs: 60_000, ...effect } as unknown as DeviceEffect,
        mayWrite: () => true,
      },
      (given) => {
        outcome = given;
      },
    );
    for (let turn = 0; turn < 20 && outcome === null; turn += 1) {
      serve();
      if (outcome === null) clock.advance(2_000);
    }
    if (outcome === null) throw new Error('no outcome');
    return outcome;
  };
  const identified = (): string => {
    const outcome = run({ op: 'identify' });
    if (outcome.result !== 'ok') throw new Error(outcome.failure.message);
    done.length = 0;
    return (outcome.value as { sessionEpoch: string }).sessionEpoch;
  };
  return { run, identified, done };
}

describe('a candidate datastore', () => {
  test('both are locked, the candidate is edited and committed, running is never written', () => {
    const lab = play({ candidate: true });
    const sessionEpoch = lab.identified();
    expect(lab.run({ op: 'lock', sessionEpoch, patienceMs: 0 }).result).toBe('ok');
    expect(lab.run({ op: 'edit', sessionEpoch, level: ADVANTAGE, patienceMs: 0 })).toMatchObject({
      result: 'ok',
      value: { running: ADVANTAGE },
    });
    const changes = lab.done.filter((name) => !name.startsWith('get-'));
    expect(changes).toEqual(['lock running', 'lock candidate', 'edit-boot-level candidate', 'commit']);
  });

  test('a candidate that cannot be locked: running is given back', () => {
    const holder = 'the configuration database is locked by session 12 admin ssh (netconf from 10.0.0.5)';
    const lab = play({
      candidate: true,
      answer: (name, datastore) =>
        name === 'lock' && datastore === 'candidate' ? ERROR('lock-denied', holder) : null,
    });
    const sessionEpoch = lab.identified();
    const outcome = lab.run({ op: 'lock', sessionEpoch, patienceMs: 0 });
    expect(outcome).toMatchObject({
      result: 'refused',
      failure: { code: 'DEVICE_LOCKED', message: expect.stringContaining('admin') },
    });
    expect(lab.done).toEqual(['lock running', 'lock candidate', 'unlock running']);
  });

  test.each(['edit-boot-level', 'commit'])(
    '%s refused: changes are discarded, and the look says that running is as it was',
    (name) => {
      const lab = play({
        candidate: true,
        answer: (asked) =>
          asked === name
            ? ERROR('invalid-value', 'inconsistent value: Device refused one or more commands')
            : null,
      });
      const sessionEpoch = lab.identified();
      const outcome = lab.run({ op: 'edit', sessionEpoch, level: ADVANTAGE, patienceMs: 0 });
      expect(outcome).toMatchObject({
        result: 'refused',
        failure: { code: 'EDIT_REFUSED' },
        value: { running: { network: 'network-essentials' } },
      });
      expect(lab.done).toContain('discard-changes');
    },
  );
});

describe('replies without message-id', () => {
  test('a device that leaves them out is identified and edited, one request at a time', () => {
    const lab = play({ messageIds: false });
    const sessionEpoch = lab.identified();
    expect(lab.run({ op: 'lock', sessionEpoch, patienceMs: 0 }).result).toBe('ok');
    expect(lab.run({ op: 'edit', sessionEpoch, level: ADVANTAGE, patienceMs: 0 })).toMatchObject({
      result: 'ok',
      value: { running: ADVANTAGE },
    });
    expect(lab.done.filter((name) => name.startsWith('edit'))).toEqual(['edit-boot-level running']);
  });
});

describe('answers that are no answers', () => {
  test('a save that is answered with nothing is refused', () => {
    const lab = play({ answer: (name) => (name === 'save-config' ? '' : null) });
    const sessionEpoch = lab.identified();
    expect(lab.run({ op: 'save', sessionEpoch })).toMatchObject({
      result: 'refused',
      failure: { code: 'SAVE_REFUSED' },
    });
  });

  test('a save that is answered with ok is taken', () => {
    const lab = play();
    const sessionEpoch = lab.identified();
    expect(lab.run({ op: 'save', sessionEpoch })).toMatchObject({ result: 'ok', value: { text: 'ok' } });
  });

  test('a reload that is answered with nothing is unknown', () => {
    const lab = play({ answer: (name) => (name === 'reload' ? '' : null) });
    const sessionEpoch = lab.identified();
    expect(lab.run({ op: 'reload', sessionEpoch, reason: 'liclab c-1' })).toMatchObject({
      result: 'unknown',
      failure: { code: 'RELOAD_UNCLEAR' },
    });
  });

  test('a save that a daemon refuses is tried again after a look', () => {
    const daemon =
      'the configuration database is locked by session 5 syncfromdaemon tcp (system from 127.0.0.1)';
    let saves = 0;
    const lab = play({
      answer: (name) => (name === 'save-config' && ++saves === 1 ? ERROR('in-use', daemon) : null),
    });
    const sessionEpoch = lab.identified();
    expect(lab.run({ op: 'save', sessionEpoch })).toMatchObject({ result: 'ok' });
    const first = lab.done.indexOf('save-config');
    expect(lab.done.slice(first)).toEqual([
      'save-config',
      'get-boot-level running',
      'get-system',
      'save-config',
      'get-boot-level running',
      'get-system',
    ]);
  });

  test('a device that does not say its boot time cannot be identified', () => {
    const lab = play({ answer: (name) => (name === 'get-device' ? '<data/>' : null) });
    expect(lab.run({ op: 'identify', deadlineMs: 20_000 })).toMatchObject({
      result: 'not-sent',
      failure: { code: 'DATA_MISSING' },
    });
  });

  test('a user without rights is refused with a hint', () => {
    const lab = play({
      answer: (name) => (name === 'get-device' ? ERROR('access-denied', 'access denied') : null),
    });
    expect(lab.run({ op: 'identify' })).toMatchObject({
      result: 'refused',
      failure: { code: 'READ_REFUSED', hint: expect.stringContaining('privilege 15') },
    });
  });
});
