import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, startLab } from '../../simulator/index.ts';
import { hasPythonModule, runPython } from './support/foreign.ts';
import { ONE_SWITCH, temporaryFolder } from './support/small-lab.ts';

/** Connects, reads, locks, edits, reads back, is refused twice, unlocks, saves. Prints one line per finding. */
const PROGRAM = `
import sys
from ncclient import manager
from ncclient.operations import RPCError
from ncclient.xml_ import to_ele
host, port, user, password = sys.argv[1:5]
open_ = lambda: manager.connect(host=host, port=int(port), username=user, password=password,
    device_params={'name': 'iosxe'}, look_for_keys=False, allow_agent=False, hostkey_verify=False)
NATIVE = 'http://cisco.com/ns/yang/Cisco-IOS-XE-native'
filter_ = ('subtree', f'<native xmlns="{NATIVE}"><license><boot/></license></native>')
level = lambda name: f'<config xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><native xmlns="{NATIVE}"><license><boot><level><{name}/></level></boot></license></native></config>'
with open_() as a, open_() as b:
    print('capabilities', len(list(a.server_capabilities)))
    print('sessions differ', a.session_id != b.session_id)
    print('level', 'network-essentials' in a.get_config('running', filter=filter_).xml)
    print('lock', a.lock('running').ok)
    try:
        b.lock('running')
    except RPCError as error:
        print('second lock', error.tag, 'session-id' in (error.info or '') and str(a.session_id) in error.info)
    try:
        b.edit_config(level('network-advantage'), target='running')
    except RPCError as error:
        print('foreign edit', error.tag)
    print('edit', a.edit_config(level('network-advantage'), target='running').ok)
    print('read back', 'network-advantage' in a.get_config('running', filter=filter_).xml)
    try:
        a.edit_config(level('network-wonderful'), target='running')
    except RPCError as error:
        print('bad level', error.tag)
    print('unlock', a.unlock('running').ok)
    print('save', 'successful' in a.dispatch(to_ele('<save-config xmlns="http://cisco.com/yang/cisco-ia"/>')).xml)
    print('data', 'boot-time' in a.get(('subtree', '<device-hardware-data xmlns="http://cisco.com/ns/yang/Cisco-IOS-XE-device-hardware-oper"/>')).xml)
`;

describe.skipIf(!hasPythonModule('ncclient'))('ncclient (skipped where python3-ncclient is missing)', () => {
  const folder = temporaryFolder();
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab({ lab: ONE_SWITCH, binding: 'ssh', dataDir: folder.path, time: 'real' });
  });
  afterAll(async () => {
    await lab.stop();
    folder.remove();
  });

  test('connects, gets, locks, edits, unlocks and saves, and gets the errors of RFC 6241', async () => {
    const [device] = lab.devices;
    const { stdout, stderr } = await runPython(PROGRAM, [
      device?.host ?? '',
      String(device?.netconfPort),
      device?.username ?? '',
      device?.password ?? '',
    ]);
    const lines = stdout.trim().split('\n');
    expect({ lines: lines.slice(1), stderr }).toEqual({
      lines: [
        'sessions differ True',
        'level True',
        'lock True',
        'second lock lock-denied True',
        'foreign edit in-use',
        'edit True',
        'read back True',
        'bad level unknown-element',
        'unlock True',
        'save True',
        'data True',
      ],
      stderr: '',
    });
    expect(lines[0]).toMatch(/^capabilities [3-9]\d\d$/);
  });
});
