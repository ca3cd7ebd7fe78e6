import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, startLab } from '../../simulator/index.ts';
import { hasPythonModule, runPython } from './support/foreign.ts';
import { ONE_SWITCH, temporaryFolder } from './support/small-lab.ts';

/**
 * What a script does: log in, leave and enter privileged mode, show commands, configure, save, read through the pager, reload
 * and come back. Netmiko knows prompts, echo and paging of IOS; a TextFSM template that refuses unknown lines reads a table.
 */
const PROGRAM = `
import io, sys, time
import textfsm
from netmiko import ConnectHandler
host, port, user, password = sys.argv[1:5]
def open_():
    return ConnectHandler(device_type='cisco_ios', host=host, port=int(port), username=user, password=password,
        secret=password, fast_cli=True)
TEMPLATE = r'''Value NAME (\\S+)
Value TAG (.+?)
Value COUNT (\\d+)
Value STATUS (IN USE)

Start
  ^\\s+License\\s+Entitlement Tag\\s+Count\\s+Status -> Rows
  ^.* -> Next

Rows
  ^\\s+-+$$
  ^\\s+\${NAME}\\s+\\(\${TAG}\\)\\s+\${COUNT}\\s+\${STATUS}\\s*$$ -> Record
  ^\\s*$$
  ^. -> Error
'''
switch = open_()
print('prompt', switch.find_prompt())
switch.send_command('disable', expect_string='>')
switch.enable()
print('enabled', switch.check_enable_mode())
rows = textfsm.TextFSM(io.StringIO(TEMPLATE)).ParseText(switch.send_command('show license summary'))
print('summary', rows)
print('version', 'Processor board ID' in switch.send_command('show version'))
print('long', switch.send_command('show running-config').strip().endswith('end'))
print('refused', 'Invalid input' in switch.send_command('show nonsense'))
configured = switch.send_config_set(['license boot level network-advantage', 'line vty 0 4', 'exec-timeout 0 0'])
print('configured', '% Invalid' not in configured and not switch.check_config_mode())
print('saved', '[OK]' in switch.save_config())
print('startup', switch.send_command('show startup-config | include ^license boot').strip())
print('question', switch.send_command('reload', expect_string=r'confirm').strip().splitlines()[-1])
try:
    switch.send_command_timing('')
except Exception:
    pass
back = None
for _ in range(60):
    try:
        back = open_()
        break
    except Exception:
        time.sleep(0.5)
print('reason', back.send_command('show version | include Last reload').strip())
print('level', back.send_command('show license summary | include network').split()[0])
print('log', '%SYS-5-RESTART' in back.send_command('show logging'))
back.disconnect()
`;

const isHere = hasPythonModule('netmiko') && hasPythonModule('textfsm');

describe.skipIf(!isHere)('netmiko (skipped where python3-netmiko is missing)', () => {
  const folder = temporaryFolder();
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab({ lab: ONE_SWITCH, binding: 'ssh', dataDir: folder.path, time: 'scaled:60' });
  });
  afterAll(async () => {
    await lab.stop();
    folder.remove();
  });

  test('drives a switch as a script does, from the login to the level after the reload', {
    timeout: 90_000,
  }, async () => {
    const [device] = lab.devices;
    const { stdout, stderr } = await runPython(PROGRAM, [
      device?.host ?? '',
      String(device?.sshPort),
      device?.username ?? '',
      device?.password ?? '',
    ]);
    expect(stdout.trim().split('\n'), stderr).toEqual([
      'prompt sw-0001#',
      'enabled True',
      "summary [['network-essentials', 'C9300-24 Network Essen...', '1', 'IN USE']]",
      'version True',
      'long True',
      'refused True',
      'configured True',
      'saved True',
      'startup license boot level network-advantage',
      'question Proceed with reload? [confirm]',
      'reason Last reload reason: Reload Command',
      'level network-advantage',
      'log True',
    ]);
  });
});
