import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, startLab } from '../../simulator/index.ts';
import { hasPythonModule, runPython } from './support/foreign.ts';
import { ONE_SWITCH, temporaryFolder } from './support/small-lab.ts';

/**
 * The candidate datastore, confirmed commits, notifications, XPath, monitoring, partial locks and kill-session by a client that nobody
 * here wrote. Prints one line per finding.
 */
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
has = lambda store: 'network-advantage' in a.get_config(store, filter=filter_).xml
def refused(operation):
    try:
        operation()
        return 'not refused'
    except RPCError as error:
        return error.tag
c = open_()
with open_() as a, open_() as b:
    print('subscription', b.create_subscription().ok)
    with a.locked('candidate'):
        print('edit', a.edit_config(level('network-advantage'), target='candidate').ok)
        print('candidate, running', has('candidate'), has('running'))
        print('validate', a.validate('candidate').ok)
        print('discard', a.discard_changes().ok, has('candidate'))
        a.edit_config(level('network-advantage'), target='candidate')
        print('confirmed', a.commit(confirmed=True, timeout='600').ok, has('running'))
        print('cancel', a.cancel_commit().ok, has('running'))
        a.edit_config(level('network-advantage'), target='candidate')
        print('commit', a.commit().ok, has('running'))
    kinds = []
    while len(kinds) < 5:
        notification = b.take_notification(timeout=10)
        if notification is None:
            break
        kinds.append(notification.notification_ele[1].tag.split('}')[1])
    print('notifications', ' '.join(kinds))
    print('xpath', a.get(('xpath', '/native/license/boot')).data_xml.count('<level>'))
    print('xpath with prefixes', a.get(('xpath', ({'n': NATIVE}, "/n:native/n:interface/n:GigabitEthernet[n:name='1/0/3']"))).data_xml.count('<name>'))
    print('with-defaults', 'network-advantage' in a.get_config('running', filter=filter_, with_defaults='report-all').xml)
    print('schema', 'module cisco-smart-license' in a.get_schema('cisco-smart-license').data)
    print('unknown schema', refused(lambda: a.get_schema('no-such-module')))
    sessions = a.get(('subtree', '<netconf-state xmlns="urn:ietf:params:xml:ns:yang:ietf-netconf-monitoring"><sessions/></netconf-state>')).data_xml
    print('sessions', all(f'<session-id>{one.session_id}</session-id>' in sessions for one in (a, b, c)))
    partial = '<partial-lock xmlns="urn:ietf:params:xml:ns:netconf:partial-lock:1.0" xmlns:n="%s"><select>/n:native/n:license</select></partial-lock>' % NATIVE
    print('partial lock', '/ios:native/ios:license' in a.dispatch(to_ele(partial)).xml)
    print('foreign edit', refused(lambda: c.edit_config(level('network-essentials'), target='running')))
    print('kill oneself', refused(lambda: a.kill_session(a.session_id)))
    print('kill', a.kill_session(c.session_id).ok)
`;

const CANDIDATE = {
  ...ONE_SWITCH,
  groups: [{ ...ONE_SWITCH.groups[0], release: '17.15.1', candidate: 'on' }],
} as const;

describe.skipIf(!hasPythonModule('ncclient'))('ncclient (skipped where python3-ncclient is missing)', () => {
  const folder = temporaryFolder();
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab({ lab: CANDIDATE, binding: 'ssh', dataDir: folder.path, time: 'real' });
  });
  afterAll(async () => {
    await lab.stop();
    folder.remove();
  });

  test('commits, is notified, asks with XPath, locks parts and ends another session', async () => {
    const [device] = lab.devices;
    const { stdout, stderr } = await runPython(PROGRAM, [
      device?.host ?? '',
      String(device?.netconfPort),
      device?.username ?? '',
      device?.password ?? '',
    ]);
    const change = 'netconf-config-change';
    const confirmed = 'netconf-confirmed-commit';
    expect({ lines: stdout.trim().split('\n'), stderr }).toEqual({
      lines: [
        'subscription True',
        'edit True',
        'candidate, running True False',
        'validate True',
        'discard True False',
        'confirmed True True',
        'cancel True False',
        'commit True True',
        `notifications ${change} ${confirmed} ${confirmed} ${change} ${change}`,
        'xpath 1',
        'xpath with prefixes 1',
        'with-defaults True',
        'schema True',
        'unknown schema invalid-value',
        'sessions True',
        'partial lock True',
        'foreign edit in-use',
        'kill oneself invalid-value',
        'kill True',
      ],
      stderr: '',
    });
  });
});
