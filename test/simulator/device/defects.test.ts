import { expect, test } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import { createDevice } from '../../../simulator/device/device.ts';
import { createGroundJournal } from '../../../simulator/journal/journal.ts';
import { openCli, openNetconf } from './clients.ts';
import { memoryLab } from './lab.ts';

/** A lab whose faults throw: stands for a mistake in our own handlers. */
function brokenLab(fault: string) {
  const lab = memoryLab();
  const take = lab.faults.take.bind(lab.faults);
  lab.faults.take = (name, moment) => {
    if (name === fault) throw new TypeError('our own mistake');
    return take(name, moment);
  };
  return lab;
}

test('a mistake in an rpc handler is reported as a defect and ends the session in an orderly way', async () => {
  const lab = brokenLab('netconf.lying-ok');
  const client = await openNetconf(lab);
  client.send(
    '<rpc xmlns="urn:ietf:params:xml:ns:netconf:base:1.0" message-id="1"><edit-config><target><running/></target><config/></edit-config></rpc>',
  );
  expect(lab.defects.map((defect) => defect.message)).toEqual([
    'the simulated switch sw-0001 failed in netconf session: our own mistake',
  ]);
  expect(client.stream.closed).toBe('end');
  expect(client.replies).toEqual([]);
  expect(lab.notes('unmatched').map((note) => note.detail['defect'])).toHaveLength(1);
});

test('a mistake in an answer that took time is a defect too', async () => {
  const lab = brokenLab('device.save-fails');
  const cli = await openCli(lab);
  cli.stream.send(Buffer.from('write memory\r'));
  expect(lab.defects).toHaveLength(1);
  expect(cli.stream.closed).toBe('end');
});

test('without somebody to hear of it, a defect is thrown out of a timer', () => {
  const { clock, device } = memoryLab();
  const fired: (() => void)[] = [];
  const held = {
    ...clock,
    setTimer(_name: string, _ms: number, fire: () => void) {
      fired.push(fire);
      return { cancel: () => undefined };
    },
  };
  const broken = createDevice(device.spec, {
    clock: held,
    random: createRandom(1),
    faults: {
      take(name) {
        if (name === 'netconf.drop-after') throw new TypeError('our own mistake');
        return null;
      },
    },
    journal: createGroundJournal(held),
    cssm: { trust: () => undefined, report: () => undefined, deregister: () => undefined },
  });
  const nothing = () => undefined;
  const session = broken.open('netconf', 'admin', { write: nothing, end: nothing, reset: nothing });
  session.receive(Buffer.from(`${HELLO}]]>]]>`));
  session.receive(Buffer.from(`${GET}]]>]]>`));
  expect(() => fired.at(-1)?.()).toThrow(/our own mistake/);
});

const NC = 'xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"';
const HELLO = `<hello ${NC}><capabilities><capability>urn:ietf:params:netconf:base:1.0</capability></capabilities></hello>`;
const GET = `<rpc ${NC} message-id="1"><get/></rpc>`;
